namespace GenesysCloud.Http;

/// <summary>The error codes of Genesys Cloud that the client treats differently from others of the same status.</summary>
internal static class ErrorCodes
{
    /// <summary>400: the request's body did not arrive whole, so nothing was carried out.</summary>
    public const string ClientFailedRequest = "client.failed.request";

    /// <summary>401: the address that the request came from is not on the organization's allowlist; another token does not help.</summary>
    public const string IpNotAuthorized = "ip.not.authorized";

    /// <summary>410: the flow existed, and has been deleted.</summary>
    public const string FlowDeleted = "architect.flow.deleted";
}
