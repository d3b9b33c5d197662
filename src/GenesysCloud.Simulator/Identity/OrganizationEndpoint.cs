namespace GenesysCloud.Simulator;

/// <summary><c>/api/v2/organizations/me</c>.</summary>
internal static class OrganizationEndpoint
{
    public static void Me(CloudState cloud, Exchange exchange)
    {
        var json = exchange.Answering(200);
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
}
