namespace FlowCmdlets.History;

/// <summary>The log levels that can be set, from nothing to everything.</summary>
public enum LogLevelName
{
    /// <summary>For a flow: that of the organization. For the organization: that of Genesys Cloud, which is <see cref="Base"/>.</summary>
    Default,

    /// <summary>Nothing is recorded.</summary>
    Disabled,

    /// <summary>What ran, and errors.</summary>
    Base,

    /// <summary>More than <see cref="Base"/>.</summary>
    Notes,

    /// <summary>More than <see cref="Notes"/>, values included.</summary>
    VerboseNotes,

    /// <summary>Everything.</summary>
    All,
}
