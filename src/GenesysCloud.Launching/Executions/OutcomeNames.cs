namespace GenesysCloud.Launching.Executions;

/// <summary>
/// The values of <see cref="FlowExecution.Outcome"/>. Scripts compare with them; docs/errors-and-outcomes.md describes them.
/// </summary>
internal static class OutcomeNames
{
    /// <summary>The execution exists.</summary>
    public const string Launched = "Launched";

    /// <summary>The execution exists; an earlier run with the same journal launched it.</summary>
    public const string AlreadyLaunched = "AlreadyLaunched";

    /// <summary>A check of the row, or Genesys Cloud, refused it.</summary>
    public const string Refused = "Refused";

    /// <summary>It was not to be launched: <c>-WhatIf</c>, or "no" to <c>-Confirm</c>.</summary>
    public const string Skipped = "Skipped";

    /// <summary>It was certainly not launched, for no fault of its own.</summary>
    public const string NotSent = "NotSent";

    /// <summary>It may have been launched, and may be running.</summary>
    public const string Unknown = "Unknown";

    /// <summary>An outcome in the words of the views.</summary>
    public static string Describe(string outcome) => outcome switch
    {
        Launched or AlreadyLaunched => "launched",
        Refused => "refused",
        Skipped => "skipped",
        NotSent => "not sent",
        _ => "unknown",
    };
}
