using GenesysCloud.Simulator;
using Playground;
using Playground.Engines;

const string Usage = """
    Usage: dotnet run --project src/Playground [-- [--tour] [--engine]]
      --tour    only the tour, no prompt after it
      --engine  the embedded PowerShell engine, even where pwsh is on the PATH
    """;

if (args.Except(["--tour", "--engine"]).Any())
{
    var asked = args is ["--help"] or ["-h"];
    (asked ? Console.Out : Console.Error).WriteLine(Usage);
    return asked ? 0 : 2;
}

await using var simulator = await CloudSimulator.StartAsync();
// As far away as a real organisation; without it the tour would be over before there is progress to show.
simulator.Settings.Latency = TimeSpan.FromMilliseconds(100);
simulator.Settings.RateLimit = 3000;

var playground = Surroundings.Prepare(simulator);
var pwsh = args.Contains("--engine") ? null : Pwsh.Find();
Console.WriteLine($"""
    A simulated Genesys Cloud, for as long as this runs: {playground.Address}
    It allows {simulator.Settings.RateLimit} requests a minute. A real one allows 300, which would have the
    tour wait for the next minute, once or twice.
    PowerShell: {pwsh ?? "the embedded engine"}

    """);

var promptFollows = !args.Contains("--tour") && !Console.IsInputRedirected;
return pwsh is null ? EmbeddedEngine.Run(playground, promptFollows) : await Pwsh.RunAsync(pwsh, playground, promptFollows);
