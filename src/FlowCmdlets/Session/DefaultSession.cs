namespace FlowCmdlets.Session;

/// <summary>
/// The session that cmdlets use when none is named: one per runspace. A process-wide one would let a script in one runspace launch
/// with the sign-in of another.
/// </summary>
internal static class DefaultSession
{
    /// <summary>The session of the runspace that the calling thread runs; null when there is none.</summary>
    public static GenesysCloudSession? Current
    {
        get => RunspaceSessions.Current.Default;
        set => RunspaceSessions.Current.Default = value;
    }
}
