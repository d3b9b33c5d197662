namespace FlowCmdlets.Executions;

/// <summary>What happens to executions that are still running when the time is up.</summary>
public enum TimeoutAction
{
    /// <summary>They are returned as they are, and one error names them.</summary>
    Error,

    /// <summary>They are returned as they are.</summary>
    Continue,
}
