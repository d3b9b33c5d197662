using Benchmarks.Report;
using Benchmarks.Rivals;
using Benchmarks.Setting;

namespace Benchmarks.Sections;

/// <summary>Launches per second through the whole pipeline, where no limit holds anybody back.</summary>
internal static class LaunchSection
{
    // The compiler of a busy machine takes some ten thousand rows until it has done its best, for either side.
    private const int WarmUps = 4;

    // Rivals that take long get fewer rows; what is compared is launches per second.
    private const int JavaScriptRows = 2_000;
    private const int ParallelRows = 500;

    public static async Task RunAsync(Harness bench)
    {
        using UnlimitedLaunches launches = await UnlimitedLaunches.BeginAsync(bench);
        (ModuleShell shell, string flowId, byte[][] bodies, BareLoop bare) = (
            launches.Shell, launches.FlowId, launches.Bodies, launches.Bare);
        await DemandSameBodiesAsync(bench, shell, bare, bodies);

        // Without latency two busy cores are what is measured, so that no goal is set; see the profile section for one.
        (string Latency, string Text, Goal? Goal, int WarmUps)[] settings =
            [("00:00:00", "no latency", null, WarmUps), ("00:00:00.020", "20 ms latency", Goal.AtLeast(0.95), 1)];
        foreach ((string latency, string text, Goal? goal, int warmUps) in settings)
        {
            await bench.Simulator.SetAsync(new { latency });
            Pairs pairs = await Pairs.MeasureAsync(
                bench.PairCount, () => bench.LaunchAsync(shell, bench.Rows), () => bare.RunAsync(bodies, Harness.InFlight), warmUps);
            string measure = $"launches, {text}, {Harness.Number(bench.Rows)} rows, {Harness.InFlight} in flight";
            bench.Report.Add(pairs.ToLine(measure, "bare HttpClient loop", " /s", goal));
        }

        await bench.Simulator.SetAsync(new { latency = "00:00:00" });
        await MeasureRivalAsync(bench, shell, "official JavaScript SDK", Goal.AtLeast(10), async () =>
        {
            await JavaScriptSdk.PrepareAsync();
            return () => JavaScriptSdk.RunAsync(bench.Simulator, flowId, JavaScriptRows, Harness.InFlight);
        });
        await MeasureRivalAsync(bench, shell, "ForEach-Object -Parallel, Invoke-RestMethod", Goal.AtLeast(1), async () =>
        {
            await ParallelInvokeRestMethod.PrepareAsync();
            return () => ParallelInvokeRestMethod.RunAsync(bench.Simulator, flowId, ParallelRows, Harness.InFlight);
        });
    }

    private static async Task MeasureRivalAsync(
        Harness bench, ModuleShell shell, string name, Goal goal, Func<Task<Func<Task<double>>>> prepareAsync)
    {
        string measure = $"launches, no latency, {Harness.InFlight} in flight";
        try
        {
            Func<Task<double>> rival = await prepareAsync();
            Pairs pairs = await Pairs.MeasureAsync(bench.PairCount, () => bench.LaunchAsync(shell, bench.Rows), rival);
            bench.Report.Add(pairs.ToLine(measure, name, " /s", goal));
        }
        catch (RivalUnavailableException missing)
        {
            bench.Report.Add(new Line(measure, "", $"{name}: not to be had here ({missing.Message})") { Goal = goal });
        }
    }

    // Or the comparison would be of two different things.
    private static async Task DemandSameBodiesAsync(Harness bench, ModuleShell shell, BareLoop bare, byte[][] bodies)
    {
        await bench.Simulator.SetAsync(new { recordInputs = true });
        shell.Run($"$rows[0] | Start-GenesysFlow '{LaunchRows.Flow}'");
        await bare.RunAsync(bodies[..1], 1);
        IReadOnlyList<string> inputs = await bench.Simulator.LastInputsAsync(2);
        if (inputs.Distinct().Count() != 1)
            throw new InvalidOperationException($"The bare loop doesn't send what the module sends: {string.Join(" and ", inputs)}");
        await bench.Simulator.SetAsync(new { recordInputs = false });
    }
}
