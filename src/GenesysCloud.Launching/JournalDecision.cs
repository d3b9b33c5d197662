using GenesysCloud.Architect;
using GenesysCloud.Launching.Flows;
using GenesysCloud.Launching.Journal;
using GenesysCloud.Launching.Journal.Keys;

namespace GenesysCloud.Launching;

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

/// <summary>Decides which rows are to be launched, after what a journal tells of earlier runs. A rehearsal decides as the run would.</summary>
/// <param name="target">The one flow that the journal is about.</param>
/// <param name="policy">What the run is told to do.</param>
/// <param name="find">The row of a key as the journal knows it; null if it does not.</param>
internal sealed class JournalDecider(LaunchTarget target, JournalPolicy policy, Func<string, JournalEntry?> find)
{
    private readonly LaunchKeys _keys = new(target.FlowId, target.Version);

    /// <summary>What is to become of a row.</summary>
    /// <param name="row">Its place in the input, from 1.</param>
    /// <param name="keyText">The value of the key column, if there is one.</param>
    /// <param name="request">What it would launch.</param>
    /// <exception cref="LaunchKeyException">The key is empty, too long, or another row's.</exception>
    public JournalDecision Decide(long row, string? keyText, FlowExecutionLaunchRequest request)
    {
        string key = policy.KeyColumn is null
            ? _keys.FromInputs(request.InputData ?? new Dictionary<string, object?>())
            : _keys.FromText(keyText, (int)row);
        return find(key) switch
        {
            null or { State: JournalState.NotSent or JournalState.Refused } => new JournalDecision.Send(key, Relaunch: false),
            { State: JournalState.Intent or JournalState.Unknown } when policy.RelaunchUnknown => new JournalDecision.Send(key, Relaunch: true),
            { State: JournalState.Intent or JournalState.Unknown } entry => new JournalDecision.InDoubt(key, entry),
            // Statuses that the platform adds later may not be ends at all.
            { State: JournalState.Finished, Status: FlowExecutionStatus.Error or FlowExecutionStatus.Failed or FlowExecutionStatus.Terminated } when policy.OnExisting == OnExisting.RelaunchFailed =>
                new JournalDecision.Send(key, Relaunch: true),
            { } entry => new JournalDecision.Existing(key, entry),
        };
    }
}
