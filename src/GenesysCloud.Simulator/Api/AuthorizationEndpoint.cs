using System.Text.Json;
using GenesysCloud.Simulator.Http;
using GenesysCloud.Simulator.Identity;
using GenesysCloud.Simulator.Seeding;

namespace GenesysCloud.Simulator.Api;

/// <summary>
/// <c>/api/v2/authorization/subjects/me</c>: the grants of the token's client, in the form of recorded responses. A client has one role,
/// which is granted once for each of its divisions, or once for the division <c>*</c>, which stands for all.
/// </summary>
internal static class AuthorizationEndpoint
{
    private const string AllDivisions = "*";

    public static void Me(CloudState cloud, RequestContext context)
    {
        SimulatedClient client = context.Client!;
        bool full = !cloud.Settings.FullRolesOnRequest
            || context.Http.Request.Query["includeFullRoles"].ToString().Equals("true", StringComparison.OrdinalIgnoreCase);
        Utf8JsonWriter json = context.StartResponse(200);
        json.WriteStartObject();
        json.WriteString("id"u8, client.Id);
        json.WriteStartArray("grants"u8);
        foreach (SimulatedDivision? division in DivisionsOf(cloud, client))
        {
            json.WriteStartObject();
            json.WriteString("subjectId"u8, client.Id);
            WriteDivision(json, division);
            WriteRole(json, client, full);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("version"u8, 1);
        json.WriteString("selfUri"u8, $"/api/v2/authorization/subjects/{client.Id}");
        json.WriteEndObject();
    }

    /// <summary>The divisions of its grants; null stands for all.</summary>
    private static IEnumerable<SimulatedDivision?> DivisionsOf(CloudState cloud, SimulatedClient client)
    {
        if (client.Divisions is null)
            return [null];
        return cloud.Organization.Divisions.Where(client.CanAccess);
    }

    private static void WriteDivision(Utf8JsonWriter json, SimulatedDivision? division)
    {
        string id = division?.Id ?? AllDivisions;
        json.WriteStartObject("division"u8);
        json.WriteString("id"u8, id);
        if (division is not null)
        {
            json.WriteString("name"u8, division.Name);
            json.WriteString("description"u8, division.Name);
        }

        json.WriteBoolean("homeDivision"u8, division == SimulatedDivision.Home);
        json.WriteString("selfUri"u8, $"/api/v2/authorization/divisions/{id}");
        json.WriteEndObject();
    }

    private static void WriteRole(Utf8JsonWriter json, SimulatedClient client, bool full)
    {
        string id = SeededGuidGenerator.FromName($"role of {client.Id}");
        json.WriteStartObject("role"u8);
        json.WriteString("id"u8, id);
        json.WriteString("name"u8, client.Name);
        json.WriteString("description"u8, $"The role of the client {client.Name}");
        json.WriteStartArray("policies"u8);
        if (full)
            WritePolicies(json, client.Permissions);
        json.WriteEndArray();
        json.WriteBoolean("default"u8, false);
        json.WriteString("selfUri"u8, $"/api/v2/authorization/roles/{id}");
        json.WriteEndObject();
    }

    /// <summary>A policy for each domain and entity, with the actions of its permissions.</summary>
    private static void WritePolicies(Utf8JsonWriter json, IEnumerable<string> permissions)
    {
        IEnumerable<IGrouping<(string Domain, string Entity), string>> policies = permissions
            .Order(StringComparer.Ordinal)
            .Select(permission => permission.Split(':'))
            .Where(parts => parts.Length == 3)
            .GroupBy(parts => (Domain: parts[0], Entity: parts[1]), parts => parts[2]);
        foreach (IGrouping<(string Domain, string Entity), string> policy in policies)
        {
            json.WriteStartObject();
            json.WriteStartArray("actions"u8);
            foreach (string action in policy)
                json.WriteStringValue(action);
            json.WriteEndArray();
            json.WriteString("domain"u8, policy.Key.Domain);
            json.WriteString("entityName"u8, policy.Key.Entity);
            json.WriteEndObject();
        }
    }
}
