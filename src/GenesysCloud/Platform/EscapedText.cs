using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace GenesysCloud.Platform;

/// <summary>Percent-encodes what a part of an address can't hold, and leaves alone what is encoded already.</summary>
internal static class EscapedText
{
    // RFC 3986: unreserved characters, sub-delimiters, and what else a path or a query can hold.
    private static readonly SearchValues<char> s_path =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/");

    /// <summary>Encodes a text.</summary>
    /// <param name="text">Any characters; a percent sign begins an encoded byte.</param>
    /// <param name="isQuery">Whether it is a part of a query, which can hold a question mark.</param>
    /// <param name="escaped">ASCII only.</param>
    /// <param name="problem">Why it can't be encoded, as the end of a sentence about the text.</param>
    public static bool TryEscape(
        string text, bool isQuery, [NotNullWhen(true)] out string? escaped, [NotNullWhen(false)] out string? problem)
    {
        escaped = problem = null;
        var result = new StringBuilder(text.Length);
        Span<byte> utf8 = stackalloc byte[4];
        for (int at = 0; at < text.Length;)
        {
            char character = text[at];
            if (character == '%')
            {
                if (at + 2 >= text.Length || !char.IsAsciiHexDigit(text[at + 1]) || !char.IsAsciiHexDigit(text[at + 2]))
                {
                    problem = "contains '%' without two hexadecimal digits; write %25 for the character";
                    return false;
                }

                result.Append(text, at, 3);
                at += 3;
            }
            else if (s_path.Contains(character) || (isQuery && character == '?'))
            {
                result.Append(character);
                at++;
            }
            else if (Rune.DecodeFromUtf16(text.AsSpan(at), out Rune rune, out int length) == OperationStatus.Done)
            {
                foreach (byte one in utf8[..rune.EncodeToUtf8(utf8)])
                    result.Append(CultureInfo.InvariantCulture, $"%{one:X2}");
                at += length;
            }
            else
            {
                problem = "contains an invalid Unicode character (unpaired surrogate)";
                return false;
            }
        }

        escaped = result.ToString();
        return true;
    }
}
