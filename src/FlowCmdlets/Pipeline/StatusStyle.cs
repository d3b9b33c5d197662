using GenesysCloud.Architect;
using GenesysCloud.Launching.Executions;

namespace FlowCmdlets.Pipeline;

/// <summary>How a status stands out in a view. The color repeats what the text says; the host decides whether there are colors.</summary>
internal static class StatusStyle
{
    /// <summary>The property of <c>$PSStyle.Formatting</c> that has the color; null for none.</summary>
    /// <param name="status">The status of the execution; null if none is known.</param>
    /// <param name="outcome">What became of the launch.</param>
    public static string? Of(string? status, string outcome) => status switch
    {
        null => outcome switch
        {
            OutcomeNames.Launched or OutcomeNames.AlreadyLaunched => null,
            OutcomeNames.Refused => "Error",
            _ => "Warning",
        },
        FlowExecutionStatus.Completed => "FormatAccent",
        FlowExecutionStatus.Running => null,
        FlowExecutionStatus.Unknown => "Warning",
        _ => "Error",
    };
}
