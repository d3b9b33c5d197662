namespace FlowCmdlets.Pipeline;

/// <summary>Where region and credentials of a session come from, for people. None of it is a secret.</summary>
/// <param name="Region">The parameter, variable, or profile of the region; <see cref="Default"/> if none was specified.</param>
/// <param name="Credential">Those of the credentials; null if that is not known.</param>
internal sealed record ConnectionOrigin(string Region, string? Credential)
{
    /// <summary>What stands for a region that no one specified.</summary>
    public const string Default = "default";

    /// <summary>The environment variable that is set to nothing, and would have had the region; null if none is.</summary>
    public string? EmptyVariable { get; init; }
}
