using System.Management.Automation;
using FlowCmdlets.Binding;
using FlowCmdlets.Completion;
using FlowCmdlets.Pipeline;
using FlowCmdlets.Session;
using GenesysCloud.Architect;
using GenesysCloud.Suggestions;
using GenesysCloud.Wording;

namespace FlowCmdlets.Flows;

/// <summary>Lists flows, or gets them by name or id.</summary>
[Cmdlet(VerbsCommon.Get, "GenesysFlow", DefaultParameterSetName = ByName)]
[OutputType(typeof(Flow))]
public sealed class GetGenesysFlowCommand : ConnectedCmdlet
{
    private const string ByName = "Name";
    private const string ById = "Id";

    /// <summary>Names (wildcards are allowed) or ids. All flows when left out.</summary>
    [Parameter(
        Position = 0, ParameterSetName = ByName, ValueFromPipeline = true,
        HelpMessage = "Specifies flows by name (wildcards allowed) or ID.")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(FlowNameCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>Ids of flows.</summary>
    /// <remarks>Named FlowId, since the engine looks for that first: an execution has an Id too, which is not its flow's.</remarks>
    [Parameter(Mandatory = true, ParameterSetName = ById, ValueFromPipelineByPropertyName = true, HelpMessage = "Specifies flows by ID.")]
    [Alias("Id")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(FlowIdCompleter))]
    public string[] FlowId { get; set; } = [];

    /// <summary>Flow types, such as <c>workflow</c> or <c>inboundcall</c>.</summary>
    [Parameter(ParameterSetName = ByName, HelpMessage = "Returns only flows of these types, such as workflow.")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(FlowTypeCompleter))]
    public string[] Type { get; set; } = [];

    /// <summary>Divisions, by name (wildcards are allowed) or id.</summary>
    [Parameter(ParameterSetName = ByName, HelpMessage = "Returns only flows in these divisions, by name (wildcards allowed) or ID.")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(DivisionCompleter))]
    public string[] Division { get; set; } = [];

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (ParameterSetName == ById)
            WriteById(FlowId);
        else if (Name.Length > 0 && Array.TrueForAll(Name, name => Guid.TryParse(name, out _)))
            WriteById(Name);
        else
            WriteByName();
    }

    private void WriteById(string[] ids)
    {
        if (!TryAwait(LookUpAsync(ids), ids is [string one] ? one : ids, out _))
            return;
        foreach (string id in ids)
        {
            if (TryAwait(Client.FlowCache.FindAsync(Client.Architect, id, StopToken), id, out Flow? flow))
                WriteObject(flow);
        }
    }

    // One request for many ids; what it does not find is asked for by itself, which says why.
    private async Task<bool> LookUpAsync(string[] ids)
    {
        await Client.FlowCache.LookUpAsync(Client.Architect, ids, StopToken).ConfigureAwait(false);
        return true;
    }

    private void WriteByName()
    {
        // Names are compared here: how the service's own filter does it is not documented.
        List<Flow> flows = Await(Client.Architect.ListFlowsAsync(new FlowQuery { Types = Type }, StopToken));
        string ofType = Type.Length == 0 ? "" : $" of type {string.Join(" or ", Type)}";
        WriteVerbose($"{Quantity.Format(flows.Count, "flow")}{ofType}.");
        if (Division.Length > 0)
            flows = InDivisions(flows, ofType);
        flows.Sort((left, right) => StringComparer.CurrentCultureIgnoreCase.Compare(left.Name, right.Name));
        if (Name.Length == 0)
        {
            WriteObject(flows, enumerateCollection: true);
            return;
        }

        foreach (string name in Name)
        {
            Predicate<string> isMatch = NamePattern.Matching(name);
            List<Flow> matching = flows.FindAll(flow => isMatch(flow.Name));
            // No flow of exactly that name: white space around it and the form of its accents do not count then.
            if (matching.Count == 0)
                matching = flows.FindAll(flow => NameSuggestions.AreAlike(flow.Name, name));
            if (matching.Count == 0 && !NamePattern.IsPattern(name))
            {
                WriteError(Errors.TryDescribe(
                    new FlowNotFoundException(name, NameSuggestions.Nearest(name, flows.Select(flow => flow.Name))), name)!);
            }

            WriteObject(matching, enumerateCollection: true);
        }
    }

    private List<Flow> InDivisions(List<Flow> flows, string ofType)
    {
        HashSet<Flow> found = [];
        foreach (string division in Division)
        {
            Predicate<string> isMatch = NamePattern.Matching(division);
            List<Flow> there = flows.FindAll(
                flow => division.Equals(flow.Division?.Id, StringComparison.OrdinalIgnoreCase) || isMatch(flow.Division?.Name ?? ""));
            if (there.Count == 0 && !NamePattern.IsPattern(division))
            {
                // A name that is misspelt would otherwise look like a division without flows.
                IReadOnlyList<string> near = NameSuggestions.Nearest(division, flows.Select(flow => flow.Division?.Name).OfType<string>());
                WriteWarning($"The OAuth client can't see any flow{ofType} in a division '{division}'{NameSuggestions.Ask(near)}");
            }

            found.UnionWith(there);
        }

        return flows.FindAll(found.Contains);
    }
}
