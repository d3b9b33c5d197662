using System.ComponentModel;
using GenesysCloud.Launching.Executions;

namespace FlowCmdlets.Journals;

/// <summary>What the views of journals show; called by the format file, public for no other reason.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class JournalFormat
{
    /// <summary>How the execution ended, where that has been seen; else what became of the launch.</summary>
    public static string Status(FlowJournalRow row) => row.Status ?? OutcomeNames.Describe(row.Outcome);

    /// <summary>The execution's id; for what was not launched, why.</summary>
    public static string IdOrReason(FlowJournalRow row) => row.Id ?? row.Reason ?? "";
}
