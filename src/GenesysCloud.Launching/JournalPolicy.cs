using GenesysCloud.Launching.Flows;
using GenesysCloud.Launching.Journal;
using GenesysCloud.Launching.Journal.Keys;
using GenesysCloud.Launching.Reconciliation;

namespace GenesysCloud.Launching;

/// <summary>What a run with a journal is told to do.</summary>
internal sealed record JournalPolicy
{
    public required string Path { get; init; }

    /// <summary>The column whose value names a row; null to know rows by what they hold.</summary>
    public string? KeyColumn { get; init; }

    public OnExisting OnExisting { get; init; }

    /// <summary>Launch rows of unknown outcome again: at least once, perhaps twice.</summary>
    public bool RelaunchUnknown { get; init; }

    /// <summary>
    /// Everything given on the command line that decides what a row's inputs come to, by a name of its own. Where rows are known by
    /// their inputs, a run that is given anything else would know none of them.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, object?>> Constants { get; init; } = [];

    /// <summary>How long the platform's index is given to show what was launched; zero not to look.</summary>
    public TimeSpan SettleTimeout { get; init; } = SettleOptions.DefaultTimeout;

    /// <summary>What the journal of a run for a flow is about.</summary>
    public JournalIdentity IdentityFor(LaunchTarget target, string region, string? organizationId) => new(
        target.FlowId, target.DisplayName, region, organizationId, KeyColumn, KeyColumn is null ? LaunchKeys.ShapeOf(target, Constants) : null);
}
