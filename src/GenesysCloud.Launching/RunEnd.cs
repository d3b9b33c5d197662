using GenesysCloud.Launching.Journal.Storage;

namespace GenesysCloud.Launching;

/// <summary>Why a run was ended before all its rows were sent.</summary>
public enum RunEndReason
{
    /// <summary>Sign-in is lost for good: 401 that a renewed token does not cure, or no token to be had.</summary>
    SignInLost,

    /// <summary>403 on a launch where all rows are for one flow: every other row would be refused too.</summary>
    NotPermitted,

    /// <summary>
    /// A launch was met by a response that is not Genesys Cloud's; whatever gave it stands in the way of every other row too.
    /// </summary>
    ResponseNotFromGenesysCloud,

    /// <summary>Row after row could not be sent: the service, or its login host, cannot be reached.</summary>
    ServiceUnreachable,

    /// <summary>The rate limit asks for a longer wait than allowed.</summary>
    RateLimited,

    /// <summary>The journal cannot be written, so nothing more may be sent.</summary>
    JournalUnwritable,

    /// <summary>
    /// The journal was removed, replaced, or cut while the run used it. The run must not be repeated before it is restored.
    /// </summary>
    JournalLost,

    /// <summary>The journal cannot be used: its disk is too slow to write an intent before each send.</summary>
    JournalUnusable,

    /// <summary>As many rows failed as the caller allows.</summary>
    TooManyFailures,

    /// <summary>
    /// Something outside the run ended its pipeline: Ctrl+C, a command downstream, or <c>-ErrorAction Stop</c>. Only summaries say so.
    /// </summary>
    Stopped,
}

/// <summary>Why and where a run ended early.</summary>
/// <param name="Reason">Why.</param>
/// <param name="RowNumber">The row whose outcome ended it.</param>
/// <param name="Cause">What that row met.</param>
public sealed record RunEnd(RunEndReason Reason, long RowNumber, Exception? Cause)
{
    /// <summary>The end of a run whose journal fails it.</summary>
    internal static RunEnd Of(long rowNumber, Exception? journal) => new(
        journal switch
        {
            JournalLostException => RunEndReason.JournalLost,
            JournalSlowException => RunEndReason.JournalUnusable,
            _ => RunEndReason.JournalUnwritable,
        },
        rowNumber,
        journal);

    /// <inheritdoc />
    public override string ToString() => $"{Reason} at row {RowNumber}";
}
