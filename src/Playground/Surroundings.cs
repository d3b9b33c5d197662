using GenesysCloud.Simulator;

namespace Playground;

/// <summary>What a PowerShell session needs to find: the module, the tour and its files, and in the environment whom to sign in as.</summary>
/// <param name="Address">The simulator's base address.</param>
/// <param name="Module">The full path of the module's manifest.</param>
/// <param name="TourDirectory">Where the tour runs; what it writes stays there.</param>
internal sealed record Surroundings(string Address, string Module, string TourDirectory)
{
    private const string Manifest = "GenesysFlows.psd1";

    public string TourScript => Path.Combine(TourDirectory, "tour.ps1");

    /// <summary>Sets this process's environment, which a child inherits.</summary>
    public static Surroundings Prepare(CloudSimulator simulator)
    {
        var address = simulator.BaseAddress.ToString().TrimEnd('/');
        var client = SimulatedClients.Administrator;
        Environment.SetEnvironmentVariable("GENESYSCLOUD_REGION", address);
        Environment.SetEnvironmentVariable("GENESYSCLOUD_OAUTHCLIENT_ID", client.Id);
        Environment.SetEnvironmentVariable("GENESYSCLOUD_OAUTHCLIENT_SECRET", client.Secret);
        // A real token in the environment would come before the client, and has no business here.
        Environment.SetEnvironmentVariable("GENESYSCLOUD_ACCESS_TOKEN", null);
        // Neither has a proxy with requests to loopback.
        Environment.SetEnvironmentVariable("NO_PROXY", simulator.BaseAddress.Host);
        var tour = Path.Combine(AppContext.BaseDirectory, "Tour");
        // Journals of an earlier tour are about a Genesys Cloud that is gone.
        foreach (var journal in Directory.GetFiles(tour, "*.jsonl")) File.Delete(journal);
        return new Surroundings(address, FindManifest(), tour);
    }

    private static string FindManifest()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            var manifest = Path.Combine(directory.FullName, Manifest);
            if (File.Exists(manifest)) return manifest;
        }
        throw new FileNotFoundException($"No {Manifest} in any directory above {AppContext.BaseDirectory}.");
    }
}
