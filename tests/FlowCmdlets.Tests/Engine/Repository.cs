namespace FlowCmdlets.Tests.Engine;

/// <summary>Where the working tree is, found upwards from the test's assembly.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The module as a person imports it: the manifest at the top, which names what the build laid into <c>bin/</c>.</summary>
    public static string Manifest => Path.Combine(Root, "GenesysFlows.psd1");

    public static string ModuleDirectory => Path.Combine(Root, "bin");

    private static string FindRoot()
    {
        for (DirectoryInfo? directory = new(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "GenesysFlows.psd1")))
                return directory.FullName;
        }

        throw new DirectoryNotFoundException($"GenesysFlows.psd1 is in no directory above {AppContext.BaseDirectory}.");
    }
}
