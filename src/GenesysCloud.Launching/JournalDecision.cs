using GenesysCloud.Architect;
using GenesysCloud.Launching.Flows;
using GenesysCloud.Launching.Journal;
using GenesysCloud.Launching.Journal.Keys;

namespace GenesysCloud.Launching;

/// <summary>What is to become of a row, by what a journal knows. One of the derived types.</summary>
internal abstract record JournalDecision
{
    /// <summary>Send it.</summary>
    /// <param name="Key">What the journal identifies it by.</param>
    /// <param name="Relaunch">Whether it may have been launched before, and is launched again all the same.</param>
    /// <param name="Inputs">A hash of its inputs; 0 where the key is one.</param>
    public sealed record Send(string Key, bool Relaunch, ulong Inputs) : JournalDecision;

    /// <summary>Do not send it.</summary>
    /// <param name="Outcome">What became of it.</param>
    public sealed record Decided(RowOutcome Outcome) : JournalDecision;

    /// <summary>Do not send it: an earlier run did and got no response, and reconciliation has not shown what became of it.</summary>
    /// <param name="Key">What the journal identifies it by.</param>
    public sealed record InDoubt(string Key) : JournalDecision;
}

/// <summary>Decides which rows are to be launched, by what a journal knows of earlier runs. A dry run decides as the run would.</summary>
/// <param name="target">The one flow that the journal is about.</param>
/// <param name="policy">What the run is to do.</param>
/// <param name="keys">The keys of the run's rows, by the rule of the journal.</param>
/// <param name="find">The row of a key as the journal knows it; null if it does not.</param>
internal sealed class JournalDecider(LaunchTarget target, JournalPolicy policy, LaunchKeys keys, Func<string, JournalEntry?> find)
{
    /// <summary>The key of a row that was rejected, which no other row of the run can have from now on.</summary>
    /// <param name="number">Its place in the input, from 1.</param>
    /// <param name="text">The value of the column that identifies rows; null if it has none.</param>
    /// <returns>Null if the row has no key, or none that tells it from others.</returns>
    public string? KeyOf(long number, string? text)
    {
        if (policy.KeyColumn is null)
            return null;
        try
        {
            return keys.FromText(text, (int)number);
        }
        catch (LaunchKeyException)
        {
            return null;
        }
    }

    /// <summary>
    /// Whether the journal knows a row by its key in such a way that it will not be sent. May be asked at any time: it takes no key.
    /// </summary>
    /// <param name="text">The value of the column that identifies rows; null if it has none.</param>
    public bool IsKnown(string? text) => policy.KeyColumn is not null && text is not null
        && keys.Spelling(text) is var key && find(key) is { } entry && Decide(key, entry.Inputs, entry) is not JournalDecision.Send;

    /// <summary>What is to become of a row. To be asked once for each row, since two rows must not have one key.</summary>
    /// <param name="number">Its place in the input, from 1.</param>
    /// <param name="launch">What it is to launch.</param>
    public JournalDecision Decide(long number, RowLaunch launch)
    {
        if (launch.Target.FlowId != target.FlowId || launch.Target.Version != target.Version)
            return Refuse(new Refusal.OtherFlow(launch.Target, target));
        try
        {
            IReadOnlyDictionary<string, object?> inputs =
                launch.Identity ?? launch.Request.InputData ?? new Dictionary<string, object?>();
            if (policy.KeyColumn is null)
            {
                string hash = keys.FromInputs(inputs);
                return Decide(hash, 0, find(hash));
            }

            string key = keys.FromText(launch.KeyText, (int)number);
            return Decide(key, keys.HashInputs(key, inputs), find(key));
        }
        catch (LaunchKeyException problem)
        {
            return Refuse(new Refusal.InvalidKey(problem, policy.KeyColumn));
        }
    }

    private static JournalDecision.Decided Refuse(Refusal reason) => new(new RowOutcome.Refused(reason));

    private JournalDecision Decide(string key, ulong inputs, JournalEntry? entry) => entry switch
    {
        null or { State: JournalState.NotSent or JournalState.Refused or JournalState.Rejected } =>
            new JournalDecision.Send(key, Relaunch: false, inputs),
        { State: JournalState.Intent or JournalState.Unknown } => policy.RelaunchUnknown
            ? new JournalDecision.Send(key, Relaunch: true, inputs)
            : new JournalDecision.InDoubt(key),
        // Statuses that the platform adds later may not be ends at all.
        { State: JournalState.Finished, Status: FlowExecutionStatus.Error or FlowExecutionStatus.Failed or FlowExecutionStatus.Terminated }
            when policy.OnExisting == OnExisting.RelaunchFailed => new JournalDecision.Send(key, Relaunch: true, inputs),
        { ExecutionId: var id } when policy.OnExisting == OnExisting.Fail => Refuse(new Refusal.LaunchedBefore(id)),
        _ => new JournalDecision.Decided(RowOutcome.Launched.From(entry) with
        {
            IsEarlier = true,
            HadOtherInputs = entry.Inputs != 0 && entry.Inputs != inputs,
        }),
    };
}
