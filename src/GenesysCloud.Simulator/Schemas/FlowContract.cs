using System.Text;
using System.Text.Json;
using GenesysCloud.Simulator.Flows;

namespace GenesysCloud.Simulator.Schemas;

/// <summary>An input, prepared for validation.</summary>
/// <param name="Name">The name, including its <c>Flow.</c> prefix.</param>
/// <param name="Expected">The expected type for messages, such as <c>list of Integer</c>.</param>
/// <param name="Schema">The schema of its values.</param>
/// <param name="Required">Whether an execution fails without it.</param>
internal sealed record ContractInput(string Name, string Expected, JsonSchemaNode Schema, bool Required);

/// <summary>The inputs and outputs of a flow version: its two schema documents as sent, and its inputs prepared for validation.</summary>
internal sealed class FlowContract
{
    private FlowContract(byte[] inputSchema, byte[] outputSchema, ContractInput[] inputs) =>
        (InputSchema, OutputSchema, Inputs) = (inputSchema, outputSchema, inputs);

    public byte[] InputSchema { get; }

    public byte[] OutputSchema { get; }

    public ContractInput[] Inputs { get; }

    public static FlowContract Create(SimulatedFlow flow, SimulatedVersion version, WireForms forms)
    {
        IReadOnlyList<SimulatedInput> declared = flow.InputsOf(version);
        byte[] inputs = flow.InputSchemaOf(version) is { } raw ? Bytes(raw) : ArchitectSchema.Inputs(declared, forms);
        byte[] outputs = (version.OutputSchema ?? flow.OutputSchema) is { } rawOutputs
            ? Bytes(rawOutputs)
            : ArchitectSchema.Outputs(flow.Outputs, forms);
        return new FlowContract(inputs, outputs, [.. Read(JsonElement.Parse(inputs), declared)]);
    }

    private static byte[] Bytes(JsonElement document) => Encoding.UTF8.GetBytes(document.GetRawText());

    /// <summary>Reads the inputs from the schema document that clients receive, so that validation agrees with it.</summary>
    private static IEnumerable<ContractInput> Read(JsonElement document, IReadOnlyList<SimulatedInput> declared)
    {
        if (!document.TryGetProperty("properties", out JsonElement properties) || properties.ValueKind is not JsonValueKind.Object)
            yield break;
        HashSet<string> required = [.. declared.Where(input => input.Required).Select(input => input.Name), .. Required(document)];
        foreach (JsonProperty property in properties.EnumerateObject())
        {
            var schema = JsonSchemaNode.Read(document, property.Value);
            yield return new ContractInput(property.Name, Describe(property.Value), schema, required.Contains(property.Name));
        }
    }

    private static IEnumerable<string> Required(JsonElement document) =>
        document.TryGetProperty("required", out JsonElement names) && names.ValueKind is JsonValueKind.Array
            ? names.EnumerateArray().Where(name => name.ValueKind is JsonValueKind.String).Select(name => name.GetString()!)
            : [];

    private static string Describe(JsonElement schema)
    {
        if (schema.ValueKind is JsonValueKind.Object)
        {
            if (schema.TryGetProperty("$ref", out JsonElement reference) && reference.ValueKind is JsonValueKind.String)
                return reference.GetString()!.Split('/')[^1].Replace("arch", "", StringComparison.Ordinal);
            if (schema.TryGetProperty("items", out JsonElement items))
                return $"list of {Describe(items)}";
            if (schema.TryGetProperty("type", out JsonElement type) && type.ValueKind is JsonValueKind.String)
                return type.GetString()!;
        }

        return "a value that its schema allows";
    }
}
