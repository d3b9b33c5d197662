using System.Diagnostics;
using GenesysCloud.Simulator;
using Playground;

if (args is not [] and not ["--tour"])
{
    Console.Error.WriteLine("""
        Usage: dotnet run --project src/Playground [-- --tour]
          --tour  runs the tour and exits, without a prompt after it
        """);
    return args is ["--help"] or ["-h"] ? 0 : 2;
}

await using CloudSimulator simulator = await CloudSimulator.StartAsync();
// As far away as a real organization; without it the tour would be over before there is progress to show.
simulator.Settings.Latency = TimeSpan.FromMilliseconds(100);
simulator.Settings.RateLimit = 3000;
// Without them the module would assume the usual limit.
simulator.Settings.RateLimitHeaders = true;

var environment = new PlaygroundEnvironment(simulator);
string[] powerShell = await PowerShellCommand.FindAsync();
Console.WriteLine($"""
    A simulated Genesys Cloud runs at {environment.Address} until you exit.
    It allows {simulator.Settings.RateLimit} requests per minute. A real organization allows 300, and the
    tour would wait once or twice for the next minute.
    PowerShell: {string.Join(' ', powerShell)}

    """);

bool promptFollows = args is [] && !Console.IsInputRedirected;
ProcessStartInfo start = environment.StartInfo(powerShell, promptFollows);
// Ctrl+C is for the command that runs in PowerShell; the simulator outlives it.
Console.CancelKeyPress += (_, press) => press.Cancel = true;
using Process process = Process.Start(start)!;
await process.WaitForExitAsync();
return process.ExitCode;
