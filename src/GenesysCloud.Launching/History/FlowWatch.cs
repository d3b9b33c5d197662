using System.Runtime.CompilerServices;
using GenesysCloud.Architect;
using GenesysCloud.Http;
using GenesysCloud.Notifications;

namespace GenesysCloud.Launching.History;

/// <summary>
/// Watches flows: reports their executions as they end, each once. Executions that end while there is no connection are read from execution
/// data afterwards, as far as that is possible.
/// </summary>
/// <remarks>For one reader. Memory is bounded: it remembers the last executions only, as a gap can only repeat those.</remarks>
internal sealed class FlowWatch
{
    private const string Topic = "v2.flows.instances.flow.";

    // As many as a busy organization runs in some minutes.
    private const int Remembered = 10_000;

    // Up to so many flows, each is searched for by itself; more are searched for with all others of the organization.
    private const int MaxSearches = 10;

    // The clocks that the ends of executions and of connections are measured with may differ a little.
    private static readonly TimeSpan s_tolerance = TimeSpan.FromSeconds(5);

    private readonly GenesysCloudClient _client;
    private readonly Dictionary<string, Flow> _flows;
    private readonly NotificationListener _listener;
    private readonly HashSet<string> _seen = new(StringComparer.OrdinalIgnoreCase);
    private readonly Queue<string> _order = new();
    private DateTimeOffset _startedAt;
    private int _rejected;

    /// <param name="client">Whose organization is watched.</param>
    /// <param name="flows">The flows, each once; <see cref="NotificationsApi.MaxTopics"/> at the most.</param>
    public FlowWatch(GenesysCloudClient client, IReadOnlyCollection<Flow> flows)
        : this(client, flows, client.ListenTo([.. flows.Select(flow => Topic + flow.Id)]))
    {
    }

    /// <inheritdoc cref="FlowWatch(GenesysCloudClient, IReadOnlyCollection{Flow})" />
    internal FlowWatch(GenesysCloudClient client, IReadOnlyCollection<Flow> flows, NotificationListener listener)
    {
        (_client, _listener) = (client, listener);
        _flows = flows.ToDictionary(flow => flow.Id, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>What happens, in order, until it is canceled, or no flow is left that could be watched.</summary>
    /// <param name="cancellationToken">Ends it, by an exception.</param>
    /// <exception cref="GenesysCloudException">The service refused, or could not be reached for the first time.</exception>
    /// <exception cref="NotificationsEndedException">The channel gets no more events.</exception>
    public async IAsyncEnumerable<FlowWatchSignal> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        _listener.Start();
        await foreach (NotificationSignal signal in _listener.Signals.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            if (signal is NotificationSignal.Restored gap)
            {
                await foreach (FlowWatchSignal filled in FillAsync(gap, cancellationToken).ConfigureAwait(false))
                    yield return filled;
            }
            else if (Translate(signal) is { } translated)
            {
                yield return translated;
            }

            if (_rejected == _flows.Count)
                yield break;
        }
    }

    /// <inheritdoc cref="NotificationListener.StopAsync" />
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _listener.StopAsync(cancellationToken).ConfigureAwait(false);
        await _listener.DisposeAsync().ConfigureAwait(false);
    }

    private FlowWatchSignal? Translate(NotificationSignal signal)
    {
        switch (signal)
        {
            case NotificationSignal.Connected connected:
                _startedAt = connected.At;
                return new FlowWatchSignal.Started(connected.At);
            case NotificationSignal.Received { Frame: var frame } when FlowOf(frame.Topic) is { } flow:
                return FlowExecutionHistoryReader.TryRead(frame.Body, flow) is not { } execution ? new FlowWatchSignal.Unreadable()
                    : IsNew(execution.ExecutionId) ? new FlowWatchSignal.Ended(execution)
                    : null;
            case NotificationSignal.Unreadable:
                return new FlowWatchSignal.Unreadable();
            case NotificationSignal.Rejected { Topic: var topic } when FlowOf(topic.Id) is { } flow:
                _rejected++;
                return new FlowWatchSignal.Rejected(flow, topic.RejectionReason, topic.MissingPermissions);
            case NotificationSignal.Lost lost:
                return new FlowWatchSignal.Lost(lost.Since, lost.Reason);
            default:
                return null;
        }
    }

    private Flow? FlowOf(string topic) =>
        topic.StartsWith(Topic, StringComparison.OrdinalIgnoreCase) ? _flows.GetValueOrDefault(topic[Topic.Length..]) : null;

    /// <summary>Reads the executions that ended in a gap, then reports the gap.</summary>
    private async IAsyncEnumerable<FlowWatchSignal> FillAsync(
        NotificationSignal.Restored gap, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<FlowExecutionHistory> ended = [];
        GenesysCloudException? failure = null;
        bool isComplete = true;
        try
        {
            // What ended before the watch began is none of its business: whoever acts on what is reported has perhaps acted on it before.
            DateTimeOffset from = gap.From - s_tolerance;
            var span = new TimeRange(from > _startedAt ? from : _startedAt, gap.To + s_tolerance);
            IEnumerable<string?> searches = _flows.Count <= MaxSearches ? _flows.Keys : [null];
            foreach (string? flowId in searches)
                isComplete &= await ReadAsync(flowId, span, ended, cancellationToken).ConfigureAwait(false);
        }
        catch (GenesysCloudException refused) when (refused is not SignInException)
        {
            failure = refused;
        }

        int count = 0;
        foreach (FlowExecutionHistory execution in ended.OrderBy(execution => execution.EndDateTime))
        {
            if (!IsNew(execution.ExecutionId))
                continue;
            count++;
            yield return new FlowWatchSignal.Ended(execution);
        }

        yield return new FlowWatchSignal.Restored(gap.From, gap.To, count, isComplete, failure);
    }

    /// <returns>Whether all were found.</returns>
    private async Task<bool> ReadAsync(
        string? flowId, TimeRange span, List<FlowExecutionHistory> ended, CancellationToken cancellationToken)
    {
        var history = new FlowHistory(_client.Architect, new FlowInstanceCriteria { FlowId = flowId, IsByEnd = true });
        await foreach (FlowInstance instance in history.FindAsync(span, cancellationToken).ConfigureAwait(false))
        {
            if (instance.EndDateTime is not null && _flows.TryGetValue(instance.FlowId ?? flowId ?? "", out Flow? flow))
                ended.Add(FlowExecutionHistoryReader.Of(instance, flow));
        }

        return history is { EndedAt: null, CutAt: null };
    }

    private bool IsNew(string executionId)
    {
        if (!_seen.Add(executionId))
            return false;
        _order.Enqueue(executionId);
        if (_order.Count > Remembered)
            _seen.Remove(_order.Dequeue());
        return true;
    }
}

/// <summary>Something that a watch reports. One of the nested types; there are no others.</summary>
internal abstract record FlowWatchSignal
{
    private FlowWatchSignal()
    {
    }

    /// <summary>Executions that end from now on are reported.</summary>
    public sealed record Started(DateTimeOffset At) : FlowWatchSignal;

    /// <summary>An execution ended.</summary>
    public sealed record Ended(FlowExecutionHistory Execution) : FlowWatchSignal;

    /// <summary>A flow can't be watched.</summary>
    /// <param name="Flow">The flow.</param>
    /// <param name="Reason">The service's reason; null where it gives none.</param>
    /// <param name="MissingPermissions">What the service says is missing; may be empty.</param>
    public sealed record Rejected(Flow Flow, string? Reason, IReadOnlyList<string> MissingPermissions) : FlowWatchSignal;

    /// <summary>A message could not be read, and may have been about an execution.</summary>
    public sealed record Unreadable : FlowWatchSignal;

    /// <summary>The connection was lost.</summary>
    /// <param name="Since">The last sign of life.</param>
    /// <param name="Reason">Why, as the continuation of a sentence.</param>
    public sealed record Lost(DateTimeOffset Since, string Reason) : FlowWatchSignal;

    /// <summary>There is a connection again.</summary>
    /// <param name="From">When the last sign of life was received before that.</param>
    /// <param name="To">When events were received again.</param>
    /// <param name="Filled">How many executions of that time were read from execution data, and reported.</param>
    /// <param name="IsComplete">Whether execution data was searched in full.</param>
    /// <param name="Failure">Why it could not be searched; null if it was.</param>
    public sealed record Restored(DateTimeOffset From, DateTimeOffset To, int Filled, bool IsComplete, GenesysCloudException? Failure)
        : FlowWatchSignal;
}
