using GenesysCloud.Architect;
using GenesysCloud.Launching;
using GenesysCloud.Launching.Flows;
using GenesysCloud.Tests.Support;
using Xunit;

namespace GenesysCloud.Tests.Launching;

/// <summary>Puts rows through a bulk launch the way a pipeline does.</summary>
internal static class BulkLaunches
{
    public static IEnumerable<FlowExecutionLaunchRequest> Rows(int count) =>
        Enumerable.Range(1, count).Select(number => SimulatedCloud.Launch with { Name = $"row {number}" });

    /// <summary>Adds a row that nothing has to be waited for.</summary>
    public static void Add(
        this BulkLaunch<FlowExecutionLaunchRequest> launcher, long number, FlowExecutionLaunchRequest row, string? key = null)
    {
        var target = new LaunchTarget(row.FlowId, null, null, row.FlowVersion, null);
        Assert.True(launcher.AddAsync(number, row, new RowLaunch(target, row, key)).IsCompletedSuccessfully);
    }

    public static async Task<IReadOnlyList<RowResult<FlowExecutionLaunchRequest>>> RunAsync(
        BulkLaunch<FlowExecutionLaunchRequest> launcher, IEnumerable<FlowExecutionLaunchRequest> rows)
    {
        var results = new List<RowResult<FlowExecutionLaunchRequest>>();
        long number = 0;
        foreach (FlowExecutionLaunchRequest row in rows)
        {
            launcher.Add(++number, row);
            Assert.InRange(launcher.Pending, 1, launcher.Capacity);
            Take(launcher, results);
            while (launcher.IsFull)
            {
                await launcher.NextReady;
                Take(launcher, results);
            }
        }

        results.AddRange(await DrainAsync(launcher));
        return results;
    }

    public static async Task<IReadOnlyList<RowResult<FlowExecutionLaunchRequest>>> DrainAsync(
        BulkLaunch<FlowExecutionLaunchRequest> launcher)
    {
        var results = new List<RowResult<FlowExecutionLaunchRequest>>();
        while (launcher.Pending > 0)
        {
            await launcher.NextReady;
            Take(launcher, results);
        }

        return results;
    }

    private static void Take(BulkLaunch<FlowExecutionLaunchRequest> launcher, List<RowResult<FlowExecutionLaunchRequest>> results)
    {
        while (launcher.TryTake(out RowResult<FlowExecutionLaunchRequest>? result))
            results.Add(result);
    }
}
