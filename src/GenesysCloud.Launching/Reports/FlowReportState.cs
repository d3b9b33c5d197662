namespace GenesysCloud.Launching.Reports;

/// <summary>What became of a row, as a report counts it: every row has one.</summary>
internal enum FlowReportState : byte
{
    /// <summary>Launched, and the execution completed.</summary>
    Completed,

    /// <summary>Launched, and the execution ended otherwise.</summary>
    Failed,

    /// <summary>Launched; how the execution ended isn't recorded.</summary>
    Launched,

    /// <summary>Refused, by the check on the computer that ran it or by Genesys Cloud; nothing was executed.</summary>
    Refused,

    /// <summary>Certainly not launched, for no fault of the row.</summary>
    NotSent,

    /// <summary>Perhaps launched: no conclusive response was received.</summary>
    Unknown,
}
