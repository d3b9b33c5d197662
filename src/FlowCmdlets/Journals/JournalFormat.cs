using System.ComponentModel;
using System.Management.Automation;
using GenesysCloud.Launching.Executions;

namespace FlowCmdlets.Journals;

/// <summary>What the views of journals show; called by the format file, public for no other reason.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class JournalFormat
{
    /// <summary>How the execution ended, where that has been seen; else what became of the launch.</summary>
    public static string Status(FlowJournalRow row) => Status(row.Status, row.Outcome);

    /// <summary>The same for a row that <c>Receive-Job</c> or <c>Import-Clixml</c> returned.</summary>
    public static string Status(PSObject deserialized) =>
        Status(Text(deserialized, nameof(FlowJournalRow.Status)), Text(deserialized, nameof(FlowJournalRow.Outcome)));

    /// <summary>The execution's id; for what was not launched, why.</summary>
    public static string IdOrReason(FlowJournalRow row) => row.Id ?? row.Reason ?? "";

    /// <summary>The same for a row that <c>Receive-Job</c> or <c>Import-Clixml</c> returned.</summary>
    public static string IdOrReason(PSObject deserialized) =>
        Text(deserialized, nameof(FlowJournalRow.Id)) ?? Text(deserialized, nameof(FlowJournalRow.Reason)) ?? "";

    private static string Status(string? status, string? outcome) => status ?? OutcomeNames.Describe(outcome ?? OutcomeNames.Unknown);

    private static string? Text(PSObject deserialized, string property) => deserialized.Properties[property]?.Value?.ToString();
}
