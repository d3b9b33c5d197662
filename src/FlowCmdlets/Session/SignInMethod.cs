namespace FlowCmdlets.Session;

/// <summary>How a session was signed in.</summary>
public enum SignInMethod
{
    /// <summary>With the ID and secret of an OAuth client. The session acts as that client.</summary>
    ClientCredentials,

    /// <summary>With a browser. The session acts as the user who signed in.</summary>
    AuthorizationCode,

    /// <summary>With an access token that another program obtained.</summary>
    AccessToken,
}
