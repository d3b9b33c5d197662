using System.Globalization;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using GenesysCloud.Simulator;

const string Usage = """
    Usage: GenesysCloud.Simulator [--port <0-65535>] [--flows <file>] [--settings <file>] [--seed <number>]
      --port      the loopback port to listen on; 0, the default, takes any free one
      --flows     a flows file instead of the built-in flows
      --settings  a JSON file of settings that differ from their defaults
      --seed      where ids, durations and the dice of faults come from; 1 by default
    """;

int port = 0, seed = 1;
string? flows = null, settings = null;
for (var i = 0; i < args.Length; i += 2)
{
    var value = i + 1 < args.Length ? args[i + 1] : null;
    var understood = args[i] switch
    {
        "--port" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port <= 65535,
        "--seed" => int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out seed),
        "--flows" => !string.IsNullOrEmpty(flows = value),
        "--settings" => !string.IsNullOrEmpty(settings = value),
        _ => false,
    };
    if (understood) continue;
    Console.Error.WriteLine(Usage);
    return args[i] is "--help" or "-h" ? 0 : 2;
}

var stop = new TaskCompletionSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
try
{
    var options = new SimulatorOptions
    {
        Port = port,
        Seed = seed,
        FlowsFile = flows,
        Settings = settings is null ? new() : SettingsFile.Read(settings),
    };
    await using var simulator = await CloudSimulator.StartAsync(options);
    var client = SimulatedClients.Administrator;
    Console.WriteLine($"Simulated Genesys Cloud at {simulator.BaseAddress.ToString().TrimEnd('/')} (client id {client.Id} secret {client.Secret})");
    await stop.Task;
    return 0;
}
catch (Exception fault) when (fault is FlowsFileException or SettingsFileException or IOException or SocketException)
{
    Console.Error.WriteLine(fault.Message);
    return 1;
}

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.TrySetResult();
}
