namespace GenesysCloud.Launching.Journal.Keys;

/// <summary>Halves of surrogate pairs, as cutting a text leaves them. They cannot be written as UTF-8: all become the same sign.</summary>
internal static class LoneSurrogate
{
    public static bool IsIn(ReadOnlySpan<char> text)
    {
        int at;
        while ((at = text.IndexOfAnyInRange('\uD800', '\uDFFF')) >= 0)
        {
            if (at + 1 == text.Length || !char.IsSurrogatePair(text[at], text[at + 1]))
                return true;
            text = text[(at + 2)..];
        }

        return false;
    }
}
