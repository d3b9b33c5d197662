using System.Text.Json;
using System.Text.Unicode;

namespace GenesysCloud.Simulator.Json;

/// <summary>Finds invalid text that the JSON parser accepts and that fails only when the strings are read.</summary>
internal static class JsonTextValidation
{
    private static readonly JsonReaderOptions s_json = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <exception cref="JsonException">The text is not UTF-8, or an escape is an unpaired surrogate.</exception>
    public static void ThrowIfInvalid(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json))
            throw new JsonException("The text is not valid UTF-8.");
        if (json.IndexOf("\\u"u8) < 0)
            return;
        var reader = new Utf8JsonReader(json, s_json);
        try
        {
            while (reader.Read())
            {
                if (reader.ValueIsEscaped)
                    reader.GetString();
            }
        }
        catch (InvalidOperationException invalid)
        {
            throw new JsonException(invalid.Message, invalid);
        }
    }
}
