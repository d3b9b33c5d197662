using System.Text.Json;
using GenesysCloud.Json;

namespace GenesysCloud.Launching.History;

/// <summary>What execution data says about how a flow ended.</summary>
/// <remarks>
/// Only the beginning of the file's form is published. What is not found where it is expected is left out, and nothing is an error but a
/// file that is not JSON.
/// </remarks>
public sealed class FlowInstanceData
{
    /// <summary>The instance's id.</summary>
    public string InstanceId { get; init; } = "";

    /// <summary>Why the flow ended, such as <c>FLOW_ERROR_DISCONNECT</c>; null where it is not recorded.</summary>
    public string? ExitReason { get; init; }

    /// <summary>The errors, in the order in which they are recorded.</summary>
    public IReadOnlyList<FlowInstanceEvent> Errors { get; init; } = [];

    /// <summary>The warnings, in the order in which they are recorded.</summary>
    public IReadOnlyList<FlowInstanceEvent> Warnings { get; init; } = [];

    /// <inheritdoc />
    public override string ToString() => string.Join(
        "; ", new[] { ExitReason }.Concat(Errors.Select(error => error.ToString())).Where(text => !string.IsNullOrEmpty(text)));

    /// <summary>Reads a file; null if it is not JSON.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="file">The file, in UTF-8.</param>
    internal static FlowInstanceData? TryRead(string instanceId, ReadOnlyMemory<byte> file)
    {
        try
        {
            using var document = JsonDocument.Parse(file);
            return new FlowInstanceDataReader().Read(instanceId, document.RootElement);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // The latter where a text is not valid Unicode.
            return null;
        }
    }
}
