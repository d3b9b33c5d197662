using GenesysCloud.Architect;
using GenesysCloud.Launching.Executions;
using GenesysCloud.Launching.Journal;

namespace FlowCmdlets.Journals;

/// <summary>A row as a journal knows it. Its <see cref="Id"/> binds to the cmdlets that take executions.</summary>
public sealed class FlowJournalRow
{
    internal FlowJournalRow(JournalEntry entry, string? keyColumn)
    {
        KeyColumn = keyColumn;
        Key = entry.Key;
        Row = entry.Row;
        Outcome = entry.State switch
        {
            JournalState.Launched or JournalState.Finished => OutcomeNames.Launched,
            JournalState.Refused or JournalState.Rejected => OutcomeNames.Refused,
            JournalState.NotSent => OutcomeNames.NotSent,
            _ => OutcomeNames.Unknown,
        };
        Id = entry.ExecutionId;
        Name = entry.Attempts == 0 ? null : entry.Name;
        FlowVersion = entry.FlowVersion;
        Status = entry.Status;
        DateSent = entry.Attempts == 0 ? null : entry.SentAt.LocalDateTime;
        DateCompleted = entry.DateCompleted?.LocalDateTime;
        Attempts = entry.Attempts;
        Reason = entry.State == JournalState.Rejected ? ReasonOf(entry.Reason!, entry.Columns)
            : entry.HttpStatus is { } http ? $"{http} {entry.Reason}".TrimEnd()
            : entry.Status is { } status ? ReasonOf(status, entry.Detail)
            : entry.Reason;
    }

    internal FlowJournalRow(JournalRejection rejected, string? keyColumn)
    {
        KeyColumn = keyColumn;
        Row = rejected.Row;
        Outcome = OutcomeNames.Refused;
        Reason = ReasonOf(rejected.Reason, rejected.Columns);
    }

    /// <summary>The column that <see cref="Key"/> comes from; null where rows are known by a hash of their inputs.</summary>
    public string? KeyColumn { get; }

    /// <summary>What the row is known by; null if it was refused before it was sent, and nothing identifies it.</summary>
    public string? Key { get; }

    /// <summary>Its place in the input of the run that sent or refused it last.</summary>
    public int Row { get; }

    /// <summary><c>Launched</c>, <c>Refused</c>, <c>NotSent</c> or <c>Unknown</c> (it may be running).</summary>
    public string Outcome { get; }

    /// <summary>The execution's id, once launched.</summary>
    public string? Id { get; }

    /// <summary>The execution's name, by which it can be found on the platform; null if nothing was sent.</summary>
    public string? Name { get; }

    /// <summary>The version that was launched.</summary>
    public string? FlowVersion { get; }

    /// <summary>How the execution ended, where that has been seen.</summary>
    public string? Status { get; }

    /// <summary>When it was sent last, local time; null if it never was.</summary>
    public DateTime? DateSent { get; }

    /// <summary>When it ended, local time.</summary>
    public DateTime? DateCompleted { get; }

    /// <summary>
    /// How often it was launched or tried to be; more than once only after it was certain that nothing ran, or on demand.
    /// </summary>
    public int Attempts { get; }

    /// <summary>
    /// Why it was refused or not sent, or why its outcome is unknown. Of a row that was refused before it was sent: the id of its error and
    /// the columns at fault. Of an execution that didn't complete: its error, or the reason that the flow gave; null if the journal has
    /// none.
    /// </summary>
    public string? Reason { get; }

    private static string? ReasonOf(string status, EndDetail? detail) => status == FlowExecutionStatus.Completed
        ? null
        : FlowExecutionError.Of(detail)?.ToString() ?? detail?.Reason;

    private static string ReasonOf(string reason, JournalColumns columns) => columns.Json is null ? reason : $"{reason}: {columns}";
}
