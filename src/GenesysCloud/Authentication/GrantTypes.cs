namespace GenesysCloud.Authentication;

/// <summary>The grants that tokens are requested with, as OAuth names them.</summary>
internal static class GrantTypes
{
    public const string ClientCredentials = "client_credentials";
    public const string AuthorizationCode = "authorization_code";
    public const string RefreshToken = "refresh_token";
}
