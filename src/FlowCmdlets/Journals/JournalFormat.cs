using System.ComponentModel;
using System.Management.Automation;
using FlowCmdlets.Pipeline;
using GenesysCloud.Launching.Executions;

namespace FlowCmdlets.Journals;

/// <summary>What the rows of journals show, and the times of journals; read by the types file, public for no other reason.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class JournalFormat
{
    /// <summary>When a row was sent last.</summary>
    public static object? DateSent(PSObject row) => Timestamp.Of((row.BaseObject as FlowJournalRow)?.DateSent);

    /// <summary>When the execution of a row ended.</summary>
    public static object? DateCompleted(PSObject row) => Timestamp.Of((row.BaseObject as FlowJournalRow)?.DateCompleted);

    /// <summary>When a journal was begun.</summary>
    public static object? Created(PSObject summary) => Timestamp.Of((summary.BaseObject as FlowJournalSummary)?.Created);

    /// <summary>What the views show of a row.</summary>
    /// <param name="shown">A row, or what <c>Receive-Job</c> or <c>Import-Clixml</c> made of one.</param>
    public static object View(PSObject shown)
    {
        string? Text(string property) => shown.Properties[property]?.Value?.ToString();
        string? status = Text(nameof(FlowJournalRow.Status));
        string outcome = Text(nameof(FlowJournalRow.Outcome)) ?? OutcomeNames.Unknown;

        PSObject view = ViewText.Of(shown.Properties);
        string? number = Text(nameof(FlowJournalRow.Row));
        ViewText.Set(view, "KeyOrNumber", Text(nameof(FlowJournalRow.KeyColumn)) is not { Length: > 0 } ? number
            : Text(nameof(FlowJournalRow.Key)) is { Length: > 0 } key ? key
            : $"(row {number})");
        ViewText.Set(view, "State", status ?? OutcomeNames.Describe(outcome));
        ViewText.Set(view, "Style", StatusStyle.Of(status, outcome));
        ViewText.Set(view, "IdOrReason", Text(nameof(FlowJournalRow.Id)) ?? Text(nameof(FlowJournalRow.Reason)));
        return view;
    }
}
