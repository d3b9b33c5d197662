using System.ComponentModel;
using GenesysCloud.Architect;

namespace FlowCmdlets.Journals;

/// <summary>What the views of journals show; called by the format file, public for no other reason.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class JournalFormat
{
    /// <summary>How the execution ended, where that has been seen; else what became of the launch.</summary>
    public static string Status(FlowJournalRow row) => row.Status ?? row.Outcome switch
    {
        nameof(LaunchOutcome.Launched) => "launched",
        nameof(LaunchOutcome.NotSent) => "not sent",
        nameof(LaunchOutcome.Refused) => "refused",
        _ => "unknown",
    };

    /// <summary>The execution's id; for what was not launched, why.</summary>
    public static string IdOrReason(FlowJournalRow row) => row.Id ?? row.Reason ?? "";
}
