using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using GenesysCloud.Architect;
using GenesysCloud.Http;

namespace GenesysCloud.Launching.Journal;

/// <summary>Why an execution ended, as a journal keeps it: without the values in the error's message, which can be inputs.</summary>
/// <param name="Reason">Why it ended, in the words of the flow's author; null if it didn't say.</param>
/// <param name="ErrorCode">The code of its error; null if there was none.</param>
/// <param name="ErrorMessage">The general message of its error; null if there was none.</param>
internal sealed record EndDetail(string? Reason, string? ErrorCode, string? ErrorMessage)
{
    /// <summary>How much of a text is kept.</summary>
    public const int MaxLength = 300;

    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>That of an execution; null if it says nothing about its end.</summary>
    public static EndDetail? Of(FlowRuntimeExecution execution)
    {
        ErrorBody? error = execution.FlowErrorInfo is { } info ? ErrorBody.TryRead(info) : null;
        var detail = new EndDetail(
            Shorten(execution.CompletionReason), Shorten(error?.Code), Shorten(error?.Message ?? error?.MessageWithParams));
        return detail is { Reason: null, ErrorCode: null, ErrorMessage: null } ? null : detail;
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote, or a later version of it; null if there is nothing.</summary>
    public static EndDetail? Parse(string? json)
    {
        if (json is null)
            return null;
        using var document = JsonDocument.Parse(json);
        return new EndDetail(Text("reason"u8), Text("code"u8), Text("message"u8));

        string? Text(ReadOnlySpan<byte> name) =>
            document.RootElement.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
                ? Shorten(value.GetString())
                : null;
    }

    /// <summary>A JSON object with a field for each text that there is.</summary>
    public string ToJson()
    {
        ArrayBufferWriter<byte> detail = new();
        using (Utf8JsonWriter json = new(detail, s_options))
        {
            json.WriteStartObject();
            Write("reason"u8, Reason);
            Write("code"u8, ErrorCode);
            Write("message"u8, ErrorMessage);
            json.WriteEndObject();

            void Write(ReadOnlySpan<byte> name, string? text)
            {
                if (text is not null)
                    json.WriteString(name, text);
            }
        }

        return Encoding.UTF8.GetString(detail.WrittenSpan);
    }

    // A text from outside may be long, may have characters that a terminal obeys, and half a pair that no file can hold.
    private static string? Shorten(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        text = DisplayText.Clean(text);
        if (text.Length > MaxLength)
            text = $"{text[..(char.IsHighSurrogate(text[MaxLength - 2]) ? MaxLength - 2 : MaxLength - 1)]}…";
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
    }
}
