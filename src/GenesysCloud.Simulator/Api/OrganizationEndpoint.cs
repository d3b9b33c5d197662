using System.Text.Json;
using GenesysCloud.Simulator.Configuration;
using GenesysCloud.Simulator.Http;

namespace GenesysCloud.Simulator.Api;

/// <summary><c>/api/v2/organizations/me</c> and <c>/api/v2/organizations/limits/namespaces/{namespace}</c>.</summary>
internal static class OrganizationEndpoint
{
    private const string PlatformApi = "platform.api";

    public static void Me(CloudState cloud, RequestContext context)
    {
        Utf8JsonWriter json = context.StartResponse(200);
        json.WriteStartObject();
        json.WriteString("id"u8, cloud.Organization.Id);
        json.WriteString("name"u8, cloud.Organization.Name);
        json.WriteString("defaultLanguage"u8, "en-US"u8);
        json.WriteString("defaultCountryCode"u8, "US"u8);
        json.WriteString("domain"u8, "simulated"u8);
        json.WriteNumber("version"u8, 1);
        json.WriteString("state"u8, "active"u8);
        json.WriteString("productPlatform"u8, "PureCloud"u8);
        json.WriteString("selfUri"u8, $"/api/v2/organizations/{cloud.Organization.Id}");
        json.WriteEndObject();
    }

    /// <summary>The limits in effect; no permission is needed. Only the namespace of the Platform API exists.</summary>
    public static void Limits(CloudState cloud, RequestContext context, string limitNamespace)
    {
        if (limitNamespace != PlatformApi)
        {
            context.WriteError(404);
            return;
        }

        SimulatorSettings settings = cloud.Settings;
        Utf8JsonWriter json = context.StartResponse(200);
        json.WriteStartObject();
        json.WriteStartArray("entities"u8);
        // A limit that does not apply is not listed.
        if (settings.RateLimit is { } limit)
            WriteLimit(json, "client.credentials.token.rate.per.minute", (long)(limit / settings.RateLimitWindow.TotalMinutes));
        WriteLimit(json, "org.app.user.rate.per.minute", 3000);
        WriteLimit(json, "request.bytes.max", settings.MaxRequestBytes);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteLimit(Utf8JsonWriter json, string key, long value)
    {
        json.WriteStartObject();
        json.WriteString("key"u8, key);
        json.WriteString("namespace"u8, PlatformApi);
        json.WriteNumber("value"u8, value);
        json.WriteEndObject();
    }
}
