using System.Globalization;
using System.Text;
using System.Text.Json;
using GenesysCloud.Simulator.Configuration;
using GenesysCloud.Simulator.Http;
using GenesysCloud.Simulator.Schemas;

namespace GenesysCloud.Simulator.Api;

/// <summary>Validates the inputs of a launch against the flow's schema.</summary>
internal static class InputValidation
{
    /// <summary>
    /// Whether a launch with these inputs is accepted; if not, the error response is written. An accepted launch may still lack a
    /// required input, for example because its inputs are nested in a <c>Flow</c> object; its execution then fails.
    /// </summary>
    public static bool Accepts(
        SimulatorSettings settings, RequestContext context, FlowContract contract, JsonElement? sent, out string? nullInput)
    {
        nullInput = contract.Inputs.FirstOrDefault(input => input.Required && !IsGiven(sent, input.Name))?.Name;
        return AcceptsNames(settings, context, contract, sent)
            && AcceptsValues(settings, context, contract, sent);
    }

    private static bool AcceptsNames(SimulatorSettings settings, RequestContext context, FlowContract contract, JsonElement? sent)
    {
        if (!settings.RejectUnknownInputs || sent is not { } data)
            return true;
        List<ErrorDetail>? refused = null;
        foreach (JsonProperty member in data.EnumerateObject())
        {
            if (Find(contract, member) is null)
                (refused ??= []).Add(new ErrorDetail("invalid.property", member.Name));
        }

        if (refused is null)
            return true;
        context.WriteLaunchError(settings, "invalid.property", ErrorResponses.InvalidProperty(refused[0].FieldName, "inputData"), refused);
        return false;
    }

    private static bool AcceptsValues(SimulatorSettings settings, RequestContext context, FlowContract contract, JsonElement? sent)
    {
        List<ErrorDetail>? refused = null;
        var message = new StringBuilder();
        if (settings.RejectMistypedInputs && sent is { } data)
        {
            foreach (JsonProperty member in data.EnumerateObject())
            {
                if (Find(contract, member) is { } input && !input.Schema.Allows(member.Value))
                    Add(input.Name, $"expected {input.Expected}");
            }
        }

        if (settings.RejectMissingInputs)
        {
            foreach (ContractInput input in contract.Inputs)
            {
                if (input.Required && !IsGiven(sent, input.Name))
                    Add(input.Name, "required");
            }
        }

        if (refused is null)
            return true;
        context.WriteLaunchError(settings, "bad.request", message.ToString(), refused);
        return false;

        void Add(string name, string fault)
        {
            message.Append(CultureInfo.InvariantCulture, $"{(refused is null ? "" : " ")}Input '{name}': {fault}.");
            (refused ??= []).Add(new ErrorDetail("bad.request", name));
        }
    }

    private static ContractInput? Find(FlowContract contract, JsonProperty sent)
    {
        foreach (ContractInput input in contract.Inputs)
        {
            if (sent.NameEquals(input.Name))
                return input;
        }

        return null;
    }

    private static bool IsGiven(JsonElement? sent, string name) =>
        sent is { } data && data.TryGetProperty(name, out JsonElement value) && value.ValueKind is not JsonValueKind.Null;
}
