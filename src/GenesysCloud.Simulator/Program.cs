using System.Net.Sockets;
using System.Runtime.InteropServices;
using GenesysCloud.Simulator;
using GenesysCloud.Simulator.Configuration;
using GenesysCloud.Simulator.Control;
using GenesysCloud.Simulator.Faults;
using GenesysCloud.Simulator.Flows;
using GenesysCloud.Simulator.Identity;

CommandLine line;
try
{
    line = CommandLine.Parse(args);
}
catch (CommandLineException exception)
{
    Console.Error.WriteLine(exception.Message);
    Console.Error.WriteLine(CommandLine.Usage);
    return 2;
}

if (line.Help)
{
    Console.WriteLine(CommandLine.Usage);
    return 0;
}

var stop = new TaskCompletionSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
try
{
    var options = new SimulatorOptions
    {
        Port = line.Port,
        Seed = line.Seed,
        FlowsFile = line.FlowsFile,
        Settings = line.ReadSettings(),
    };
    await using CloudSimulator simulator = await CloudSimulator.StartAsync(options);
    foreach (Fault fault in line.Faults)
        simulator.Faults.Add(fault);
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
