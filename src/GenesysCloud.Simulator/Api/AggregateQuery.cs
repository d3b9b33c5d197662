using System.Globalization;
using System.Text.Json;
using System.Xml;
using GenesysCloud.Simulator.Executions;

namespace GenesysCloud.Simulator.Api;

/// <summary>An aggregate query is invalid.</summary>
internal sealed class AggregateQueryException(string field, string message) : Exception(message)
{
    public string Field { get; } = field;
}

/// <summary>A <c>FlowExecutionAggregationQuery</c>: an interval in parts, dimensions to group by, and a filter.</summary>
internal sealed class AggregateQuery
{
    public const string Metric = "nFlowExecutions";

    private static readonly string[] s_dimensions = ["divisionId", "flowId", "flowVersion"];

    private readonly Func<LaunchRecord, bool> _filter;
    private readonly DateTimeOffset _from;
    private readonly DateTimeOffset _to;
    private readonly TimeSpan _granularity;

    private AggregateQuery(JsonElement body)
    {
        (_from, _to) = Interval(Text(body, "interval"));
        _granularity = body.TryGetProperty("granularity", out _) ? Granularity(Text(body, "granularity")) : _to - _from;
        if (!Texts(body, "metrics").SequenceEqual([Metric]))
            throw new AggregateQueryException("metrics", $"'metrics' must be [\"{Metric}\"].");
        GroupBy = Texts(body, "groupBy");
        foreach (string dimension in GroupBy)
            Require(dimension, "groupBy");
        _filter = body.TryGetProperty("filter", out JsonElement filter) ? Filter(filter) : _ => true;
    }

    public IReadOnlyList<string> GroupBy { get; }

    /// <exception cref="AggregateQueryException">The query is invalid.</exception>
    public static AggregateQuery Read(JsonElement body) => new(body);

    public static string ValueOf(LaunchRecord launch, string dimension) => dimension switch
    {
        "flowId" => launch.FlowId,
        "flowVersion" => launch.FlowVersion,
        _ => launch.Flow.Division.Id,
    };

    public bool Matches(LaunchRecord launch) => launch.At >= _from && launch.At < _to && _filter(launch);

    /// <summary>The part of the interval in which the execution began.</summary>
    public string IntervalOf(LaunchRecord launch)
    {
        DateTimeOffset from = _from + ((launch.At - _from).Ticks / _granularity.Ticks * _granularity);
        DateTimeOffset to = from + _granularity;
        return $"{Moment(from)}/{Moment(to < _to ? to : _to)}";
    }

    private static string Moment(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static (DateTimeOffset From, DateTimeOffset To) Interval(string text)
    {
        const DateTimeStyles Styles = DateTimeStyles.AssumeUniversal;
        return text.Split('/') is [var from, var to]
            && DateTimeOffset.TryParse(from, CultureInfo.InvariantCulture, Styles, out DateTimeOffset start)
            && DateTimeOffset.TryParse(to, CultureInfo.InvariantCulture, Styles, out DateTimeOffset end) && start < end
            ? (start, end)
            : throw new AggregateQueryException("interval", "'interval' must be like YYYY-MM-DDThh:mm:ss/YYYY-MM-DDThh:mm:ss.");
    }

    private static TimeSpan Granularity(string text)
    {
        try
        {
            var granularity = XmlConvert.ToTimeSpan(text);
            if (granularity > TimeSpan.Zero)
                return granularity;
        }
        catch (FormatException)
        {
            // Reported below, as is a granularity that is not positive.
        }

        throw new AggregateQueryException("granularity", "'granularity' must be a period like P1D or PT1H.");
    }

    private static Func<LaunchRecord, bool> Filter(JsonElement filter)
    {
        if (filter.ValueKind is not JsonValueKind.Object)
            throw new AggregateQueryException("filter", "'filter' must be an object.");
        List<Func<LaunchRecord, bool>> parts =
            [.. Items(filter, "predicates").Select(Predicate), .. Items(filter, "clauses").Select(Filter)];
        return Text(filter, "type") switch
        {
            "and" => launch => parts.TrueForAll(part => part(launch)),
            "or" => launch => parts.Exists(part => part(launch)),
            _ => throw new AggregateQueryException("filter", "'type' must be \"and\" or \"or\"."),
        };
    }

    private static Func<LaunchRecord, bool> Predicate(JsonElement predicate)
    {
        string dimension = Require(Text(predicate, "dimension"), "filter");
        string value = Text(predicate, "value");
        return launch => ValueOf(launch, dimension).Equals(value, StringComparison.OrdinalIgnoreCase);
    }

    private static string Require(string dimension, string field) => s_dimensions.Contains(dimension)
        ? dimension
        : throw new AggregateQueryException(field, $"The dimension '{dimension}' is not supported.");

    private static JsonElement.ArrayEnumerator Items(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement items) && items.ValueKind is JsonValueKind.Array ? items.EnumerateArray() : default;

    private static List<string> Texts(JsonElement element, string name) =>
        [.. Items(element, name).Select(item => item.ValueKind is JsonValueKind.String ? item.GetString()! : "")];

    private static string Text(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out JsonElement text)
            && text.ValueKind is JsonValueKind.String
            ? text.GetString()!
            : throw new AggregateQueryException(name, $"'{name}' must be a text.");
}
