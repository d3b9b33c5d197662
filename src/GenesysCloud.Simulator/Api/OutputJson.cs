using System.Globalization;
using System.Text.Json;
using GenesysCloud.Simulator.Executions;
using GenesysCloud.Simulator.Flows;

namespace GenesysCloud.Simulator.Api;

/// <summary>The <c>outputData</c> of an execution.</summary>
internal static class OutputJson
{
    /// <param name="json">The writer.</param>
    /// <param name="launch">The launch whose execution completed.</param>
    /// <param name="integersAsText">Whether an Integer is written as text, as in recorded responses, or as a number.</param>
    public static void Write(Utf8JsonWriter json, LaunchRecord launch, bool integersAsText)
    {
        json.WriteStartObject("outputData"u8);
        foreach (SimulatedOutput output in launch.Flow.Outputs)
        {
            json.WritePropertyName(output.Name);
            Write(json, Resolve(launch, output.Value), output.Type is ArchitectType.Integer ? integersAsText : null);
        }

        json.WriteEndObject();
    }

    /// <summary>The value with its placeholders replaced.</summary>
    private static JsonElement Resolve(LaunchRecord launch, JsonElement value)
    {
        if (SimulatedOutput.Echoed(value) is { } input)
            return launch.InputData is { } inputs && inputs.TryGetProperty(input, out JsonElement echoed) ? echoed : default;
        const string Sequence = "${sequence}";
        return value.ValueKind is JsonValueKind.String && value.GetString() is { } text && text.Contains(Sequence, StringComparison.Ordinal)
            ? JsonSerializer.SerializeToElement(text.Replace(Sequence, $"{launch.Sequence}", StringComparison.Ordinal))
            : value;
    }

    private static void Write(Utf8JsonWriter json, JsonElement value, bool? integersAsText)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Undefined:
                json.WriteNullValue();
                break;
            case JsonValueKind.Array when integersAsText is not null:
                json.WriteStartArray();
                foreach (JsonElement item in value.EnumerateArray())
                    Write(json, item, integersAsText);
                json.WriteEndArray();
                break;
            case JsonValueKind.Number when integersAsText is true && value.TryGetInt64(out long number):
                json.WriteStringValue(number.ToString(CultureInfo.InvariantCulture));
                break;
            case JsonValueKind.String when integersAsText is false
                && long.TryParse(value.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number):
                json.WriteNumberValue(number);
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }
}
