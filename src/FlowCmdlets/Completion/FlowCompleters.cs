using FlowCmdlets.Binding;
using GenesysCloud.Architect;
using GenesysCloud.Http;

namespace FlowCmdlets.Completion;

/// <summary>Completes a flow by its name, or by its id where the word begins an id.</summary>
internal class FlowCompleter : SessionCompleter
{
    /// <inheritdoc />
    protected override IEnumerable<Suggestion> Suggest(CompletedArgument argument, FlowLookup flows)
    {
        IReadOnlyList<Flow> listed = List(flows);
        var shared = listed.GroupBy(flow => flow.Name, StringComparer.OrdinalIgnoreCase)
            .Where(named => named.Skip(1).Any())
            .Select(named => named.Key)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (Flow flow in listed.OrderBy(flow => flow.Name, StringComparer.CurrentCultureIgnoreCase))
        {
            bool isName = !shared.Contains(flow.Name) && FlowSuggestion.IsUsable(flow.Name);
            yield return isName ? FlowSuggestion.ByName(flow) : FlowSuggestion.ById(flow);
            if (isName && argument.Word.Text.Length > 0)
                yield return FlowSuggestion.ById(flow) with { Names = [flow.Id] };
        }
    }

    /// <summary>The flows to suggest.</summary>
    protected virtual IReadOnlyList<Flow> List(FlowLookup flows) => flows.AllFlows();
}

/// <summary>Completes a flow to launch.</summary>
internal sealed class WorkflowCompleter : FlowCompleter
{
    /// <inheritdoc />
    protected override IReadOnlyList<Flow> List(FlowLookup flows) => flows.Workflows();
}

/// <summary>Completes names of flows where wildcards are allowed.</summary>
internal sealed class FlowNameCompleter : SessionCompleter
{
    /// <inheritdoc />
    protected override IEnumerable<Suggestion> Suggest(CompletedArgument argument, FlowLookup flows) =>
        from flow in flows.AllFlows()
        where FlowSuggestion.IsUsable(flow.Name)
        orderby flow.Name
        group flow by flow.Name into named
        select new Suggestion(NamePattern.Literal(named.Key), string.Join("; ", named.Select(FlowSuggestion.Describe)))
        {
            Label = named.Key,
            Names = [named.Key],
        };
}

/// <summary>Completes ids of flows; a name that is typed is replaced by the flow's id.</summary>
internal sealed class FlowIdCompleter : SessionCompleter
{
    /// <inheritdoc />
    protected override IEnumerable<Suggestion> Suggest(CompletedArgument argument, FlowLookup flows) =>
        flows.AllFlows().OrderBy(flow => flow.Name, StringComparer.CurrentCultureIgnoreCase).Select(FlowSuggestion.ById);
}

/// <summary>Makes suggestions of flows.</summary>
internal static class FlowSuggestion
{
    /// <summary>Whether a flow can be specified by its name: not what a terminal obeys, nor what is taken for an id.</summary>
    public static bool IsUsable(string name) =>
        !string.IsNullOrWhiteSpace(name) && !name.Contains('\n', StringComparison.Ordinal) && DisplayText.Clean(name) == name
        && !Guid.TryParse(name, out _);

    public static Suggestion ByName(Flow flow) => new(flow.Name, Describe(flow));

    public static Suggestion ById(Flow flow) => new(flow.Id, $"{flow.Name}: {Describe(flow)}")
    {
        Label = $"{flow.Name} ({flow.Type?.ToLowerInvariant() ?? "?"})",
        Names = [flow.Name, flow.Id],
    };

    /// <summary>Its type, version, and division, and what its author says it does.</summary>
    public static string Describe(Flow flow)
    {
        string type = flow.Type?.ToLowerInvariant() ?? "flow";
        string version = flow.PublishedVersion is { } published ? $"version {published}" : "not published";
        string division = flow.Division?.Name is { Length: > 0 } name ? $", division {name}" : "";
        string description = string.IsNullOrWhiteSpace(flow.Description) ? "" : $". {flow.Description.Trim()}";
        return $"{type}, {version}{division}{description}";
    }
}
