using System.Globalization;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using GenesysCloud.Simulator;
using GenesysCloud.Simulator.Configuration;
using GenesysCloud.Simulator.Control;
using GenesysCloud.Simulator.Flows;
using GenesysCloud.Simulator.Identity;

const string Usage = """
    Usage: GenesysCloud.Simulator [--port <0-65535>] [--flows <file>] [--settings <file>] [--seed <number>]
      --port      the loopback port to listen on; the default, 0, selects a free port
      --flows     a flows file that replaces the built-in flows
      --settings  a JSON file with settings that replace the defaults
      --seed      the seed of IDs, durations, and random faults; the default is 1
    """;

int port = 0, seed = 1;
string? flows = null, settings = null;
for (int i = 0; i < args.Length; i += 2)
{
    string? value = i + 1 < args.Length ? args[i + 1] : null;
    bool understood = args[i] switch
    {
        "--port" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port <= 65535,
        "--seed" => int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out seed),
        "--flows" => !string.IsNullOrEmpty(flows = value),
        "--settings" => !string.IsNullOrEmpty(settings = value),
        _ => false,
    };
    if (understood)
        continue;
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
    await using CloudSimulator simulator = await CloudSimulator.StartAsync(options);
    SimulatedClient client = SimulatedClients.Administrator;
    string address = simulator.BaseAddress.ToString().TrimEnd('/');
    Console.WriteLine($"Simulated Genesys Cloud at {address} (client id {client.Id} secret {client.Secret})");
    await stop.Task;
    return 0;
}
catch (Exception exception) when (exception is FlowsFileException or SettingsFileException or IOException or SocketException)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.TrySetResult();
}
