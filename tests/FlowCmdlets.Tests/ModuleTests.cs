using System.Management.Automation;
using System.Reflection;
using FlowCmdlets.Journals;
using FlowCmdlets.Pipeline;
using FlowCmdlets.Reports;
using FlowCmdlets.Session;
using FlowCmdlets.Tests.Engine;
using Xunit;

namespace FlowCmdlets.Tests;

/// <summary>The module as a whole: what it exports, what it needs, what it does when it is imported.</summary>
public sealed class ModuleTests : IDisposable
{
    private static readonly Type[] s_cmdlets = [.. typeof(GenesysCmdlet).Assembly
        .GetTypes()
        .Where(type => type.GetCustomAttribute<CmdletAttribute>() is not null)];

    private readonly Lazy<Shell> _shell = new(() => new Shell());

    public static TheoryData<Type> Cmdlets => [.. s_cmdlets];

    private Shell Prompt => _shell.Value;

    public void Dispose()
    {
        if (_shell.IsValueCreated)
            Prompt.Dispose();
    }

    [Fact]
    public void The_manifest_exports_every_cmdlet_and_nothing_else()
    {
        var module = (PSModuleInfo)Prompt.Run("Get-Module GenesysFlows").WithoutErrors().Output.Single().BaseObject;
        Assert.Equal(s_cmdlets.Select(NameOf).Order(StringComparer.Ordinal), module.ExportedCmdlets.Keys.Order(StringComparer.Ordinal));
        Assert.Empty(module.ExportedFunctions);
        Assert.Empty(module.ExportedAliases);
        Assert.Empty(module.ExportedVariables);
    }

    [Fact]
    public void The_manifest_says_outright_what_it_exports_so_that_nothing_has_to_be_searched()
    {
        string manifest = Repository.Manifest.Replace("'", "''", StringComparison.Ordinal);
        Transcript transcript = Prompt.Run(
            $"$m = & ([scriptblock]::Create([IO.File]::ReadAllText('{manifest}'))); $m.CmdletsToExport; " +
            "'functions:'; $m.FunctionsToExport; $m.AliasesToExport; $m.VariablesToExport").WithoutErrors();
        Assert.Equal(
            [.. s_cmdlets.Select(NameOf).Order(StringComparer.Ordinal), "functions:"], transcript.Output.Select(item => item.ToString()));
    }

    [Fact]
    public void The_module_is_five_assemblies_and_a_format_file() =>
        Assert.Equal(
            [
                "Dependencies/GenesysCloud.Launching.dll", "Dependencies/GenesysCloud.dll", "Dependencies/Polly.Core.dll",
                "FlowCmdlets.Loader.dll", "FlowCmdlets.dll", "GenesysFlows.Format.ps1xml", "GenesysFlows.Types.ps1xml",
            ],
            Directory.GetFiles(Repository.ModuleDirectory, "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(Repository.ModuleDirectory, file).Replace('\\', '/')).Order(StringComparer.Ordinal));

    [Fact]
    public void What_the_assemblies_refer_to_is_there_or_comes_with_PowerShell()
    {
        string[] own = ["FlowCmdlets", "GenesysCloud", "GenesysCloud.Launching", "Polly.Core"];
        IEnumerable<string> foreign = own.SelectMany(name => Assembly.Load(name).GetReferencedAssemblies())
            .Select(reference => reference.Name!)
            .Where(name => !own.Contains(name)
                && !(name.StartsWith("System.", StringComparison.Ordinal) && name != "System.Management.Automation")
                && name is not ("System" or "netstandard" or "mscorlib" or "Microsoft.Win32.Primitives"))
            .Distinct();
        Assert.Equal(["System.Management.Automation"], foreign);
        foreach (string library in new[] { "GenesysCloud", "GenesysCloud.Launching" })
        {
            Assert.DoesNotContain(
                "System.Management.Automation", Assembly.Load(library).GetReferencedAssemblies().Select(reference => reference.Name));
        }
    }

    [Fact]
    public void Importing_says_nothing_and_may_be_done_again()
    {
        Assert.Empty(
            Prompt.Run($"Import-Module '{Repository.Manifest}' -Force; Remove-Module GenesysFlows; Import-Module '{Repository.Manifest}'")
                .WithoutErrors().All);
        Assert.Equal("NotConnected", Prompt.Run("Get-GenesysFlow").Terminating?.Id());
    }

    [Fact]
    public void Nothing_of_the_cmdlets_runs_when_the_module_is_imported()
    {
        Assert.DoesNotContain(typeof(GenesysCmdlet).Assembly.GetTypes(), type => typeof(IModuleAssemblyInitializer).IsAssignableFrom(type));
        Assert.Equal(
            typeof(GenesysCmdlet).Assembly,
            ((CmdletInfo)Prompt.Run("Get-Command Start-GenesysFlow").WithoutErrors().Output.Single().BaseObject).ImplementingType.Assembly);
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Every_cmdlet_is_sealed_named_and_says_what_it_emits(Type cmdlet)
    {
        ArgumentNullException.ThrowIfNull(cmdlet);
        Assert.True(cmdlet.IsSealed);
        Assert.Equal(NameOf(cmdlet).Replace("-", "", StringComparison.Ordinal) + "Command", cmdlet.Name);
        Assert.NotEmpty(cmdlet.GetCustomAttributes<OutputTypeAttribute>());
    }

    [Fact]
    public void Every_cmdlet_takes_a_session_but_the_one_that_makes_it_and_those_that_only_read_a_file()
    {
        Assert.Equal(
            [typeof(ConnectGenesysCloudCommand), typeof(ExportGenesysFlowReportCommand), typeof(GetGenesysFlowJournalCommand)],
            s_cmdlets.Where(cmdlet => cmdlet.GetProperty("Session")?.PropertyType != typeof(GenesysCloudSession))
                .OrderBy(cmdlet => cmdlet.Name));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Only_what_changes_something_asks_first(Type cmdlet)
    {
        ArgumentNullException.ThrowIfNull(cmdlet);
        CmdletAttribute attribute = cmdlet.GetCustomAttribute<CmdletAttribute>()!;
        Assert.Equal(
            NameOf(cmdlet) is "Start-GenesysFlow" or "Export-GenesysFlowDefinition" or "Export-GenesysFlowReport"
                or "Invoke-GenesysCloudApi" or "Save-GenesysFlowInstanceData" or "Set-GenesysFlowLogLevel",
            attribute.SupportsShouldProcess);
    }

    private static string NameOf(Type cmdlet) =>
        cmdlet.GetCustomAttribute<CmdletAttribute>() is { } attribute ? $"{attribute.VerbName}-{attribute.NounName}" : "";
}
