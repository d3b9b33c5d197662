using System.Security;
using System.Text;
using System.Text.Json;
using FlowCmdlets.Binding;
using FlowCmdlets.Pipeline;
using GenesysCloud.Json;
using GenesysCloud.Launching.Inputs.Types;

namespace FlowCmdlets.Api;

/// <summary>The body of a request, from what a person specifies.</summary>
internal static class RequestBody
{
    /// <summary>The body as JSON in UTF-8.</summary>
    /// <param name="value">JSON as text, which is sent as it is; or a hashtable, an object, or a list, which is converted.</param>
    /// <exception cref="CmdletErrorException">The text isn't JSON, or the value has no JSON form.</exception>
    public static ReadOnlyMemory<byte> Create(object value)
    {
        if (PlainValues.Unwrap(value) is string json)
            return OfText(json);
        object? plain;
        try
        {
            plain = PlainValues.Of(value);
        }
        catch (ArgumentException tooDeep)
        {
            throw Errors.ApiBodyInvalid($"{tooDeep.Message} It may contain itself.");
        }

        if (ProblemOf(plain, "-Body") is { } problem)
            throw Errors.ApiBodyInvalid(problem);
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
            JsonValues.Write(writer, plain);
        return buffer.ToArray();
    }

    private static ReadOnlyMemory<byte> OfText(string json)
    {
        if (PlainValue.WellFormed(json) is null)
            throw Errors.ApiBodyInvalid("The text contains an invalid Unicode character (unpaired surrogate).");
        byte[] utf8 = Encoding.UTF8.GetBytes(json);
        try
        {
            using var document = JsonDocument.Parse(utf8);
            return utf8;
        }
        catch (JsonException invalid)
        {
            // The parser's own message repeats what it found, which may be a secret.
            throw Errors.ApiBodyInvalid(
                $"The text isn't valid JSON at line {invalid.LineNumber + 1}, byte {invalid.BytePositionInLine + 1} of the line. " +
                "Expected one JSON value.");
        }
    }

    /// <summary>What can't be sent, by its place; null if everything can.</summary>
    private static string? ProblemOf(object? value, string place) => value switch
    {
        null => null,
        SecureString => $"{place} is a SecureString, which isn't sent. To send it, convert it: ConvertFrom-SecureString -AsPlainText.",
        Dictionary<string, object?> members => members
            .Select(member => ProblemOf(member.Value, $"{place}.{member.Key}")).FirstOrDefault(found => found is not null),
        List<object?> items => items
            .Select((item, index) => ProblemOf(item, $"{place}[{index}]")).FirstOrDefault(found => found is not null),
        _ when JsonValues.TextOf(value) is null =>
            $"{place} has a value of type {value.GetType()}. Expected a hashtable, an object with properties of its own " +
            "([pscustomobject]), a list, text, a number, a date, or true or false.",
        _ when PlainValue.WellFormed(JsonValues.TextOf(value)) is null =>
            $"{place} contains an invalid Unicode character (unpaired surrogate).",
        _ => null,
    };
}
