using System.Globalization;
using System.Management.Automation;
using FlowCmdlets.Binding;
using FlowCmdlets.Completion;
using FlowCmdlets.Pipeline;
using FlowCmdlets.Session;
using GenesysCloud.Analytics;
using GenesysCloud.Architect;
using GenesysCloud.Launching.History;
using GenesysCloud.Wording;

namespace FlowCmdlets.History;

/// <summary>Counts executions by flow, version, and interval, as Genesys Cloud's analytics count them.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "GenesysFlowExecution")]
[OutputType(typeof(FlowExecutionCount))]
public sealed class MeasureGenesysFlowExecutionCommand : ConnectedCmdlet
{
    private static readonly TimeSpan s_day = TimeSpan.FromDays(1);

    private readonly Dictionary<string, string?> _names = new(StringComparer.OrdinalIgnoreCase);
    private TimeRange _range;

    /// <summary>The flow: id, name, or what <c>Get-GenesysFlow</c> emitted. All flows when left out.</summary>
    [Parameter(
        Position = 0, ValueFromPipeline = true,
        HelpMessage = "Specifies the flow by ID, name, or object. The default is all flows.")]
    [Alias("FlowId", "FlowName")]
    [OneFlowTransformation]
    [ArgumentCompleter(typeof(FlowCompleter))]
    public FlowReference? Flow { get; set; }

    /// <summary>The first moment in which they may have begun.</summary>
    [Parameter(HelpMessage = "Counts executions that started at or after this time. The default is one day before -Before.")]
    public DateTime? After { get; set; }

    /// <summary>The moment before which they must have begun.</summary>
    [Parameter(HelpMessage = "Counts executions that started before this time. The default is now.")]
    public DateTime? Before { get; set; }

    /// <summary>The length of the parts that are counted each for itself; without it, the whole time.</summary>
    [Parameter(HelpMessage = "Specifies the length of the intervals to count in. The default is the whole time.")]
    [DurationTransformation]
    public TimeSpan? Interval { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (!TimeParameters.TryRead(After, Before, s_day, Client.ServiceClock.GetUtcNow(), out _range))
            ThrowTerminatingError(Errors.TimeRangeInvalid(_range.From, _range.To));
        if (Interval == TimeSpan.Zero)
            ThrowTerminatingError(Errors.IntervalInvalid());
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (Flow is not null
            && TryAwait(Client.FlowCache.FindAsync(Client.Architect, Flow.Text, StopToken), Flow.Text, out Flow? flow))
        {
            _names[flow.Id] = flow.Name;
        }
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        // A pipeline that brought nothing, or a flow that doesn't exist, doesn't mean all flows.
        if (_names.Count == 0 && (MyInvocation.ExpectingInput || Flow is not null))
            return;
        IReadOnlyList<FlowExecutionAggregate> counted = Await(Client.Analytics.CountExecutionsAsync(
            new FlowExecutionAggregateQuery(_range.From, _range.To, Interval, [.. _names.Keys]), StopToken));
        FlowExecutionCount[] counts = [.. counted.SelectMany(Read)];
        foreach (FlowExecutionCount count in counts
            .OrderBy(count => count.FlowName ?? count.FlowId, StringComparer.CurrentCultureIgnoreCase)
            .ThenBy(count => count.FlowId, StringComparer.Ordinal)
            .ThenBy(count => count.FlowVersion, StringComparer.Ordinal)
            .ThenBy(count => count.IntervalStart))
        {
            WriteObject(count);
        }

        WriteVerbose($"{Quantity.Format(counts.Sum(count => count.Count), "execution")} counted.");
    }

    private IEnumerable<FlowExecutionCount> Read(FlowExecutionAggregate group)
    {
        string? flowId = group.Group.GetValueOrDefault(FlowExecutionAggregate.FlowId);
        string? flowName = flowId is null ? null : NameOf(flowId);
        foreach (AggregateInterval interval in group.Data)
        {
            string[] moments = interval.Interval?.Split('/') ?? [];
            yield return new FlowExecutionCount
            {
                FlowId = flowId,
                FlowName = flowName,
                FlowVersion = group.Group.GetValueOrDefault(FlowExecutionAggregate.FlowVersion),
                IntervalStart = Local(moments.ElementAtOrDefault(0)),
                IntervalEnd = Local(moments.ElementAtOrDefault(1)),
                Count = interval.Executions,
            };
        }
    }

    private string? NameOf(string flowId)
    {
        if (!_names.TryGetValue(flowId, out string? name))
            _names[flowId] = name = Await(Client.FlowCache.FindNameAsync(Client.Architect, flowId, StopToken));
        return name;
    }

    private static DateTime? Local(string? moment) =>
        DateTimeOffset.TryParse(moment, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time.LocalDateTime
            : null;
}
