using GenesysCloud.Launching.Reports;

namespace FlowCmdlets.Reports;

/// <summary>How a page names the states of rows. The color repeats what the text says.</summary>
/// <param name="Name">The name.</param>
/// <param name="Style">The class of its color; empty for none.</param>
internal readonly record struct StateText(string Name, string Style)
{
    /// <summary>The name of a state.</summary>
    public static StateText Of(FlowReportState state) => state switch
    {
        FlowReportState.Completed => new("Completed", "good"),
        FlowReportState.Failed => new("Failed", "bad"),
        FlowReportState.Launched => new("Launched", ""),
        FlowReportState.Refused => new("Refused", "bad"),
        FlowReportState.NotSent => new("Not sent", "warn"),
        _ => new("Unknown", "warn"),
    };
}
