using System.Management.Automation;
using FlowCmdlets.Binding;
using FlowCmdlets.Completion;
using FlowCmdlets.Pipeline;
using FlowCmdlets.Session;
using GenesysCloud.Architect;
using GenesysCloud.Launching.History;
using GenesysCloud.Wording;

namespace FlowCmdlets.History;

/// <summary>Finds instances, the recorded runs of flows, the latest first.</summary>
[Cmdlet(VerbsCommon.Find, "GenesysFlowInstance")]
[OutputType(typeof(FlowInstance))]
public sealed class FindGenesysFlowInstanceCommand : ConnectedCmdlet
{
    // Execution data is kept for ten days, so that nothing older can be found.
    private static readonly TimeSpan s_kept = TimeSpan.FromDays(10);

    private TimeRange _range;
    private long _found;

    /// <summary>The flow: id, name, or what <c>Get-GenesysFlow</c> emitted. All flows when left out.</summary>
    [Parameter(
        Position = 0, ValueFromPipeline = true,
        HelpMessage = "Specifies the flow by ID, name, or object. The default is all flows.")]
    [Alias("FlowId", "FlowName")]
    [OneFlowTransformation]
    [ArgumentCompleter(typeof(FlowCompleter))]
    public FlowReference? Flow { get; set; }

    /// <summary>The first moment in which they may have begun.</summary>
    [Parameter(HelpMessage = "Returns instances that started at or after this time. The default is 10 days before -Before.")]
    public DateTime? After { get; set; }

    /// <summary>The moment before which they must have begun.</summary>
    [Parameter(HelpMessage = "Returns instances that started before this time. The default is now.")]
    public DateTime? Before { get; set; }

    /// <summary>The conversation that they belong to.</summary>
    [Parameter(HelpMessage = "Returns instances of this conversation.")]
    [ValidateNotNullOrEmpty]
    public string? ConversationId { get; set; }

    /// <summary>The error that ended them.</summary>
    [Parameter(HelpMessage = "Returns instances that ended with this error, such as error.workflow.loop.limitExceeded.")]
    [ValidateNotNullOrEmpty]
    public string? ErrorReason { get; set; }

    /// <summary>Those only that an error ended.</summary>
    [Parameter(HelpMessage = "Returns only instances that ended with an error.")]
    public SwitchParameter Failed { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (!TimeParameters.TryRead(After, Before, s_kept, Client.ServiceClock.GetUtcNow(), out _range))
            ThrowTerminatingError(Errors.TimeRangeInvalid(_range.From, _range.To));
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (Flow is null)
            Find(flowId: null);
        else if (TryAwait(Client.FlowCache.FindAsync(Client.Architect, Flow.Text, StopToken), Flow.Text, out Flow? flow))
            Find(flow.Id);
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        WriteVerbose($"{Quantity.Format(_found, "instance")} found.");
        if (_found == 0 && new ExecutionDataStatus(this, Client).IsOff)
            WriteError(Errors.ExecutionDataOff());
    }

    private void Find(string? flowId)
    {
        var history = new FlowHistory(
            Client.Architect,
            new FlowInstanceCriteria { FlowId = flowId, ConversationId = ConversationId, ErrorReason = ErrorReason, IsFailed = Failed });
        var progress = new ProgressReporter(this, Client.TimeProvider, "Searching for instances");
        IAsyncEnumerator<FlowInstance> instances = history.FindAsync(_range, StopToken).GetAsyncEnumerator(StopToken);
        try
        {
            while (Await(instances.MoveNextAsync().AsTask(), Report))
            {
                _found++;
                WriteObject(instances.Current);
            }
        }
        finally
        {
            progress.Complete();
        }

        WriteGaps(history);

        void Report() => progress.Update(() => new ProgressState(
            $"{Quantity.Format(_found, "instance")}, {Quantity.Format(history.Requests, "request")}"));
    }

    private void WriteGaps(FlowHistory history)
    {
        if (history.EndedAt is { } end)
        {
            WriteWarning(
                $"The search is incomplete: it ended after {FlowHistory.MaxRequests} requests. Instances that started before " +
                $"{Timestamp.ForMessage(end)} were not searched for. To find them, run the command again with -Before '{end:O}'.");
        }

        if (history.CutAt is { } cut)
        {
            WriteWarning(
                $"The search is incomplete: at least {ArchitectApi.MaxInstances} instances started at {Timestamp.ForMessage(cut)}, " +
                "and Genesys Cloud returns no more of one moment. Search for one flow at a time.");
        }
    }
}
