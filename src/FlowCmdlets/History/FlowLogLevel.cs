using System.Text.Json;
using GenesysCloud.Architect;

namespace FlowCmdlets.History;

/// <summary>What is recorded of the executions of a flow, or of all flows without a log level of their own.</summary>
public sealed class FlowLogLevel
{
    private FlowLogLevel()
    {
    }

    /// <summary>The flow's id; null for the organization's default.</summary>
    public string? FlowId { get; private init; }

    /// <summary>The flow's name; null for the organization's default.</summary>
    public string? FlowName { get; private init; }

    /// <summary>Such as <c>Base</c>.</summary>
    public string Level { get; private init; } = "";

    /// <summary>Whether it is the organization's default, which applies to flows without a log level of their own.</summary>
    public bool IsDefault { get; private init; }

    /// <summary>What is recorded, such as <c>executionItems</c> and <c>eventError</c>; empty where the service does not say.</summary>
    public IReadOnlyList<string> Characteristics { get; private init; } = [];

    /// <summary>When it was set, local time; null where it never was.</summary>
    public DateTime? DateModified { get; private init; }

    /// <summary>The id of the user or OAuth client that set it; null where it is not known.</summary>
    public string? ModifiedBy { get; private init; }

    /// <inheritdoc />
    public override string ToString() => Level;

    /// <param name="settings">What the service returned.</param>
    /// <param name="flow">The flow; null for the organization's default.</param>
    /// <param name="isDefault">Whether it is the organization's default that applies to the flow.</param>
    internal static FlowLogLevel From(LogLevelSettings settings, Flow? flow, bool isDefault) => new()
    {
        FlowId = flow?.Id,
        FlowName = flow?.Name,
        Level = settings.LogLevelCharacteristics?.Level ?? "",
        IsDefault = isDefault,
        Characteristics =
        [
            .. (settings.LogLevelCharacteristics?.Characteristics ?? new Dictionary<string, JsonElement>())
                .Where(characteristic => characteristic.Value.ValueKind == JsonValueKind.True)
                .Select(characteristic => characteristic.Key),
        ],
        DateModified = settings.DateModified?.LocalDateTime,
        ModifiedBy = settings.ModifiedBy?.Id ?? settings.ModifiedByClient?.Id,
    };
}
