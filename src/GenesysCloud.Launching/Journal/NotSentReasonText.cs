namespace GenesysCloud.Launching.Journal;

/// <summary>Why a row was certainly not launched, as the journal writes it. The words are part of its format.</summary>
internal static class NotSentReasonText
{
    /// <summary>No connection came about.</summary>
    public const string Connect = "connect";

    /// <summary>There was no token to send it with.</summary>
    public const string SignIn = "signIn";

    /// <summary>The request did nothing and is announced anew, to be sent again.</summary>
    public const string Again = "again";

    /// <summary>The run was stopped between intent and send.</summary>
    public const string Abandoned = "abandoned";

    /// <summary>It was looked for, and proven not to be there.</summary>
    public const string Absent = "absent";
}
