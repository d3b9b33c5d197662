using System.Globalization;
using GenesysCloud.Http;
using GenesysCloud.Launching;
using GenesysCloud.Launching.Journal;
using GenesysCloud.RateLimiting;

namespace FlowCmdlets.Pipeline;

/// <summary>The words for what a client does. Never a header, a body or a secret: the events hold none.</summary>
internal static class ClientEventText
{
    public static string Of(ClientEvent clientEvent) => clientEvent switch
    {
        RequestSent sent => Of(sent),
        RetryScheduled retry => $"{retry.Resource}: {retry.Reason}; attempt {retry.Attempt} in {Seconds(retry.Delay)}.",
        RateLimitWaiting wait => $"{wait.Resource} waits until {wait.Until.LocalDateTime:HH:mm:ss}: {Of(wait.Reason)}.",
        SignedIn signedIn => $"{(signedIn.Renewed ? "Token renewed" : "Signed in")}{(signedIn.ExpiresAt is { } end ? $"; the token ends at {end.LocalDateTime:yyyy-MM-dd HH:mm:ss}" : "")}.",
        JournalResumed journal => Of(journal),
        ReconciliationStarted { RowsOfThisRun: 0 } => "Looking for rows of an earlier run that got no answer among the flow's executions.",
        ReconciliationStarted { RowsOfThisRun: var rows } =>
            $"No answer came for {rows} {(rows == 1 ? "row" : "rows")}; looking for them among the flow's executions.",
        ReconciliationEnded { Result: var result } =>
            $"Of the rows without an answer, {result.Launched} were found launched and {result.Absent} found never to have been; " +
            $"{result.InDoubt} are still in doubt.",
        _ => clientEvent.GetType().Name,
    };

    /// <summary>Method, path, status, attempt, milliseconds, correlation id, budget left.</summary>
    public static string Of(RequestSent sent) => string.Create(
        CultureInfo.InvariantCulture,
        $"{sent.Method} {sent.Path} {(sent.Failure is null ? sent.Status.ToString(CultureInfo.InvariantCulture) : sent.Failure)} attempt={sent.Attempt} {sent.Elapsed.TotalMilliseconds:0} ms correlation={sent.CorrelationId ?? "-"} budget={sent.BudgetLeft?.ToString(CultureInfo.InvariantCulture) ?? "-"}");

    private static string Of(JournalResumed journal)
    {
        JournalSummary rows = journal.Rows;
        return $"The journal '{journal.Path}' knows {rows.Rows} {(rows.Rows == 1 ? "row" : "rows")}: " +
            $"{rows.Launched + rows.Finished.Values.Sum()} launched, {rows.Refused} refused, {rows.NotSent} not sent, " +
            $"{rows.Unknown + rows.InDoubt} in doubt.";
    }

    private static string Of(RateLimitWaitReason reason) => reason switch
    {
        RateLimitWaitReason.Budget => "the requests of this window are spent",
        RateLimitWaitReason.Resource => "Genesys Cloud has refused this call for a while",
        _ => "as many requests as -MaxRequestsPerMinute allows have been sent",
    };

    private static string Seconds(TimeSpan span) => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.#} s");
}
