namespace FlowCmdlets.Access;

/// <summary>What a check came to.</summary>
public enum AccessResult
{
    /// <summary>All is as it should be.</summary>
    Ok,

    /// <summary>It works with limits, which the check describes.</summary>
    Warning,

    /// <summary>It doesn't work.</summary>
    Failed,

    /// <summary>It was not tested; the check says why.</summary>
    NotTested,
}
