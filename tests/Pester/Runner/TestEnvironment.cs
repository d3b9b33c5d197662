using System.Reflection;

namespace PesterTests.Runner;

/// <summary>What the suite runs in, and what it tests.</summary>
/// <param name="RepositoryRoot">The folder that has the tool manifest; PowerShell is started there.</param>
/// <param name="PesterManifest">Pester's manifest, in the NuGet package.</param>
/// <param name="Pwsh">The PowerShell to run in; null for the .NET tool that the repository pins.</param>
/// <param name="Modules">The folder that has the package as <c>GenesysFlows/&lt;version&gt;</c>.</param>
/// <param name="Configuration">The build configuration, whose simulator is started.</param>
internal sealed record TestEnvironment(string RepositoryRoot, string PesterManifest, string? Pwsh, string Modules, string Configuration)
{
    public string TestFolder => Path.Combine(RepositoryRoot, "tests", "Pester");

    /// <summary>Why nothing can be tested; null if it can.</summary>
    public string? Problem =>
        !Directory.Exists(Path.Combine(Modules, "GenesysFlows"))
            ? $"There is no package to test: {Modules} has no folder GenesysFlows. Run dotnet build, or set GENESYSFLOWS_TEST_MODULES."
        : Pwsh is not null && !File.Exists(Pwsh)
            ? $"There is no PowerShell to run the tests in: GENESYSFLOWS_TEST_PWSH names {Pwsh}, which does not exist."
        : null;

    public static TestEnvironment Create()
    {
        string root = Path.TrimEndingDirectorySeparator(Metadata("RepositoryRoot"));
        string modules = Path.GetFullPath(Variable("GENESYSFLOWS_TEST_MODULES") ?? "output", root);
        return new TestEnvironment(root, Metadata("PesterManifest"), Variable("GENESYSFLOWS_TEST_PWSH"), modules, Metadata("Configuration"));
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private static string Metadata(string key) =>
        typeof(TestEnvironment).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == key).Value!;
}
