using GenesysCloud.Simulator.Flows;
using GenesysCloud.Simulator.Http;
using GenesysCloud.Simulator.Identity;
using GenesysCloud.Simulator.Schemas;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace GenesysCloud.Simulator.Api;

/// <summary>The read-only endpoints under <c>/api/v2/flows</c>.</summary>
internal static class FlowEndpoints
{
    public static void List(CloudState cloud, RequestContext context)
    {
        if (!context.TryAuthorize(Permission.FlowView))
            return;
        IQueryCollection query = context.Http.Request.Query;
        // "If one or more IDs are specified, the search will … not use any additional supplied query parameters"
        string[] ids = FlowFilter.GetValues(query["id"]);
        if (ids.Length > 0)
        {
            WriteFlows(context, Accessible(cloud, context, ids), Schemas(cloud, query));
            return;
        }

        if (FlowFilter.GetValues(query["type"]).FirstOrDefault(type => !FlowTypes.All.Contains(type)) is { } type)
        {
            string allowed = string.Join(", ", FlowTypes.All);
            context.WriteError(400, "invalid.value", $"Value [{type}] is not valid for field type [type]. Allowable values are: {allowed}");
            return;
        }

        Func<SimulatedFlow, bool> matches = FlowFilter.From(query, cloud.Settings.NameFilter);
        if (FlowFilter.Sort(Accessible(cloud, context).Where(matches), query) is { } sorted)
            WriteFlows(context, sorted, Schemas(cloud, query));
        else
            context.WriteFieldError("sortBy", $"Flows are sorted by {string.Join(", ", FlowFilter.SortKeys)}, asc or desc.");
    }

    public static void Lookup(CloudState cloud, RequestContext context)
    {
        if (!context.TryAuthorize(Permission.FlowView))
            return;
        string[] ids = FlowFilter.GetValues(context.Http.Request.Query["id"]);
        if (ids.Length == 0)
            context.WriteError(400, "architect.query.parameter.missing", "A required query parameter is missing or empty.");
        else
            WriteFlows(context, Accessible(cloud, context, ids), contracts: null);
    }

    public static void Get(CloudState cloud, RequestContext context, string id)
    {
        if (Find(cloud, context, id) is { } flow)
            FlowJson.WriteFlow(context.StartResponse(200), flow, cloud.Contracts);
    }

    public static void Versions(CloudState cloud, RequestContext context, string id)
    {
        if (Find(cloud, context, id) is { } flow)
            Paging.Write(context, flow.Versions, (json, version) => FlowJson.WriteListedVersion(json, flow, version, contracts: null));
    }

    public static void Version(CloudState cloud, RequestContext context, string id, string versionId)
    {
        if (Find(cloud, context, id) is not { } flow)
            return;
        if (flow.Version(versionId) is { } version)
            FlowJson.WriteListedVersion(context.StartResponse(200), flow, version, cloud.Contracts);
        else
            context.WriteError(404, "architect.flow.version.missing", "Specified flow version is missing.");
    }

    private static SimulatedFlow? Find(CloudState cloud, RequestContext context, string id)
    {
        if (!context.TryAuthorize(Permission.FlowView))
            return null;
        SimulatedFlow? flow = cloud.Flows.Find(id);
        if (flow is null)
            context.WriteError(404, "architect.flow.not.found", "Could not find flow with specified ID.");
        else if (!context.CanAccess(flow.Division))
            context.WritePermissionError(Permission.FlowView);
        else if (flow.Deleted && !IsTrue(context.Http.Request.Query["deleted"]))
            context.WriteError(410);
        else
            return flow;
        return null;
    }

    private static IEnumerable<SimulatedFlow> Accessible(CloudState cloud, RequestContext context) =>
        cloud.Flows.All.Where(flow => context.CanAccess(flow.Division));

    private static List<SimulatedFlow> Accessible(CloudState cloud, RequestContext context, string[] ids) =>
        [.. Accessible(cloud, context).Where(flow => ids.Contains(flow.Id, StringComparer.OrdinalIgnoreCase))];

    private static FlowContracts? Schemas(CloudState cloud, IQueryCollection query) =>
        IsTrue(query["includeSchemas"]) ? cloud.Contracts : null;

    private static void WriteFlows(RequestContext context, IReadOnlyList<SimulatedFlow> flows, FlowContracts? contracts) =>
        Paging.Write(context, flows, (json, flow) => FlowJson.WriteFlow(json, flow, contracts));

    internal static bool IsTrue(StringValues value) => value.ToString().Equals("true", StringComparison.OrdinalIgnoreCase);
}
