using GenesysCloud.Architect;
using GenesysCloud.Launching;
using GenesysCloud.Launching.Flows;
using GenesysCloud.Launching.Journal;
using GenesysCloud.Launching.Journal.Storage;
using GenesysCloud.Launching.Reconciliation;

namespace GenesysCloud.Tests.Reconciliation;

/// <summary>What a run came to.</summary>
/// <param name="Outcomes">By row, as the run gave them.</param>
/// <param name="End">Why it ended early.</param>
/// <param name="Broken">Why the journal could not be written to its end.</param>
internal sealed record ModelRunResult(IReadOnlyDictionary<int, RowOutcome> Outcomes, RunEnd? End, JournalException? Broken);

/// <summary>Puts rows through a bulk launch with a journal, the way a pipeline does.</summary>
internal static class ModelRun
{
    public static readonly TimeSpan ReconcileTimeout = LaunchReconciler.DefaultTimeout;

    private static readonly LaunchTarget s_target = new(ModelCloud.FlowId, "Model flow", "WORKFLOW", null, null);

    public static async Task<ModelRunResult> LaunchAsync(
        GenesysCloudClient client,
        IJournalFile file,
        IEnumerable<int> rows,
        TimeSpan? reconcileTimeout = null,
        bool relaunchUnknown = false,
        TimeSpan? requestTimeout = null)
    {
        await client.GetOrganizationAsync();
        var policy = new JournalPolicy
        {
            Path = file.Path,
            ReconcileTimeout = reconcileTimeout ?? ReconcileTimeout,
            RelaunchUnknown = relaunchUnknown,
        };
        var launch = new BulkLaunch<int>(
            client,
            new BulkLaunchOptions { ThrottleLimit = 2, Journal = policy },
            (identity, stop) => LaunchJournal.OpenAsync(file, null, identity, client.ServiceClock, requestTimeout ?? client.Timeout, stop));
        var outcomes = new Dictionary<int, RowOutcome>();
        await using (launch)
        {
            foreach (int row in rows)
            {
                await launch.AddAsync(row, row, new RowLaunch(s_target, RequestOf(row)));
                await DrainAsync(launch, outcomes, launch.Capacity - 1);
            }

            await DrainAsync(launch, outcomes, 0);
            await launch.FinishAsync();
            Take(launch, outcomes);
        }

        return new ModelRunResult(outcomes, launch.End, launch.End?.Cause as JournalException);
    }

    private static FlowExecutionLaunchRequest RequestOf(int row) =>
        new(s_target.FlowId, InputData: new Dictionary<string, object?> { ["Flow.row"] = row });

    private static async Task DrainAsync(BulkLaunch<int> launch, Dictionary<int, RowOutcome> outcomes, int most)
    {
        while (launch.Pending > most)
        {
            await launch.NextReady;
            Take(launch, outcomes);
        }
    }

    private static void Take(BulkLaunch<int> launch, Dictionary<int, RowOutcome> outcomes)
    {
        while (launch.TryTake(out RowResult<int>? result))
            outcomes[result.Row] = result.Outcome;
    }
}
