using System.Reflection;

namespace Benchmarks.Setting;

/// <summary>Where the build puts what is measured.</summary>
internal static class Paths
{
    public static string Root { get; } = Told("RepositoryRoot");

    public static string Module { get; } = Path.Combine(Root, "GenesysFlows.psd1");

    public static string PlainModule { get; } = Built("PlainModule", "PlainModule.psd1");

    public static string Simulator { get; } = Built("GenesysCloud.Simulator", "GenesysCloud.Simulator.dll");

    public static string Rivals { get; } = Path.Combine(Root, "tests", "Benchmarks", "Rivals");

    // Neighbours in artifacts/bin/<project>/<configuration>/.
    private static string Built(string project, string file)
    {
        var own = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        return Path.Combine(own.Parent!.Parent!.FullName, project, own.Name, file);
    }

    private static string Told(string key) =>
        typeof(Paths).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == key).Value!;
}
