using System.Diagnostics;
using System.Reflection;
using GenesysCloud.Simulator;
using GenesysCloud.Simulator.Identity;

namespace Playground;

/// <summary>What a PowerShell session needs to find: the module, the tour and its files, and where and how to sign in.</summary>
internal sealed class PlaygroundEnvironment(CloudSimulator simulator)
{
    private static readonly string s_repositoryRoot = typeof(PlaygroundEnvironment).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "RepositoryRoot").Value!;

    // Beside the program, so that what the tour writes does not land among the sources.
    private static readonly string s_tourDirectory = Path.Combine(AppContext.BaseDirectory, "Tour");

    /// <summary>The simulator's base address.</summary>
    public string Address { get; } = simulator.BaseAddress.ToString().TrimEnd('/');

    /// <summary>A PowerShell that runs the tour, and stays at the prompt if one is to follow.</summary>
    public ProcessStartInfo StartInfo(string[] powerShell, bool promptFollows)
    {
        // Journals of an earlier tour are about a Genesys Cloud that is gone.
        foreach (string journal in Directory.GetFiles(s_tourDirectory, "*.jsonl"))
            File.Delete(journal);

        string[] stay = promptFollows ? ["-NoExit"] : [];
        string[] announce = promptFollows ? ["-PromptFollows"] : [];
        var start = new ProcessStartInfo(powerShell[0], [
            .. powerShell[1..], "-NoLogo", "-NoProfile", "-ExecutionPolicy", "Bypass",
            "-WorkingDirectory", s_tourDirectory, .. stay,
            "-File", Path.Combine(s_tourDirectory, "tour.ps1"),
            "-Module", Path.Combine(s_repositoryRoot, "GenesysFlows.psd1"), .. announce])
        {
            // Where dotnet looks for the tool.
            WorkingDirectory = s_repositoryRoot,
        };
        start.Environment["GENESYSCLOUD_REGION"] = Address;
        start.Environment["GENESYSCLOUD_OAUTHCLIENT_ID"] = SimulatedClients.Administrator.Id;
        start.Environment["GENESYSCLOUD_OAUTHCLIENT_SECRET"] = SimulatedClients.Administrator.Secret;
        // A real token in the environment would come before the client.
        start.Environment.Remove("GENESYSCLOUD_ACCESS_TOKEN");
        // PowerShell would color a log file too.
        if (Console.IsOutputRedirected)
            start.Environment["NO_COLOR"] = "1";

        return start;
    }
}
