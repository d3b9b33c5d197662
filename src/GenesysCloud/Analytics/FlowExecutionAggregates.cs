using System.Text.Json.Serialization;
using GenesysCloud.Http;

namespace GenesysCloud.Analytics;

/// <summary>Source: FlowExecutionAggregateQueryResponse.</summary>
internal sealed class FlowExecutionAggregates : IApiModel
{
    private readonly bool _hasResults;

    public IReadOnlyList<FlowExecutionAggregate> Results
    {
        get;
        init
        {
            _hasResults = value is not null;
            field = value?.Where(result => result is not null).ToArray() ?? [];
        }
    } = [];

    // The service leaves an empty list out.
    bool IApiModel.IsExpected(bool isFromService) => _hasResults || isFromService;
}

/// <summary>The counts of one group. Source: FlowExecutionAggregateDataContainer.</summary>
internal sealed class FlowExecutionAggregate
{
    public const string FlowId = "flowId";
    public const string FlowVersion = "flowVersion";

    /// <summary>The dimensions of the group and their values.</summary>
    public IReadOnlyDictionary<string, string> Group { get; init => field = value ?? s_none; } = s_none;

    public IReadOnlyList<AggregateInterval> Data
    {
        get;
        init => field = value?.Where(interval => interval is not null).ToArray() ?? [];
    } = [];

    private static readonly Dictionary<string, string> s_none = [];
}

/// <summary>The counts of a part of the span. Source: StatisticalResponse.</summary>
internal sealed class AggregateInterval
{
    /// <summary>Two moments, with a slash between them.</summary>
    public string? Interval { get; init; }

    public IReadOnlyList<AggregateMetric> Metrics
    {
        get;
        init => field = value?.Where(metric => metric is not null).ToArray() ?? [];
    } = [];

    /// <summary>The executions that were counted.</summary>
    [JsonIgnore]
    public long Executions =>
        Metrics.Where(metric => metric.Metric == AggregateMetric.Executions).Sum(metric => metric.Stats?.Count ?? 0);
}

/// <summary>Source: AggregateMetricData.</summary>
internal sealed class AggregateMetric
{
    public const string Executions = "nFlowExecutions";

    public string? Metric { get; init; }

    public AggregateStatistics? Stats { get; init; }
}

/// <summary>Source: StatisticalSummary.</summary>
internal sealed class AggregateStatistics
{
    public long? Count { get; init; }
}
