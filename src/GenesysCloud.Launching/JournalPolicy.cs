using GenesysCloud.Launching.Flows;
using GenesysCloud.Launching.Journal;
using GenesysCloud.Launching.Journal.Keys;
using GenesysCloud.Launching.Reconciliation;

namespace GenesysCloud.Launching;

/// <summary>What a run does with its journal.</summary>
internal sealed record JournalPolicy
{
    public required string Path { get; init; }

    /// <summary>The column whose value names a row; null to know rows by what they hold.</summary>
    public string? KeyColumn { get; init; }

    /// <summary>Whether a new journal compares keys with case.</summary>
    public bool KeyCaseSensitive { get; init; }

    public OnExisting OnExisting { get; init; }

    /// <summary>Launch rows of unknown outcome again: at least once, perhaps twice.</summary>
    public bool RelaunchUnknown { get; init; }

    /// <summary>
    /// Everything given on the command line that decides what a row's inputs come to, by a name of its own. Where rows are known by
    /// their inputs, a run that is given anything else would know none of them.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, object?>> Constants { get; init; } = [];

    /// <summary>How long rows without a response are searched for; zero not to search.</summary>
    public TimeSpan ReconcileTimeout { get; init; } = LaunchReconciler.DefaultTimeout;

    /// <summary>What the journal of a run for a flow is about.</summary>
    /// <param name="target">The flow.</param>
    /// <param name="client">Where it is launched.</param>
    public JournalIdentity IdentityFor(LaunchTarget target, GenesysCloudClient client) => new(
        target.FlowId,
        target.DisplayName,
        client.Region.Name,
        client.Organization?.Id,
        KeyColumn,
        KeyColumn is null ? LaunchKeys.ShapeOf(target, Constants) : null)
    {
        IgnoresCase = !KeyCaseSensitive,
    };

    /// <summary>The keys of a run's rows, by the rule that a journal began with.</summary>
    /// <param name="target">The flow.</param>
    /// <param name="journal">What the journal is about.</param>
    /// <param name="known">The keys that it has.</param>
    public static LaunchKeys KeysFor(LaunchTarget target, JournalIdentity journal, IEnumerable<string> known) =>
        new(target.FlowId, target.Version, journal.IgnoresCase, journal.KeyColumn is null ? [] : known);
}
