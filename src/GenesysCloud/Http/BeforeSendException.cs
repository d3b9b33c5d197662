namespace GenesysCloud.Http;

/// <summary>What a request was to do before it is sent has failed, so that it was not sent.</summary>
/// <param name="reason">Why; never null, and not shown by itself.</param>
internal sealed class BeforeSendException(Exception reason) : Exception("The request was not sent.", reason)
{
    /// <summary>Why.</summary>
    public Exception Reason { get; } = reason;
}
