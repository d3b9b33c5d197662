using System.Management.Automation;
using System.Reflection;
using FlowCmdlets.Pipeline;
using FlowCmdlets.Session;
using FlowCmdlets.Tests.Engine;
using Xunit;

namespace FlowCmdlets.Tests.Access;

/// <summary>Each cmdlet declares its permissions, in one place.</summary>
public sealed class CmdletPermissionTests
{
    private static readonly Type[] s_cmdlets =
        [.. typeof(GenesysCmdlet).Assembly.GetTypes().Where(type => type.GetCustomAttribute<CmdletAttribute>() is not null)];

    [Fact]
    public void Every_cmdlet_has_an_entry_and_nothing_else_has() =>
        Assert.Equal(s_cmdlets.Select(NameOf).Order(StringComparer.Ordinal), CmdletPermissions.All.Keys);

    [Fact]
    public void Only_cmdlets_with_a_session_need_permissions()
    {
        string[] connected = [.. s_cmdlets.Where(cmdlet => cmdlet.IsSubclassOf(typeof(ConnectedCmdlet))).Select(NameOf)];
        Assert.Subset(
            connected.ToHashSet(), CmdletPermissions.All.Where(cmdlet => cmdlet.Value.Count > 0).Select(cmdlet => cmdlet.Key).ToHashSet());
    }

    [Fact]
    public void Permissions_are_named_as_Genesys_Cloud_names_them_once_for_a_cmdlet()
    {
        foreach (IReadOnlyList<CmdletPermission> uses in CmdletPermissions.All.Values)
        {
            Assert.All(uses, use => Assert.Matches("^(analytics|architect|directory|externalContacts):[a-zA-Z]+:[a-z]+$", use.Name));
            Assert.All(uses, use => Assert.StartsWith("to ", use.Purpose, StringComparison.Ordinal));
            Assert.Distinct(uses.Select(use => use.Name));
        }
    }

    [Fact]
    public void The_page_about_sessions_lists_every_permission_of_every_cmdlet()
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "sessions-and-sign-in.md"));
        Assert.All(
            CmdletPermissions.All.SelectMany(cmdlet => cmdlet.Value.Select(use => (Cmdlet: cmdlet.Key, Use: use))),
            used => Assert.Contains(
                $"| `{used.Cmdlet}` | `{used.Use.Name}` | {char.ToUpperInvariant(used.Use.Purpose[3])}{used.Use.Purpose[4..]} |",
                page,
                StringComparison.Ordinal));
    }

    [Fact]
    public void The_README_lists_the_permissions_of_launching()
    {
        string readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        Assert.All(
            CmdletPermissions.All["Start-GenesysFlow"],
            use => Assert.Contains($"`{use.Name}`", readme, StringComparison.Ordinal));
    }

    [Fact]
    public void No_other_source_of_the_cmdlets_names_a_permission() =>
        Assert.Equal(
            ["Permission.cs"],
            Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "FlowCmdlets"), "*.cs", SearchOption.AllDirectories)
                .Where(file => SourceLiterals.Read(File.ReadAllText(file))
                    .Any(literal => literal.Text.Contains("architect:", StringComparison.Ordinal)
                        || literal.Text.Contains("analytics:", StringComparison.Ordinal)))
                .Select(Path.GetFileName));

    private static string NameOf(Type cmdlet)
    {
        CmdletAttribute attribute = cmdlet.GetCustomAttribute<CmdletAttribute>()!;
        return $"{attribute.VerbName}-{attribute.NounName}";
    }
}
