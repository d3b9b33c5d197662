using System.Management.Automation;

namespace FlowCmdlets.Loader;

/// <summary>
/// Prepares the process for the cmdlets. The manifest names this assembly as a nested module, which PowerShell imports before the cmdlets:
/// by the time it looks at their types, what they refer to can be found.
/// </summary>
public sealed class ModuleInitializer : IModuleAssemblyInitializer
{
    /// <inheritdoc />
    public void OnImport() => ModuleLoadContext.Register();
}
