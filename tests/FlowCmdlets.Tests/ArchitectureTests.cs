using System.Reflection;
using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using FlowCmdlets.Pipeline;
using GenesysCloud.Architect;
using GenesysCloud.Launching.Executions;
using GenesysCloud.Simulator;
using Xunit;

namespace FlowCmdlets.Tests;

/// <summary>The dependency rules of CONTRIBUTING.md, between the assemblies and between the folders of each.</summary>
public sealed class ArchitectureTests
{
    private static readonly System.Reflection.Assembly[] s_shipped =
    [
        typeof(Flow).Assembly, typeof(FlowExecution).Assembly, typeof(GenesysCmdlet).Assembly,
    ];

    private static readonly System.Reflection.Assembly[] s_layered = [.. s_shipped, typeof(CloudSimulator).Assembly];

    public static TheoryData<string> Layered => [.. s_layered.Select(assembly => assembly.GetName().Name!)];

    [Theory]
    [MemberData(nameof(Layered))]
    public void Dependencies_between_the_folders_of_an_assembly_have_no_cycles(string name)
    {
        List<Edge> edges = EdgesOf(s_layered.Single(assembly => assembly.GetName().Name == name));
        Assert.NotEmpty(edges);
        if (CycleIn(edges) is { } cycle)
            Assert.Fail(cycle);
    }

    [Fact]
    public void Each_assembly_knows_only_those_below_it()
    {
        Assert.Equal(
            ["FlowCmdlets -> GenesysCloud", "FlowCmdlets -> GenesysCloud.Launching", "GenesysCloud.Launching -> GenesysCloud"],
            from assembly in s_shipped
            from reference in assembly.GetReferencedAssemblies()
            where s_shipped.Any(shipped => shipped.GetName().Name == reference.Name)
            let edge = $"{assembly.GetName().Name} -> {reference.Name}"
            orderby edge
            select edge);
    }

    [Fact]
    public void A_cycle_is_found_and_printed_whole()
    {
        Edge[] edges = [new("A", "B", "a uses b"), new("B", "C", "b uses c"), new("C", "D", "c uses d"), new("D", "B", "d uses b")];
        Assert.Equal("B -> C (b uses c), C -> D (c uses d), D -> B (d uses b)", CycleIn(edges));
        Assert.Null(CycleIn(edges[..3]));
    }

    /// <summary>Which namespace uses which. A folder is a namespace (IDE0130).</summary>
    private static List<Edge> EdgesOf(System.Reflection.Assembly assembly)
    {
        string own = assembly.GetName().Name!;
        IEnumerable<Edge> edges =
            from type in new ArchLoader().LoadAssembly(assembly).Build().Types
            let source = NamespaceOf(type, own)
            where source is not null
            from dependency in type.Dependencies
            let target = NamespaceOf(dependency.Target, own)
            where target is not null && target != source
            select new Edge(source, target, $"{type.Name} uses {dependency.Target.Name}");
        return [.. edges.DistinctBy(edge => (edge.From, edge.To)).OrderBy(edge => edge.From, StringComparer.Ordinal)];
    }

    /// <summary>The namespace of a type of the assembly; null for the types of others and for those that the compiler made.</summary>
    private static string? NamespaceOf(IType type, string assembly) =>
        type.Namespace?.FullName is { } name && (name == assembly || name.StartsWith(assembly + ".", StringComparison.Ordinal))
            && type.Assembly?.Name == assembly
            ? name
            : null;

    private static string? CycleIn(IReadOnlyCollection<Edge> edges)
    {
        ILookup<string, Edge> from = edges.ToLookup(edge => edge.From);
        var finished = new HashSet<string>();
        var path = new List<Edge>();
        return from.Select(node => Visit(node.Key)).FirstOrDefault(cycle => cycle is not null);

        string? Visit(string node)
        {
            int start = path.FindIndex(edge => edge.From == node);
            if (start >= 0)
                return string.Join(", ", path.Skip(start));
            if (!finished.Add(node))
                return null;
            foreach (Edge edge in from[node])
            {
                path.Add(edge);
                if (Visit(edge.To) is { } cycle)
                    return cycle;
                path.RemoveAt(path.Count - 1);
            }

            return null;
        }
    }

    /// <summary>One dependency between namespaces, and a pair of types that shows it.</summary>
    private sealed record Edge(string From, string To, string Example)
    {
        public override string ToString() => $"{From} -> {To} ({Example})";
    }
}
