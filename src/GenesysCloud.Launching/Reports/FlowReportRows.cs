using GenesysCloud.Architect;
using GenesysCloud.Launching.Journal;

namespace GenesysCloud.Launching.Reports;

/// <summary>Makes the rows of a report from a journal, and from the results where they know more.</summary>
/// <remarks>
/// Of the results, it takes what says how an execution ended. A message can repeat a cell, so of the error only its code is taken: a report
/// has no inputs that no one asked for.
/// </remarks>
internal static class FlowReportRows
{
    /// <summary>A row with a key.</summary>
    public static FlowReportRow Of(JournalEntry entry, JournalIdentity identity, ResultRow? result)
    {
        string? status = StatusOf(entry, result);
        FlowReportState state = StateOf(entry, status);
        return new FlowReportRow
        {
            Number = entry.Row,
            Key = identity.KeyColumn is null ? null : entry.Key,
            State = state,
            Reason = ReasonOf(entry, state, status, result),
            ExecutionId = entry.ExecutionId,
            Name = entry.Name.Length == 0 ? null : entry.Name,
            Sent = entry.Attempts == 0 ? null : entry.SentAt,
            Duration = DurationOf(entry, result),
            Attempts = entry.Attempts,
            Cells = result?.Cells ?? [],
        };
    }

    /// <summary>A row without a usable key.</summary>
    public static FlowReportRow Of(JournalRejection rejected, ResultRow? result) => new()
    {
        Number = rejected.Row,
        State = FlowReportState.Refused,
        Reason = WithColumns(rejected.Reason, rejected.Columns),
        Cells = result?.Cells ?? [],
    };

    // A run may have followed the execution without writing its end into the journal.
    private static string? StatusOf(JournalEntry entry, ResultRow? result) =>
        entry.Status ?? (FlowExecutionStatus.IsFinal(result?.Status) ? result?.Status : null);

    private static FlowReportState StateOf(JournalEntry entry, string? status) => entry.State switch
    {
        JournalState.Launched or JournalState.Finished => status switch
        {
            null => FlowReportState.Launched,
            _ when status.Equals(FlowExecutionStatus.Completed, StringComparison.OrdinalIgnoreCase) => FlowReportState.Completed,
            _ => FlowReportState.Failed,
        },
        JournalState.Refused or JournalState.Rejected => FlowReportState.Refused,
        JournalState.NotSent => FlowReportState.NotSent,
        _ => FlowReportState.Unknown,
    };

    private static string? ReasonOf(JournalEntry entry, FlowReportState state, string? status, ResultRow? result) => state switch
    {
        FlowReportState.Failed => Failed(
            status,
            result?.ErrorCode ?? result?.CompletionReason ?? entry.Detail?.ErrorCode ?? entry.Detail?.Reason ?? "no reason recorded"),
        FlowReportState.Refused when entry.HttpStatus is { } http => $"{http} {entry.Reason}".TrimEnd(),
        FlowReportState.Refused => WithColumns(entry.Reason ?? "", entry.Columns),
        FlowReportState.NotSent => NotSent(entry.Reason),
        FlowReportState.Unknown => entry.State == JournalState.Intent ? "No outcome was recorded" : entry.Reason,
        _ => null,
    };

    // What the state says already is not repeated.
    private static string Failed(string? status, string cause) =>
        FlowExecutionStatus.Failed.Equals(status, StringComparison.OrdinalIgnoreCase) ? cause : $"{status}: {cause}";

    private static string NotSent(string? word) => word switch
    {
        NotSentReasonText.Connect => "No connection could be made",
        NotSentReasonText.SignIn => "No token to send the request with",
        NotSentReasonText.Again => "The request had no effect, and was not retried",
        NotSentReasonText.Abandoned => "The run was stopped before the request was sent",
        NotSentReasonText.Absent => "No response was received, and the search proved that nothing was launched",
        null => "Not sent",
        _ => word,
    };

    private static string WithColumns(string reason, JournalColumns columns) => columns.Json is null ? reason : $"{reason}: {columns}";

    // The service's own times, where the results have them. Those of the journal can be off by a second or two.
    private static TimeSpan? DurationOf(JournalEntry entry, ResultRow? result)
    {
        TimeSpan? duration = result is { Launched: { } launched, Completed: { } completed } ? completed - launched
            : entry.ExecutionId is null ? null
            : entry.DateCompleted - entry.SentAt;
        return duration < TimeSpan.Zero ? TimeSpan.Zero : duration;
    }
}
