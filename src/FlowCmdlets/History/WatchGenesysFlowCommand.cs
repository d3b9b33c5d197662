using System.Management.Automation;
using FlowCmdlets.Binding;
using FlowCmdlets.Completion;
using FlowCmdlets.Pipeline;
using FlowCmdlets.Session;
using GenesysCloud.Architect;
using GenesysCloud.Http;
using GenesysCloud.Launching.History;
using GenesysCloud.Notifications;
using GenesysCloud.Wording;

namespace FlowCmdlets.History;

/// <summary>Watches flows: emits each execution as it ends, until it is stopped.</summary>
[Cmdlet(VerbsCommon.Watch, "GenesysFlow")]
[OutputType(typeof(FlowExecutionHistory))]
public sealed class WatchGenesysFlowCommand : ConnectedCmdlet
{
    // The subscriptions expire by themselves; a prompt that does not come back would be worse than some that are left.
    private static readonly TimeSpan s_cleanup = TimeSpan.FromSeconds(2);

    private readonly List<string> _named = [];
    private readonly Dictionary<string, Flow> _flows = new(StringComparer.OrdinalIgnoreCase);
    private FlowWatch? _watch;
    private WatchMessages? _messages;

    /// <summary>The flows: ids, names, or what <c>Get-GenesysFlow</c> emitted.</summary>
    [Parameter(
        Mandatory = true, Position = 0, ValueFromPipeline = true,
        HelpMessage = "Specifies the flows by ID, name, or object.")]
    [Alias("FlowId", "FlowName")]
    [ArgumentCompleter(typeof(FlowCompleter))]
    public FlowReference[] Flow { get; set; } = [];

    /// <summary>How long to watch; without it, until the command is stopped.</summary>
    [Parameter(HelpMessage = "Specifies how long to watch. The default is until the command is stopped.")]
    [DurationTransformation]
    public TimeSpan? Timeout { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => _named.AddRange(Flow.Select(reference => reference.Text));

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        FindFlows();
        if (_flows.Count == 0)
            return;
        if (_flows.Count > NotificationsApi.MaxTopics)
            ThrowTerminatingError(Errors.TooManyFlows(_flows.Count));
        using CancellationTokenSource limit = Timeout is { } timeout
            ? new CancellationTokenSource(timeout, Client.TimeProvider)
            : new CancellationTokenSource();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(StopToken, limit.Token);
        new WatchChecks(this, Client, _flows.Values).Run();
        _messages = new WatchMessages(this, _flows.Values);
        _watch = new FlowWatch(Client, _flows.Values);
        IAsyncEnumerator<FlowWatchSignal> signals = _watch.ReadAsync(end.Token).GetAsyncEnumerator(end.Token);
        while (Await(MoveNextAsync(signals, limit.Token), static () => { }))
            Write(signals.Current);
        WriteVerbose($"{Quantity.Format(_messages.Ended, "execution")} ended while watching.");
        if (limit.IsCancellationRequested)
            _messages.WriteEnd(Timeout!.Value);
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (Interlocked.Exchange(ref _watch, null) is { } watch)
        {
            using var limit = new CancellationTokenSource(s_cleanup, Client.TimeProvider);
            watch.StopAsync(limit.Token).GetAwaiter().GetResult();
        }

        base.Dispose(disposing);
    }

    private void FindFlows()
    {
        Await(LookUpAsync());
        foreach (string text in _named)
        {
            if (TryAwait(Client.FlowCache.FindAsync(Client.Architect, text, StopToken), text, out Flow? flow))
                _flows[flow.Id] = flow;
        }
    }

    /// <summary>One request for many ids. A flow that it does not find is asked for by itself, which says why.</summary>
    private async Task LookUpAsync()
    {
        try
        {
            await Client.FlowCache.LookUpAsync(Client.Architect, _named, StopToken).ConfigureAwait(false);
        }
        catch (GenesysCloudException hidden) when (hidden is { Outcome: SendOutcome.Refused, Status: 403 })
        {
            // See above.
        }
    }

    private void Write(FlowWatchSignal signal)
    {
        if (signal is FlowWatchSignal.Ended { Execution: var execution })
        {
            _messages!.Ended++;
            WriteObject(execution);
        }
        else
        {
            _messages!.Write(signal);
        }
    }

    /// <returns>False at the end, which is also that of the time.</returns>
    private static async Task<bool> MoveNextAsync(IAsyncEnumerator<FlowWatchSignal> signals, CancellationToken limit)
    {
        try
        {
            return await signals.MoveNextAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception failure) when (Errors.WatchFailed(failure) is { } error)
        {
            throw new CmdletErrorException(error);
        }
    }
}
