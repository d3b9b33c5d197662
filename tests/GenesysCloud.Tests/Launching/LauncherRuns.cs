using GenesysCloud.Architect;
using GenesysCloud.Launching;
using GenesysCloud.Tests.Support;
using Xunit;

namespace GenesysCloud.Tests.Launching;

/// <summary>Puts rows through a launcher the way a pipeline does.</summary>
internal static class LauncherRuns
{
    public static IEnumerable<FlowExecutionLaunchRequest> Rows(int count) =>
        Enumerable.Range(1, count).Select(number => SimulatedCloud.Launch with { Name = $"row {number}" });

    public static async Task<IReadOnlyList<LaunchResult>> RunAsync(FlowLauncher launcher, IEnumerable<FlowExecutionLaunchRequest> rows)
    {
        var results = new List<LaunchResult>();
        long number = 0;
        foreach (FlowExecutionLaunchRequest row in rows)
        {
            launcher.Add(new LaunchRow(++number, row));
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

    public static async Task<IReadOnlyList<LaunchResult>> DrainAsync(FlowLauncher launcher)
    {
        var results = new List<LaunchResult>();
        while (launcher.Pending > 0)
        {
            await launcher.NextReady;
            Take(launcher, results);
        }

        return results;
    }

    private static void Take(FlowLauncher launcher, List<LaunchResult> results)
    {
        while (launcher.TryTake(out LaunchResult? result))
            results.Add(result);
    }
}
