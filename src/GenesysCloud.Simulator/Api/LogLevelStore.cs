using System.Collections.Concurrent;

namespace GenesysCloud.Simulator.Api;

/// <summary>A log level that was set.</summary>
/// <param name="Level">Such as <c>Base</c>.</param>
/// <param name="ClientId">The OAuth client that set it; null for the level that every organization begins with.</param>
/// <param name="At">When it was set.</param>
internal sealed record SetLogLevel(string Level, string? ClientId, DateTimeOffset? At);

/// <summary>The log levels of flows, and the one of the organization. Thread-safe.</summary>
internal sealed class LogLevelStore
{
    public const string Disabled = "Disabled";

    private static readonly SetLogLevel s_base = new("Base", null, null);

    private readonly ConcurrentDictionary<string, SetLogLevel> _flows = new(StringComparer.OrdinalIgnoreCase);
    private volatile SetLogLevel _default = s_base;

    /// <summary>The levels that can be set.</summary>
    public static IReadOnlyList<string> Levels { get; } = [Disabled, "Base", "Notes", "VerboseNotes", "All"];

    public SetLogLevel Default { get => _default; set => _default = value; }

    public SetLogLevel? Find(string flowId) => _flows.GetValueOrDefault(flowId);

    public void Set(string flowId, SetLogLevel level) => _flows[flowId] = level;

    public bool Remove(string flowId) => _flows.TryRemove(flowId, out _);

    public void ResetDefault() => _default = s_base;

    /// <summary>Whether execution data of the flow is stored.</summary>
    public bool IsRecorded(string flowId) => (Find(flowId) ?? Default).Level != Disabled;

    public IReadOnlyList<KeyValuePair<string, SetLogLevel>> Snapshot() => [.. _flows.OrderBy(flow => flow.Key, StringComparer.Ordinal)];

    public void Reset()
    {
        _flows.Clear();
        ResetDefault();
    }
}
