using System.ComponentModel;
using System.Globalization;
using GenesysCloud;
using GenesysCloud.Architect;
using GenesysCloud.Launching;

namespace FlowCmdlets.Executions;

/// <summary>The columns of the table view of executions; called by the format file, public for no other reason.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ExecutionFormat
{
    /// <summary>The flow's name, or its id.</summary>
    public static string Flow(FlowExecution execution) => execution.FlowName ?? execution.FlowId ?? "";

    /// <summary>The API's status; for what was not launched, what became of it instead.</summary>
    public static string Status(FlowExecution execution) => execution.Status ?? execution.Outcome switch
    {
        nameof(LaunchOutcome.NotSent) => "not sent",
        nameof(LaunchOutcome.Refused) => "refused",
        _ => "unknown",
    };

    /// <summary>The duration in the unit that fits it.</summary>
    public static string Took(FlowExecution execution) => execution.Duration switch
    {
        null => "",
        { TotalSeconds: < 10 } brief => brief.TotalSeconds.ToString("0.0", CultureInfo.CurrentCulture) + " s",
        { TotalMinutes: < 2 } some => some.TotalSeconds.ToString("0", CultureInfo.CurrentCulture) + " s",
        { TotalHours: < 2 } many => many.TotalMinutes.ToString("0", CultureInfo.CurrentCulture) + " min",
        { } days => days.TotalHours.ToString("0", CultureInfo.CurrentCulture) + " h",
    };

    /// <summary>The error if there is one, else the outputs, else the reason of completion.</summary>
    public static string Result(FlowExecution execution) =>
        execution.Error?.ToString()
        ?? (execution.Output.Count > 0 ? execution.Output.ToString() : execution.CompletionReason ?? "");
}
