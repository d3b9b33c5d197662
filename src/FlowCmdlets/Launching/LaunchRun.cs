using System.Management.Automation;
using FlowCmdlets.Binding;
using FlowCmdlets.Executions;
using FlowCmdlets.Pipeline;
using GenesysCloud;
using GenesysCloud.Architect;
using GenesysCloud.Launching;
using GenesysCloud.Launching.Inputs;
using GenesysCloud.Launching.Tracking;

namespace FlowCmdlets.Launching;

/// <summary>
/// A row's way: read, checked by the flow's declared inputs, taken into the launcher, emitted in its turn. On the pipeline thread only.
/// </summary>
internal sealed class LaunchRun : IDisposable
{
    private static readonly FlowExecutionLaunchRequest s_noRequest = new("");
    private static readonly TimeSpan s_together = TimeSpan.FromMilliseconds(1);

    private readonly GenesysCmdlet _cmdlet;
    private readonly GenesysCloudClient _client;
    private readonly LaunchRunOptions _options;
    private readonly LaunchPlans _plans;
    private readonly LaunchRehearsal _rehearsal;
    private readonly LaunchTally _tally = new();
    private readonly LaunchProgress _progress;
    private readonly FlowLauncher _launcher;
    private readonly ExecutionFollower? _follower;
    private readonly LaunchJournaling? _journaling;
    private readonly CancellationTokenRegistration _onStop;
    private LaunchResult? _interrupted;
    private long _rows;
    private bool _isSingle;

    public LaunchRun(GenesysCmdlet cmdlet, GenesysCloudClient client, LaunchRunOptions options)
    {
        (_cmdlet, _client, _options) = (cmdlet, client, options);
        _plans = new LaunchPlans(cmdlet, client, options);
        _rehearsal = new LaunchRehearsal(cmdlet, client, options);
        _progress = new LaunchProgress(cmdlet, client.TimeProvider, _tally);
        // A rehearsal tells of all rows, also of those that the run would not come to.
        _launcher = new FlowLauncher(client.Architect, _rehearsal.IsRehearsal ? options.Launcher with { MaxFailures = null } : options.Launcher, client.TimeProvider);
        // At once and on its own, so that whatever becomes of the pipeline thread, nothing more is sent.
        _onStop = cmdlet.StopToken.Register(static launcher => ((FlowLauncher)launcher!).Stop(), _launcher);
        if (_rehearsal.IsRehearsal)
            return;
        if (options.Journal is not null)
            _journaling = new LaunchJournaling(cmdlet, client, options, options.Journal, _launcher, _progress);
        if (options.Wait)
            _follower = new ExecutionFollower(cmdlet, client, new ExecutionTrackerOptions { Timeout = options.Timeout }, options.Journal?.Path, options.OrganizationId);
    }

    /// <summary>Takes one piped object in, and emits what has become ready.</summary>
    public void Accept(PSObject? inputObject, FlowReference? flow, string? version, string? userId, string? contactId)
    {
        // Rows of a run that has ended are read on only for those who asked for an object for every row.
        if (_launcher.End is not null && !_options.PassThru)
            Finish();

        _tally.Rows = ++_rows;
        _isSingle = inputObject is null;
        try
        {
            Take(_rows, inputObject, flow, version, userId, contactId);
            EmitReady();
            while (_launcher.IsFull)
                EmitNext();
            _follower?.EmitReady();
            _progress.Update();
        }
        catch
        {
            CompleteProgress();
            throw;
        }
    }

    /// <summary>Emits the rest, in order, and tells how the run ended.</summary>
    public void Finish()
    {
        _tally.AllRead = true;
        try
        {
            while (_launcher.Pending > 0)
                EmitNext();
            _journaling?.Settle();
            while (_journaling is not null && _journaling.TryTake(out LaunchResult? settled))
                EmitSettled(settled);
            _progress.Complete();
            _follower?.EmitAll();
        }
        catch
        {
            CompleteProgress();
            throw;
        }

        _journaling?.Flush();
        if (_rehearsal.IsRehearsal)
            _rehearsal.Tell(_tally, _isSingle);
        else
            TellEnd(_launcher.End ?? (_journaling?.Failure is { } failure ? new RunEnd(RunEndReason.JournalUnwritable, _rows, failure) : null));
    }

    private void TellEnd(RunEnd? end)
    {
        var summary = new LaunchSummary(_tally, _follower, end, _options.Journal?.Path);
        _cmdlet.WriteInformation(summary, ["GenesysFlows", "Summary"]);
        _cmdlet.Tell(summary.ToString());
        if (end is not null)
            _cmdlet.ThrowTerminatingError(IsToldByItsEnd(end) ? Errors.LaunchEnded(end) : Errors.RunEnded(end, _tally.Unsent, _rows, _options.GoOn));
    }

    /// <summary>Whether the one launch that there was is what ended the run, so that one error tells of both.</summary>
    private bool IsToldByItsEnd(RunEnd? end) =>
        _isSingle && end is { Reason: RunEndReason.SignInLost or RunEndReason.NotPermitted or RunEndReason.RateLimited };

    /// <summary>Takes the bars away while that can be done: when those downstream have stopped the pipeline, Dispose may write no more.</summary>
    private void CompleteProgress()
    {
        _progress.Complete();
        _follower?.CompleteProgress();
    }

    /// <summary>
    /// After any end: nothing more is sent, what is in flight is waited for, and what the caller has not been given is told, since an object
    /// can no longer be emitted.
    /// </summary>
    public void Dispose()
    {
        try
        {
            if (_launcher.Pending > 0)
                _launcher.StopAsync().GetAwaiter().GetResult();
            LaunchFarewell.Tell(_cmdlet, NotEmitted(), _options.Journal?.Path);
            LaunchFarewell.Tell(_cmdlet, _follower?.Unended ?? [], _options.Journal?.Path);
        }
        finally
        {
            _onStop.Dispose();
            _launcher.Dispose();
            _follower?.Dispose();
            _journaling?.Dispose();
        }
    }

    private IEnumerable<LaunchResult> NotEmitted()
    {
        if (_interrupted is not null)
            yield return _interrupted;
        LaunchResult? result;
        while (_launcher.TryTake(out result) || (_journaling is not null && _journaling.TryTake(out result)))
            yield return result;
    }

    private void Take(long number, PSObject? inputObject, FlowReference? flow, string? version, string? userId, string? contactId)
    {
        if (inputObject is null && IsPiped)
        {
            Refuse(InputRow.Unreadable(number, null), null, Errors.RowIsNothing(number));
            return;
        }

        try
        {
            InputRow row = InputRow.Read(number, inputObject, flowIsGiven: flow is { Text.Length: > 0 }, _options.Journal?.KeyColumn);
            Take(
                row,
                flow is { Text.Length: > 0 } ? flow : row.NamedFlow,
                version ?? (row.HasRun ? null : row.ParameterOf("FlowVersion")),
                // The engine binds these by property name, but not from hashtables.
                userId ?? row.ParameterOf("UserId"),
                contactId ?? row.ParameterOf("ExternalContactId"));
        }
        catch (Exception problem) when (problem is ArgumentException or GetValueException or InvalidCastException)
        {
            Refuse(InputRow.Unreadable(number, inputObject), null, Errors.RowInvalid(number, inputObject, problem));
        }
    }

    /// <summary>Whether there is a row, be it <c>$null</c>: without one, the flow is launched once.</summary>
    private bool IsPiped => _cmdlet.MyInvocation.ExpectingInput || _cmdlet.MyInvocation.BoundParameters.ContainsKey(nameof(StartGenesysFlowCommand.InputObject));

    private void Take(InputRow row, FlowReference? flow, string? version, string? userId, string? contactId)
    {
        if (!_plans.TryGet(row, row.Flow ?? flow, version, out LaunchPlan? plan, out ErrorRecord? error))
        {
            Refuse(row, null, error);
            return;
        }

        FlowExecutionLaunchRequest request = plan.Build(row, userId, contactId, out IReadOnlyList<string> problems, out IReadOnlyList<UnknownColumn> unknown);
        if (unknown.Count > 0)
            _cmdlet.WriteWarning($"The flow '{plan.Target.DisplayName}' declares no input for {Ignored(unknown)} ignored.");
        var person = new RowInRun(row, plan.Target, userId, contactId);
        if (problems.Count > 0)
            Refuse(row, person, Errors.InputInvalid(row.Number, row.Source, plan.Target.DisplayName, problems));
        else if (_rehearsal.Approves(plan, row.Source is null))
            Send(new LaunchRow(row.Number, request, person), plan);
        else
            Decline(new LaunchRow(row.Number, request, person), plan);
    }

    private static string Ignored(IReadOnlyList<UnknownColumn> columns)
    {
        string names = string.Join(", ", columns.Select(column => $"'{column.Name}'{(column.Nearest is null ? "" : $" (did you mean '{column.Nearest}'?)")}"));
        return columns.Count == 1 ? $"the column {names}, which is" : $"the columns {names}, which are";
    }

    private void Send(LaunchRow row, LaunchPlan plan)
    {
        if (_journaling is null)
            _launcher.Add(row);
        else if (_journaling.Accept(row, plan) is { } error)
            Refuse(row, error);
    }

    private void Decline(LaunchRow row, LaunchPlan plan)
    {
        if (_rehearsal.Decline(row, plan, out ErrorRecord? error) is { } outcome)
            _launcher.AddDecided(row, outcome);
        else
            Refuse(row, error!);
    }

    private void Refuse(LaunchRow row, ErrorRecord error) => Refuse(((RowInRun)row.Tag!).Row, (RowInRun)row.Tag, error);

    private void Refuse(InputRow row, RowInRun? known, ErrorRecord error)
    {
        _rehearsal.Refused(error);

        // In its turn, like every other row: errors and objects come in the order of the rows.
        _launcher.AddDecided(new LaunchRow(row.Number, s_noRequest, known ?? new RowInRun(row, null, null, null)), new LaunchOutcome.NotSent(new CmdletErrorException(error)));
    }

    private void EmitReady()
    {
        // After a stop the rows are decided too, but nobody could be given them; they are told at the very end.
        _cmdlet.StopToken.ThrowIfCancellationRequested();
        while (_launcher.TryTake(out LaunchResult? result))
            Emit(result);
    }

    private void EmitNext()
    {
        _cmdlet.Streams.WriteUntil(_launcher.NextReady, _cmdlet.StopToken, _progress.Update);

        // To wake this thread for every row costs about as much as to launch one; those that come within a millisecond are emitted together.
        if (_launcher.Pending > 1)
            _cmdlet.StopToken.WaitHandle.WaitOne(s_together);
        EmitReady();
    }

    private void Emit(LaunchResult result)
    {
        // It may be found yet; until it was looked for, nothing can be said of it.
        if (_journaling?.Keep(result) != true)
            EmitSettled(result);
    }

    private void EmitSettled(LaunchResult result)
    {
        _tally.Count(result);
        var row = (RowInRun)result.Row.Tag!;
        if (result.Outcome is LaunchOutcome.Launched launched)
        {
            if (launched.Earlier && !_options.PassThru && (_follower is null || FlowExecutionStatus.IsFinal(launched.Status)))
                return;
            PSObject execution = row.Decorate(launched, result.At);
            if (_follower is null)
                Write(execution, result);
            else
                _follower.Add(ExecutionReference.From(execution));
            return;
        }

        // The rows that a run left unsent when it ended are told of once, by the error that ends it.
        if (result.Outcome is not LaunchOutcome.NotSent { Reason: OperationCanceledException } && !IsToldByItsEnd(_launcher.End))
            _cmdlet.WriteError(Errors.ForOutcome(result.Outcome, result.Row.Number, row.Row.Source));
        if (_options.PassThru)
            _cmdlet.WriteObject(row.Decorate(result.Outcome));
    }

    private void Write(PSObject execution, LaunchResult result)
    {
        try
        {
            _cmdlet.WriteObject(execution);
        }
        catch (PipelineStoppedException) when (_cmdlet.Stopping)
        {
            // Ctrl+C came just now: nobody was given the object.
            _interrupted = result;
            throw;
        }
    }
}
