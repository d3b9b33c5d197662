using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace GenesysCloud.Simulator;

/// <summary>The reading calls under <c>/api/v2/flows</c>.</summary>
internal static class FlowEndpoints
{
    public static void List(CloudState cloud, Exchange exchange)
    {
        if (!exchange.Permits(Permission.FlowView)) return;
        var query = exchange.Http.Request.Query;
        // "If one or more IDs are specified, the search will … not use any additional supplied query parameters"
        var ids = FlowFilter.Several(query["id"]);
        if (ids.Length > 0)
        {
            WriteFlows(exchange, Reached(cloud, exchange, ids), Schemas(cloud, query));
            return;
        }
        if (FlowFilter.Several(query["type"]).FirstOrDefault(type => !FlowTypes.All.Contains(type)) is { } type)
        {
            exchange.Refuse(400, "invalid.value", $"Value [{type}] is not valid for field type [type]. Allowable values are: {string.Join(", ", FlowTypes.All)}");
            return;
        }
        var matches = FlowFilter.From(query, cloud.Settings.NameFilter);
        if (FlowFilter.Sort(Reached(cloud, exchange).Where(matches), query) is { } sorted)
            WriteFlows(exchange, sorted, Schemas(cloud, query));
        else
            exchange.RefuseField("sortBy", $"Flows are sorted by {string.Join(", ", FlowFilter.SortKeys)}, asc or desc.");
    }

    public static void Lookup(CloudState cloud, Exchange exchange)
    {
        if (!exchange.Permits(Permission.FlowView)) return;
        var ids = FlowFilter.Several(exchange.Http.Request.Query["id"]);
        if (ids.Length == 0) exchange.Refuse(400, "architect.query.parameter.missing", "A required query parameter is missing or empty.");
        else WriteFlows(exchange, Reached(cloud, exchange, ids), contracts: null);
    }

    public static void Get(CloudState cloud, Exchange exchange, string id)
    {
        if (Find(cloud, exchange, id) is { } flow) FlowJson.WriteFlow(exchange.Answering(200), flow, cloud.Contracts);
    }

    public static void Versions(CloudState cloud, Exchange exchange, string id)
    {
        if (Find(cloud, exchange, id) is { } flow)
            Paging.Write(exchange, flow.Versions, (json, version) => FlowJson.WriteListedVersion(json, flow, version, contracts: null));
    }

    public static void Version(CloudState cloud, Exchange exchange, string id, string versionId)
    {
        if (Find(cloud, exchange, id) is not { } flow) return;
        if (flow.Version(versionId) is { } version) FlowJson.WriteListedVersion(exchange.Answering(200), flow, version, cloud.Contracts);
        else exchange.Refuse(404, "architect.flow.version.missing", "Specified flow version is missing.");
    }

    private static SimulatedFlow? Find(CloudState cloud, Exchange exchange, string id)
    {
        if (!exchange.Permits(Permission.FlowView)) return null;
        var flow = cloud.Flows.Find(id);
        if (flow is null) exchange.Refuse(404, "architect.flow.not.found", "Could not find flow with specified ID.");
        else if (!exchange.Allows(flow.Division)) exchange.RefusePermission(Permission.FlowView);
        else if (flow.Deleted && !IsTrue(exchange.Http.Request.Query["deleted"])) exchange.Refuse(410);
        else return flow;
        return null;
    }

    private static IEnumerable<SimulatedFlow> Reached(CloudState cloud, Exchange exchange) => cloud.Flows.All.Where(flow => exchange.Allows(flow.Division));

    private static List<SimulatedFlow> Reached(CloudState cloud, Exchange exchange, string[] ids) =>
        [.. Reached(cloud, exchange).Where(flow => ids.Contains(flow.Id, StringComparer.OrdinalIgnoreCase))];

    private static FlowContracts? Schemas(CloudState cloud, IQueryCollection query) =>
        IsTrue(query["includeSchemas"]) ? cloud.Contracts : null;

    private static void WriteFlows(Exchange exchange, IReadOnlyList<SimulatedFlow> flows, FlowContracts? contracts) =>
        Paging.Write(exchange, flows, (json, flow) => FlowJson.WriteFlow(json, flow, contracts));

    internal static bool IsTrue(StringValues value) => value.ToString().Equals("true", StringComparison.OrdinalIgnoreCase);
}
