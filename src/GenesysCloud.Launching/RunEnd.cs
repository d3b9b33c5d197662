namespace GenesysCloud.Launching;

/// <summary>Why a run was ended before all its rows were sent.</summary>
public enum RunEndReason
{
    /// <summary>Sign-in is lost for good: 401 that a renewed token does not cure, or no token to be had.</summary>
    SignInLost,

    /// <summary>403 on a launch where all rows are for one flow: every other row would be refused too.</summary>
    NotPermitted,

    /// <summary>Row after row could not be sent: the service, or its login host, cannot be reached.</summary>
    ServiceUnreachable,

    /// <summary>The rate limit asks for a longer wait than allowed.</summary>
    RateLimited,

    /// <summary>The journal cannot be written, so nothing more may be sent.</summary>
    JournalUnwritable,

    /// <summary>As many rows failed as the caller allows.</summary>
    TooManyFailures,
}

/// <summary>Why and where a run ended early.</summary>
/// <param name="Reason">Why.</param>
/// <param name="RowNumber">The row whose outcome ended it.</param>
/// <param name="Cause">What that row met.</param>
public sealed record RunEnd(RunEndReason Reason, long RowNumber, Exception? Cause)
{
    /// <inheritdoc />
    public override string ToString() => $"{Reason} at row {RowNumber}";
}
