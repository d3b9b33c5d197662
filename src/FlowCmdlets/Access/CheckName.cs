namespace FlowCmdlets.Access;

/// <summary>The names of the checks; those of permissions are the names of their cmdlets.</summary>
internal static class CheckName
{
    public const string SignIn = "Sign-in";
    public const string Region = "Region";
    public const string Clock = "Clock";
    public const string Proxy = "Proxy";
    public const string Permissions = "Permissions";
    public const string Divisions = "Divisions";
    public const string Schemas = "Schemas";
    public const string ExecutionData = "Execution data";
    public const string RateLimit = "Rate limit";
    public const string RateLimitHeaders = "Rate-limit headers";
    public const string Flow = "Flow";
}
