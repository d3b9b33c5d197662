using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using FlowCmdlets.Journals;
using FlowCmdlets.Pipeline;
using GenesysCloud;
using GenesysCloud.Architect;
using GenesysCloud.Http;
using GenesysCloud.Launching;
using GenesysCloud.Launching.Flows;
using GenesysCloud.Launching.Journal;
using GenesysCloud.Launching.Journal.Storage;
using GenesysCloud.Launching.Reconciliation;

namespace FlowCmdlets.Launching;

/// <summary>A run's journal: opened with the first row, asked about every row, settled in the end. On the pipeline thread only.</summary>
internal sealed class LaunchJournaling(
    GenesysCmdlet cmdlet, GenesysCloudClient client, LaunchRunOptions options, JournalPolicy policy, FlowLauncher launcher, LaunchProgress progress) : IDisposable
{
    private const string Looking = "looking for launches whose answer was lost";

    private readonly Queue<LaunchResult> _unsettled = new();
    private Task<(JournaledRun Run, SettleResult Settled)>? _opening;
    private Task<SettleResult>? _settling;
    private JournaledRun? _run;
    private JournaledRows? _rows;

    /// <summary>Why the journal cannot be written any more; null while it can.</summary>
    public JournalException? Failure { get; private set; }

    /// <summary>Sends the row, or lets it come out as the journal knows it.</summary>
    /// <returns>The row's error, if it is neither.</returns>
    public ErrorRecord? Accept(LaunchRow row, LaunchPlan plan)
    {
        _rows ??= Open(plan.Target);
        switch (_rows.Decide(row, plan, out ErrorRecord? error))
        {
            case null:
                return error;
            case JournalDecision.Send send:
                launcher.Add(row with { Key = send.Key, Relaunch = send.Relaunch });
                return null;
            case JournalDecision.Existing { Entry: var entry }:
                launcher.AddDecided(row, JournaledRows.Found(entry) with { Earlier = true });
                return null;
            case var inDoubt:
                launcher.AddDecided(row with { Key = inDoubt.Key }, new LaunchOutcome.Unknown(new GenesysCloudException(
                    "an earlier run sent it and got no answer.", SendOutcome.Unknown)));
                return null;
        }
    }

    /// <summary>Keeps a row of unknown outcome back until it has been looked for.</summary>
    public bool Keep(LaunchResult result)
    {
        if (result is not { Outcome: LaunchOutcome.Unknown, Row.Key: not null } || policy.SettleTimeout <= TimeSpan.Zero)
            return false;
        _unsettled.Enqueue(result);
        return true;
    }

    /// <summary>After the last row: looks for those without an answer, of this run and of earlier ones.</summary>
    public void Settle()
    {
        Flush();
        if (_run is null || Failure is not null || !_run.Journal.InDoubt().Any())
            return;
        if (_unsettled.Count > 0)
            cmdlet.Tell($"No answer came for {_unsettled.Count} rows; looking for them among the flow's executions.");
        var settler = new LaunchSettler(client, _run.Journal, new SettleOptions { Timeout = policy.SettleTimeout });
        _settling = settler.SettleAsync(cmdlet.StopToken);
        progress.Doing = Looking;
        if (!Succeeds(_settling))
            return;
        Tell(_settling.Result);
        if (_settling.Result.InDoubt > 0)
            cmdlet.WriteError(Errors.NotSettled(_settling.Result, policy.Path));
    }

    /// <summary>The next of the rows that were kept back, with what is known of it now.</summary>
    public bool TryTake([NotNullWhen(true)] out LaunchResult? result)
    {
        if (_unsettled.TryDequeue(out result))
            result = result with { Outcome = OutcomeOf(result) };
        return result is not null;
    }

    /// <summary>Makes sure that everything is on disk; if not, <see cref="Failure"/> says why.</summary>
    public void Flush()
    {
        if (_run is not null)
            Succeeds(_run.Journal.FlushAsync());
    }

    /// <remarks>Waits for what was under way when the pipeline was stopped: the journal is free again once the prompt is back.</remarks>
    public void Dispose()
    {
        if (_opening is null)
            return;
        Task.WhenAny(_opening).GetAwaiter().GetResult();
        if (!_opening.IsCompletedSuccessfully)
            return;
        OpenJournals.Remove(policy.Path);
        if (_settling is not null)
            Task.WhenAny(_settling).GetAwaiter().GetResult();
        OpenJournals.Close(_opening.Result.Run, cmdlet, isTold: Failure is not null);
    }

    private JournaledRows Open(LaunchTarget target)
    {
        _opening = JournaledRun.OpenAsync(client, target, options.OrganizationId, policy, cmdlet.StopToken);
        progress.Doing = Looking;
        (JournaledRun run, SettleResult settled) = cmdlet.Await(_opening, progress.Update);
        progress.Doing = null;
        _run = run;
        launcher.WriteTo(run.Journal, client.ServiceClock);
        OpenJournals.Add(policy.Path, run.Journal);
        JournalSummary summary = run.Journal.Summarize();
        if (summary.Rows > 0)
            cmdlet.Tell($"The journal '{policy.Path}' knows {summary.Rows} rows: {summary.Launched + summary.Finished.Values.Sum()} launched, {summary.Refused} refused, {summary.NotSent} not sent, {summary.Unknown + summary.InDoubt} in doubt.");
        Tell(settled);
        return new JournaledRows(run.Target, policy, run.Decider);
    }

    private void Tell(SettleResult settled)
    {
        if (settled.Launched + settled.Absent > 0)
            cmdlet.Tell($"Of the rows without an answer, {settled.Launched} were found launched and {settled.Absent} found never to have been.");
    }

    private bool Succeeds(Task writing)
    {
        try
        {
            cmdlet.Streams.WriteUntil(writing, cmdlet.StopToken, progress.Update);
            writing.GetAwaiter().GetResult();
            return true;
        }
        catch (JournalException unwritable)
        {
            Failure = unwritable;
            return false;
        }
    }

    private LaunchOutcome OutcomeOf(LaunchResult result) => _run!.Journal.Find(result.Row.Key!) switch
    {
        { State: JournalState.Launched or JournalState.Finished } entry => JournaledRows.Found(entry) with
        {
            Settled = true,
            Earlier = result.Outcome.Attempts == 0,
            Attempts = result.Outcome.Attempts,
        },
        { State: JournalState.NotSent } => new LaunchOutcome.NotSent(new LaunchAbsentException()),
        _ => result.Outcome,
    };
}
