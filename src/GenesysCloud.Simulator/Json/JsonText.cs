using System.Text.Json;
using System.Text.Unicode;

namespace GenesysCloud.Simulator;

/// <summary>Finds what the parser lets pass and only whoever reads the texts would trip over.</summary>
internal static class JsonText
{
    private static readonly JsonReaderOptions s_json = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <exception cref="JsonException">It holds broken UTF-8 or an escape that is half a character.</exception>
    public static void Demand(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json)) throw new JsonException("It is not UTF-8.");
        if (json.IndexOf("\\u"u8) < 0) return;
        var reader = new Utf8JsonReader(json, s_json);
        try
        {
            while (reader.Read())
                if (reader.ValueIsEscaped)
                    reader.GetString();
        }
        catch (InvalidOperationException fault)
        {
            throw new JsonException(fault.Message, fault);
        }
    }
}
