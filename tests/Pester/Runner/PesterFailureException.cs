namespace PesterTests.Runner;

/// <summary>A failure that happened in PowerShell, with the stack trace from there.</summary>
internal sealed class PesterFailureException(string message, string? stackTrace) : Exception(message)
{
    public override string? StackTrace => stackTrace;
}
