using GenesysCloud.Architect;

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

    /// <summary>Inputs that are the same for all rows.</summary>
    public IReadOnlyList<KeyValuePair<string, object?>> InputData { get; init; } = [];

    /// <summary>How long the platform's index is given to show what was launched; zero not to look.</summary>
    public TimeSpan SettleTimeout { get; init; } = SettleOptions.DefaultTimeout;
}

/// <summary>What the journal says about a row. One of the derived types.</summary>
internal abstract record JournalDecision(string Key)
{
    /// <summary>Launch it.</summary>
    public sealed record Send(string Key, bool Relaunch) : JournalDecision(Key);

    /// <summary>It was launched before.</summary>
    public sealed record Existing(string Key, JournalEntry Entry) : JournalDecision(Key);

    /// <summary>Whether it was launched before is not known, and looking did not tell.</summary>
    public sealed record InDoubt(string Key, JournalEntry Entry) : JournalDecision(Key);
}

/// <summary>A run that writes a journal: which of its rows are to be launched, after what earlier runs have written.</summary>
internal sealed class JournaledRun : IAsyncDisposable
{
    private readonly JournalPolicy _policy;
    private readonly LaunchKeys _keys;

    private JournaledRun(LaunchJournal journal, LaunchTarget target, JournalPolicy policy)
    {
        (Journal, Target, _policy) = (journal, target, policy);
        _keys = new LaunchKeys(target.FlowId, target.Version);
    }

    public LaunchJournal Journal { get; }

    /// <summary>The one flow that the journal is about.</summary>
    public LaunchTarget Target { get; }

    /// <summary>Opens or continues a journal, for this run alone, and settles what an earlier run left in doubt.</summary>
    /// <exception cref="JournalException">It is in use, of other launches, damaged, or cannot be written.</exception>
    public static async Task<(JournaledRun Run, SettleResult Settled)> OpenAsync(
        GenesysCloudClient client, LaunchTarget target, string? organizationId, JournalPolicy policy, CancellationToken cancellationToken)
    {
        var identity = new JournalIdentity(
            target.FlowId, target.DisplayName, client.Region.Name, organizationId, policy.KeyColumn,
            policy.KeyColumn is null ? LaunchKeys.ShapeOf(target, policy.InputData) : null);
        LaunchJournal journal = await LaunchJournal.OpenAsync(policy.Path, identity, client.ServiceClock, cancellationToken).ConfigureAwait(false);
        return await OpenAsync(client, target, journal, policy, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Continues a journal that is open, and closes it if that fails.</summary>
    public static async Task<(JournaledRun Run, SettleResult Settled)> OpenAsync(
        GenesysCloudClient client, LaunchTarget target, LaunchJournal journal, JournalPolicy policy, CancellationToken cancellationToken)
    {
        try
        {
            var settler = new LaunchSettler(client, journal, new SettleOptions { Timeout = policy.SettleTimeout });
            return (new JournaledRun(journal, target, policy), await settler.SettleAsync(cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            await journal.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>What is to become of a row.</summary>
    /// <param name="row">Its place in the input, from 1.</param>
    /// <param name="keyText">The value of the key column, if there is one.</param>
    /// <param name="request">What it would launch.</param>
    /// <exception cref="LaunchKeyException">The key is empty, too long, or another row's.</exception>
    public JournalDecision Decide(long row, string? keyText, FlowExecutionLaunchRequest request)
    {
        string key = _policy.KeyColumn is null
            ? _keys.FromInputs(request.InputData ?? new Dictionary<string, object?>())
            : _keys.FromText(keyText, (int)row);
        return Journal.Find(key) switch
        {
            null or { State: JournalState.NotSent or JournalState.Refused } => new JournalDecision.Send(key, Relaunch: false),
            { State: JournalState.Intent or JournalState.Unknown } when _policy.RelaunchUnknown => new JournalDecision.Send(key, Relaunch: true),
            { State: JournalState.Intent or JournalState.Unknown } entry => new JournalDecision.InDoubt(key, entry),
            // Statuses that the platform adds later may not be ends at all.
            { State: JournalState.Finished, Status: FlowExecutionStatus.Error or FlowExecutionStatus.Failed or FlowExecutionStatus.Terminated } when _policy.OnExisting == OnExisting.RelaunchFailed =>
                new JournalDecision.Send(key, Relaunch: true),
            { } entry => new JournalDecision.Existing(key, entry),
        };
    }

    public ValueTask DisposeAsync() => Journal.DisposeAsync();
}
