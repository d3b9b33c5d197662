using GenesysCloud.Simulator.Configuration;
using GenesysCloud.Simulator.Flows;
using GenesysCloud.Simulator.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace GenesysCloud.Simulator.Api;

/// <summary>Filters and sorts a list of flows as its query asks.</summary>
internal static class FlowFilter
{
    private static readonly Dictionary<string, Func<SimulatedFlow, string?>> s_keys = new(StringComparer.OrdinalIgnoreCase)
    {
        ["id"] = flow => flow.Id,
        ["name"] = flow => flow.Name,
        ["type"] = flow => flow.Type,
        ["description"] = flow => flow.Description,
    };

    public static IEnumerable<string> SortKeys => s_keys.Keys;

    public static Func<SimulatedFlow, bool> From(IQueryCollection query, NameFilter filter)
    {
        string[] types = GetValues(query["type"]);
        string[] divisions = GetValues(query["divisionId"]);
        bool deleted = FlowEndpoints.IsTrue(query["deleted"]);
        return flow => (deleted || !flow.Deleted)
            && Among(types, flow.Type)
            && Among(divisions, flow.Division.Id)
            && Matches(query["name"], filter, flow.Name)
            && Matches(query["description"], filter, flow.Description)
            && (Matches(query["nameOrDescription"], filter, flow.Name) || Matches(query["nameOrDescription"], filter, flow.Description));
    }

    /// <summary>The flows in the requested order; null if the order is invalid.</summary>
    public static IReadOnlyList<SimulatedFlow>? Sort(IEnumerable<SimulatedFlow> flows, IQueryCollection query)
    {
        string by = query["sortBy"] is [{ } name, ..] ? name : "id";
        if (!s_keys.TryGetValue(by, out Func<SimulatedFlow, string?>? key))
            return null;
        return (query["sortOrder"] is [{ } order, ..] ? order : "asc").ToLowerInvariant() switch
        {
            "asc" or "ascending" => [.. flows.OrderBy(key, StringComparer.OrdinalIgnoreCase)],
            "desc" or "descending" => [.. flows.OrderByDescending(key, StringComparer.OrdinalIgnoreCase)],
            _ => null,
        };
    }

    /// <summary>The values of a repeated parameter; the JavaScript SDK sends them as one, separated by commas.</summary>
    public static string[] GetValues(StringValues values) =>
        [.. values.SelectMany(value => value!.Split(',', StringSplitOptions.RemoveEmptyEntries))];

    private static bool Among(string[] wanted, string value) =>
        wanted.Length == 0 || wanted.Contains(value, StringComparer.OrdinalIgnoreCase);

    private static bool Matches(StringValues wanted, NameFilter filter, string? text)
    {
        if (wanted is not [{ Length: > 0 } pattern, ..])
            return true;
        return text is not null && filter switch
        {
            NameFilter.Exact => text.Equals(pattern, StringComparison.OrdinalIgnoreCase),
            NameFilter.Contains => text.Contains(pattern, StringComparison.OrdinalIgnoreCase),
            _ => RequestPattern.Wildcard(pattern, text),
        };
    }
}
