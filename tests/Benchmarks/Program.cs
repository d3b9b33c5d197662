using System.Diagnostics;
using System.Globalization;
using Benchmarks.Report;
using Benchmarks.Sections;
using Benchmarks.Setting;

const string Usage =
    "Usage: dotnet run -c Release --project tests/Benchmarks [-- [--quick] [launch] [profile] [paced] [follow] [memory] [import] [stop] " +
    "[journal] [faults]]";

if (args is [ImportSection.Probe, var manifest])
    return ImportSection.RunProbe(manifest);

var sections = new Dictionary<string, Func<Harness, Task>>
{
    ["launch"] = LaunchSection.RunAsync,
    ["profile"] = ProfileSection.RunAsync,
    ["paced"] = PacedSection.RunAsync,
    ["follow"] = FollowSection.RunAsync,
    ["memory"] = MemorySection.RunAsync,
    ["import"] = ImportSection.RunAsync,
    ["stop"] = StopSection.RunAsync,
    ["journal"] = JournalSection.RunAsync,
    ["faults"] = FaultSection.RunAsync,
};
string[] chosen = [.. args.Where(argument => argument != "--quick")];
if (chosen.Except(sections.Keys).Any())
{
    Console.Error.WriteLine(Usage);
    return 2;
}

// A proxy has no business with requests to loopback.
Environment.SetEnvironmentVariable("NO_PROXY", "127.0.0.1");
var report = new BenchmarkReport();
long started = Stopwatch.GetTimestamp();
foreach (string name in chosen.Length > 0 ? chosen : [.. sections.Keys])
{
    Console.Error.WriteLine($"{name}:");
    await using SimulatorProcess simulator = await SimulatorProcess.StartAsync();
    await sections[name](new Harness(simulator, report, Quick: args.Contains("--quick")));
}

Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $"{Environment.ProcessorCount} cores, {Environment.OSVersion.Platform}, .NET {Environment.Version}, " +
    $"{Stopwatch.GetElapsedTime(started).TotalMinutes:0.0} min{(args.Contains("--quick") ? ", --quick" : "")}"));
report.Print(Console.Out);
return 0;
