using GenesysCloud.Analytics;
using GenesysCloud.Http;
using GenesysCloud.Launching.History;
using GenesysCloud.Launching.Journal;

namespace GenesysCloud.Launching.Reconciliation;

/// <summary>How many executions there are by two accounts. It decides nothing: others launch too, and counts can be late.</summary>
/// <param name="Since">When the journal was begun, and counting with it.</param>
/// <param name="Launched">Launches that the journal knows.</param>
/// <param name="Counted">Executions of the flow that the platform counted.</param>
internal sealed record ExecutionCounts(DateTimeOffset Since, int Launched, long Counted);

/// <summary>Asks the platform how many executions it counted, for someone who has to decide about rows in doubt.</summary>
internal static class SecondOpinion
{
    private static readonly TimeSpan s_margin = TimeSpan.FromMinutes(1);

    /// <summary>Sends one request, once.</summary>
    /// <returns>The counts; null where they can't be had, for whatever reason.</returns>
    public static async Task<ExecutionCounts?> AskAsync(
        GenesysCloudClient client, LaunchJournal journal, CancellationToken cancellationToken)
    {
        var span = new TimeRange(journal.Header.Created - s_margin, client.ServiceClock.GetUtcNow() + s_margin);
        try
        {
            IReadOnlyList<FlowExecutionAggregate> groups = await client.Analytics.SendingOnce().CountExecutionsAsync(
                new FlowExecutionAggregateQuery(span.From, span.To, Granularity: null, [journal.Header.Identity.FlowId]),
                cancellationToken).ConfigureAwait(false);
            return new ExecutionCounts(
                journal.Header.Created,
                journal.LaunchedWithin(DateTimeOffset.MinValue, DateTimeOffset.MaxValue).Count,
                groups.SelectMany(group => group.Data).Sum(interval => interval.Executions));
        }
        catch (Exception unknown) when (unknown is GenesysCloudException or OperationCanceledException)
        {
            // Not permitted, not available, or stopped: the rows stay in doubt with or without it.
            return null;
        }
    }
}
