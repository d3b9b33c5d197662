namespace GenesysCloud.Architect;

/// <summary>A limit that is in effect in an organization. Source: Limit.</summary>
internal sealed class OrganizationLimit
{
    /// <summary>The namespace of the Platform API's own limits.</summary>
    public const string PlatformApi = "platform.api";

    /// <summary>Requests in a minute, of each token that an OAuth client got by its credentials.</summary>
    public const string TokenRatePerMinute = "client.credentials.token.rate.per.minute";

    /// <summary>What is limited.</summary>
    public string Key { get; init => field = value ?? ""; } = "";

    /// <summary>How much is allowed; null where that is not reported.</summary>
    public double? Value { get; init; }
}
