using System.Reflection;
using System.Runtime.Loader;

namespace FlowCmdlets.Loader;

/// <summary>
/// Where the module's libraries live: a context of their own, so that another module may load any version of <c>Polly.Core</c> into the
/// default one, before or after. The cmdlets themselves are in the default context, where PowerShell loads them.
/// </summary>
internal sealed class ModuleLoadContext : AssemblyLoadContext
{
    /// <summary>What the cmdlets refer to. No other name is resolved for the default context: it may be another module's.</summary>
    private static readonly string[] s_referred = ["GenesysCloud", "GenesysCloud.Launching"];

    private static readonly ModuleLoadContext s_instance = new();
    private static int s_isRegistered;

    // A folder of their own: the default context looks beside the cmdlets' assembly, and must not find them there.
    private readonly string _directory =
        Path.Combine(Path.GetDirectoryName(typeof(ModuleLoadContext).Assembly.Location)!, "Dependencies");

    private ModuleLoadContext()
        : base("GenesysFlows")
    {
    }

    /// <summary>
    /// Has the default context find the libraries here. Safe to be called from any thread, any number of times; it lasts as long as the
    /// process, as loaded assemblies do.
    /// </summary>
    public static void Register()
    {
        if (Interlocked.Exchange(ref s_isRegistered, 1) == 0)
            Default.Resolving += static (_, name) => s_referred.Contains(name.Name) ? s_instance.LoadFromAssemblyName(name) : null;
    }

    /// <inheritdoc />
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        string path = Path.Combine(_directory, $"{assemblyName.Name}.dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
