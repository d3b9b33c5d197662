namespace GenesysCloud.Launching.Journal;

/// <summary>What is known of a row's latest attempt, or that the latest run did not attempt it.</summary>
internal enum JournalState : byte
{
    /// <summary>Announced, its outcome not written: in flight, or in doubt if the run that announced it has ended.</summary>
    Intent,

    /// <summary>Launched; how it ended is not known yet.</summary>
    Launched,

    /// <summary>Refused by the platform; nothing ran.</summary>
    Refused,

    /// <summary>Certain never to have reached the platform.</summary>
    NotSent,

    /// <summary>Sent, the response lost: it may be running.</summary>
    Unknown,

    /// <summary>Launched, and it has ended.</summary>
    Finished,

    /// <summary>Rejected by the check before anything was announced; nothing was sent since.</summary>
    Rejected,
}
