using System.Text.Json;
using GenesysCloud.Json;

namespace GenesysCloud.Architect;

/// <summary>The answer to a launch. Source: FlowExecutionLaunchResponse.</summary>
/// <param name="Id">The execution's id.</param>
/// <param name="Name">Its display name.</param>
/// <param name="FlowVersion">The version that was launched, such as <c>3.0</c>.</param>
public sealed record FlowExecutionLaunchResponse(string Id, string? Name, string? FlowVersion)
{
    /// <summary>
    /// Reads as little as possible: an answer that carries an id is a launch, whatever else in it cannot be read.
    /// Null when there is none.
    /// </summary>
    internal static FlowExecutionLaunchResponse? TryRead(ReadOnlySpan<byte> utf8)
    {
        if (LenientJson.TryParse(utf8) is not { } document)
            return null;
        using (document)
        {
            JsonElement root = document.RootElement;
            if (LenientJson.Text(root, "id") is not { Length: > 0 } id)
                return null;
            string? version = LenientJson.Property(root, "flowVersion") is { } reference
                ? LenientJson.Text(reference, "id") ?? LenientJson.Text(reference, "name")
                : null;
            return new FlowExecutionLaunchResponse(id, LenientJson.Text(root, "name"), version);
        }
    }
}
