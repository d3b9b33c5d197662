namespace GenesysCloud.Launching;

/// <summary>What to do with a row that the journal knows as launched.</summary>
public enum OnExisting
{
    /// <summary>It is not launched again.</summary>
    Skip,

    /// <summary>It is not launched again, and is an error.</summary>
    Fail,

    /// <summary>It is launched again if its execution ended otherwise than completed; else it is skipped.</summary>
    RelaunchFailed,
}
