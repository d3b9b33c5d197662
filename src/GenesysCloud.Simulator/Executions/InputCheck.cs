using System.Globalization;
using System.Text;
using System.Text.Json;

namespace GenesysCloud.Simulator;

/// <summary>Sent inputs against declared ones.</summary>
internal static class InputCheck
{
    /// <summary>
    /// Whether a launch with these inputs is taken; if not, the refusal is written. A launch may be taken and still
    /// lack a required input, as one whose inputs are nested in a <c>Flow</c> object: its execution fails on it.
    /// </summary>
    public static bool Accepts(SimulatorSettings settings, Exchange exchange, IReadOnlyList<SimulatedInput> declared, JsonElement? sent, out string? nullInput)
    {
        nullInput = null;
        List<RefusedField>? refused = null;
        var message = new StringBuilder();
        if (sent is { } data && (settings.RejectMistypedInputs || settings.RejectUnknownInputs))
        {
            foreach (var member in data.EnumerateObject())
            {
                var fault = Fault(settings, declared, member);
                if (fault is null) continue;
                message.Append(CultureInfo.InvariantCulture, $"{(refused is null ? "" : " ")}Input '{member.Name}': {fault}.");
                (refused ??= []).Add(new RefusedField("bad.request", member.Name));
            }
        }
        foreach (var input in declared)
        {
            if (!input.Required || IsGiven(sent, input.Name)) continue;
            nullInput ??= input.Name;
            if (!settings.RejectMissingInputs) continue;
            message.Append(CultureInfo.InvariantCulture, $"{(refused is null ? "" : " ")}Input '{input.Name}': required.");
            (refused ??= []).Add(new RefusedField("bad.request", input.Name));
        }
        if (refused is null) return true;
        exchange.Refuse(400, "bad.request", message.ToString(), fields: refused);
        return false;
    }

    private static string? Fault(SimulatorSettings settings, IReadOnlyList<SimulatedInput> declared, JsonProperty sent)
    {
        for (var i = 0; i < declared.Count; i++)
        {
            if (!sent.NameEquals(declared[i].Name)) continue;
            return !settings.RejectMistypedInputs || Fits(declared[i], sent.Value) ? null : $"expected {Name(declared[i])}";
        }
        return settings.RejectUnknownInputs ? "not an input of the flow" : null;
    }

    private static bool IsGiven(JsonElement? sent, string name) =>
        sent is { } data && data.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null;

    private static bool Fits(SimulatedInput input, JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.Null) return true;
        if (!input.IsList) return Fits(input.Kind, value);
        if (value.ValueKind is not JsonValueKind.Array) return false;
        foreach (var element in value.EnumerateArray())
            if (!Fits(input.Kind, element))
                return false;
        return true;
    }

    private static bool Fits(InputKind kind, JsonElement value) => kind switch
    {
        InputKind.Integer => value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out _),
        InputKind.Number => value.ValueKind is JsonValueKind.Number,
        InputKind.Boolean => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        InputKind.Date => value.ValueKind is JsonValueKind.String
            && DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        InputKind.DateTime => value.ValueKind is JsonValueKind.String && value.TryGetDateTimeOffset(out _),
        _ => value.ValueKind is JsonValueKind.String,
    };

    private static string Name(SimulatedInput input)
    {
        var name = input.Kind switch
        {
            InputKind.Date => "date (yyyy-MM-dd)",
            InputKind.DateTime => "date-time (ISO 8601)",
            var kind => kind.ToString().ToLowerInvariant(),
        };
        return input.IsList ? $"a list of {name}" : name;
    }
}
