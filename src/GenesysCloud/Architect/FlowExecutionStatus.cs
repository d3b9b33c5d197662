namespace GenesysCloud.Architect;

/// <summary>The states of an execution, as the API names them.</summary>
/// <remarks>Text and not an enumeration, so that a state the platform adds is shown and not lost.</remarks>
public static class FlowExecutionStatus
{
#pragma warning disable CS1591 // The names are the API's own and say it all.
    public const string Unknown = "UNKNOWN";
    public const string Running = "RUNNING";
    public const string Error = "ERROR";
    public const string Terminated = "TERMINATED";
    public const string Completed = "COMPLETED";
    public const string Failed = "FAILED";
#pragma warning restore CS1591

    /// <summary>Whether an execution in this state has ended. Everything but <c>UNKNOWN</c> and <c>RUNNING</c> is an end.</summary>
    public static bool IsFinal(string? status) =>
        status is not null
        && !status.Equals(Unknown, StringComparison.OrdinalIgnoreCase)
        && !status.Equals(Running, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether an execution in this state has ended, and not completed.</summary>
    internal static bool IsFailure(string? status) => IsFinal(status) && status != Completed;
}
