using FlowCmdlets.Session;
using FlowCmdlets.Tests.Engine;
using GenesysCloud.Simulator;

namespace FlowCmdlets.Tests.Profiles;

/// <summary>A shell that finds a profile file of its own.</summary>
public abstract class ProfileTest : CloudTest
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("profiles-");

    internal string FilePath => Path.Combine(_folder.FullName, "config.toml");

    /// <summary>A profile of the simulator's client.</summary>
    internal string Complete => $"""
        [prod]
        environment = "{Cloud.BaseAddress}"
        grant_type = "1"
        client_credentials = "{SimulatedClients.ViewOnly.Id}"
        client_secret = "{SimulatedClients.ViewOnly.Secret}"
        """;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Writes the file, readable for its owner only.</summary>
    internal void Write(string text)
    {
        File.WriteAllText(FilePath, text);
        SetMode(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Shell.ProfileFile = FilePath;
    }

    internal void SetMode(UnixFileMode mode, string? path = null)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path ?? FilePath, mode);
    }

    /// <summary>The sources that a command has, with these environment variables only.</summary>
    internal ConnectionSources Sources(string profile, params (string Name, string Value)[] environment)
    {
        Dictionary<string, string> variables = environment.ToDictionary(variable => variable.Name, variable => variable.Value);
        return new ConnectionSources(
            variables.GetValueOrDefault,
            FlowCmdlets.Profiles.CliProfileFile.Read(FilePath).First(candidate => candidate.Name == profile));
    }
}
