using System.Text.Json;
using GenesysCloud.Json;

namespace GenesysCloud.Architect;

/// <summary>What is launched. Source: FlowExecutionLaunchRequest; these four fields are all there are.</summary>
/// <param name="FlowId">The flow's id.</param>
/// <param name="FlowVersion">The version to run; null for the latest published one.</param>
/// <param name="InputData">Values by declared input, such as <c>Flow.startDate</c>: text, numbers, booleans, lists, dictionaries.</param>
/// <param name="Name">A display name for the execution.</param>
public sealed record FlowExecutionLaunchRequest(
    string FlowId, string? FlowVersion = null, IReadOnlyDictionary<string, object?>? InputData = null, string? Name = null)
{
    internal ReadOnlyMemory<byte> ToJson() => ToJson(Name);

    /// <summary>The same launch under another name.</summary>
    internal ReadOnlyMemory<byte> ToJson(string? name) =>
        PooledJsonWriter.Of((Request: this, Name: name), static (json, named) => named.Request.Write(json, named.Name));

    /// <summary>Values are people's data and are not printed.</summary>
    public override string ToString() => $"{nameof(FlowExecutionLaunchRequest)} {FlowId}";

    private void Write(Utf8JsonWriter json, string? name)
    {
        json.WriteStartObject();
        json.WriteString("flowId"u8, FlowId);
        if (!string.IsNullOrEmpty(FlowVersion))
            json.WriteString("flowVersion"u8, FlowVersion);
        if (!string.IsNullOrEmpty(name))
            json.WriteString("name"u8, name);
        if (InputData is { Count: > 0 })
        {
            json.WritePropertyName("inputData"u8);
            JsonValues.Write(json, InputData);
        }

        json.WriteEndObject();
    }
}
