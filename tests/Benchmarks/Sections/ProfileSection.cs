using System.Globalization;
using Benchmarks.Report;
using Benchmarks.Setting;
using GenesysCloud;
using GenesysCloud.Architect;
using GenesysCloud.Authentication;
using GenesysCloud.Launching;
using GenesysCloud.Launching.Flows;

namespace Benchmarks.Sections;

/// <summary>
/// Where the time of a launch goes when nothing holds it back: the processor's time, part by part. With all processors busy, launches per
/// second are what these leave room for.
/// </summary>
internal static class ProfileSection
{
    private const int WarmUps = 6;
    private const string WholePipeline = "the whole cmdlet pipeline";

    public static async Task RunAsync(Harness bench)
    {
        using var folder = new JournalFolder();
        using UnlimitedLaunches launches = await UnlimitedLaunches.BeginAsync(bench);
        ModuleShell shell = launches.Shell;
        using GenesysCloudClient client = Connect(bench.Simulator);
        FlowExecutionLaunchRequest[] requests = LaunchRows.Requests(launches.FlowId, bench.Rows);

        (string Part, Func<Task> RunAsync)[] parts =
        [
            ("a bare HttpClient loop", () => launches.Bare.RunAsync(launches.Bodies, Harness.InFlight)),
            ("the launcher alone, without PowerShell", () => LaunchAsync(client, requests)),
            ("PowerShell alone: rows bound, read and counted", () => Pipe(shell, "Read-Row")),
            ("all but sending: -WhatIf -PassThru", () => Pipe(shell, $"Start-GenesysFlow '{LaunchRows.Flow}' -WhatIf -PassThru")),
            (WholePipeline, () => bench.LaunchAsync(shell, bench.Rows)),
            ("the whole, with -Journal", () => bench.LaunchAsync(shell, bench.Rows, folder.NewJournal())),
        ];
        List<(double Own, double Simulator)>[] times = [.. parts.Select(_ => new List<(double, double)>())];
        for (int round = 0; round < WarmUps + bench.PairCount; round++)
        {
            for (int part = 0; part < parts.Length; part++)
            {
                (double, double) time = await TimeAsync(bench, parts[part].RunAsync);
                if (round >= WarmUps)
                    times[part].Add(time);
            }
        }

        for (int part = 0; part < parts.Length; part++)
        {
            bench.Report.Add(new Line(
                $"processor time a row, {parts[part].Part}", Micros(new Samples(times[part].Select(time => time.Own)).Median),
                $"the simulator meanwhile: {Micros(new Samples(times[part].Select(time => time.Simulator)).Median)}")
            {
                Result = new Samples(times[part].Zip(times[0], (own, loop) => own.Own / loop.Own)),
            });
        }

        int whole = Array.FindIndex(parts, part => part.Part == WholePipeline);
        bench.Report.Add(new Line("processor time of a launch, without a journal", "", "this process alone, the simulator not counted")
        {
            Result = new Samples(times[whole].Select(time => time.Own)), Unit = " µs", Goal = Goal.AtMost(100),
        });
    }

    private static string Micros(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:0.0} µs");

    /// <returns>Microseconds of processor time a row, of this process and of the simulator's.</returns>
    private static async Task<(double Own, double Simulator)> TimeAsync(Harness bench, Func<Task> runAsync)
    {
        TimeSpan own = Environment.CpuUsage.TotalTime, simulator = bench.Simulator.ProcessorTime;
        await runAsync();
        return (
            (Environment.CpuUsage.TotalTime - own).TotalMicroseconds / bench.Rows,
            (bench.Simulator.ProcessorTime - simulator).TotalMicroseconds / bench.Rows);
    }

    private static Task Pipe(ModuleShell shell, string command)
    {
        shell.Run($"$rows | {command} | Measure-Object");
        return Task.CompletedTask;
    }

    private static GenesysCloudClient Connect(SimulatorProcess simulator) =>
        GenesysCloudRegion.TryParse(simulator.Address.ToString(), out GenesysCloudRegion? region, out string? problem)
            ? new(new GenesysCloudClientOptions
            {
                Region = region,
                Credentials = new ClientCredentials(simulator.ClientId, simulator.ClientSecret),
            })
            : throw new InvalidOperationException(problem);

    private static async Task LaunchAsync(GenesysCloudClient client, FlowExecutionLaunchRequest[] requests)
    {
        var target = new LaunchTarget(requests[0].FlowId, null, null, null, null);
        await using var launch = new BulkLaunch<FlowExecutionLaunchRequest>(
            client, new BulkLaunchOptions { ThrottleLimit = Harness.InFlight });
        for (int number = 0; number < requests.Length; number++)
        {
            await launch.AddAsync(number + 1, requests[number], new RowLaunch(target, requests[number]));
            await TakeAsync(launch, launch.Capacity - 1);
        }

        await TakeAsync(launch, 0);
    }

    private static async Task TakeAsync(BulkLaunch<FlowExecutionLaunchRequest> launch, int most)
    {
        while (launch.Pending > most)
        {
            await launch.NextReady;
            while (launch.TryTake(out RowResult<FlowExecutionLaunchRequest>? result))
            {
                if (result.Outcome is not RowOutcome.Launched)
                    throw new InvalidOperationException($"Row {result.Number}: {result.Outcome}");
            }
        }
    }
}
