using System.Globalization;
using GenesysCloud.Http;
using GenesysCloud.Launching;
using GenesysCloud.Launching.Journal;
using GenesysCloud.Launching.Tracking;
using GenesysCloud.RateLimiting;
using GenesysCloud.Wording;

namespace FlowCmdlets.Pipeline;

/// <summary>The words for what a client does. Never a header, a body or a secret: the events hold none.</summary>
internal static class ClientEventText
{
    public static string Of(ClientEvent clientEvent) => clientEvent switch
    {
        RequestSent sent => Of(sent),
        RetryScheduled retry => $"{retry.Resource}: {retry.Reason}; attempt {retry.Attempt} in {Seconds(retry.Delay)}.",
        RateLimitWaiting wait => $"{wait.Resource} waits until {wait.Until.LocalDateTime:HH:mm:ss}: {Of(wait.Reason)}.",
        RateLimitRead limit => $"The rate limit of this organization is {limit.RequestsPerMinute} requests per minute and token.",
        SignedIn signedIn => (signedIn.Renewed ? "Token renewed" : "Signed in") +
            $"{(signedIn.ExpiresAt is { } end ? $"; the token expires at {end.LocalDateTime:yyyy-MM-dd HH:mm:ss}" : "")}.",
        TokenUnavailable token =>
            $"Token {token.Number} of {token.Count} can't be used: {token.Reason.TrimEnd('.')}. Requests are sent with the others.",
        BrowserSignInStarted => "Waiting for the user to sign in with a browser.",
        JournalResumed journal => Of(journal),
        ReconciliationStarted { RowsOfThisRun: 0 } =>
            "Searching the flow's executions for rows of an earlier run that received no response.",
        ReconciliationStarted { RowsOfThisRun: var rows } =>
            $"No response was received for {Quantity.Format(rows, "row")}; " +
            $"searching the flow's executions for {Quantity.Word(rows, "it", "them")}.",
        ReconciliationEnded { Result: var result } =>
            $"Of the rows without a response, {result.Launched} {Quantity.Word(result.Launched, "was", "were")} launched and " +
            $"{result.Absent} {Quantity.Word(result.Absent, "was", "were")} not; " +
            $"{result.InDoubt} {Quantity.Word(result.InDoubt, "is", "are")} still in doubt.",
        InstanceTrackingEnded tracking => $"Executions are followed by their IDs only: {Of(tracking)}.",
        _ => clientEvent.GetType().Name,
    };

    /// <summary>Method, path, status, attempt, milliseconds, correlation id, quota left.</summary>
    public static string Of(RequestSent sent) => string.Create(
        CultureInfo.InvariantCulture,
        $"{sent.Method} {sent.Path} {(sent.Failure is null ? sent.Status.ToString(CultureInfo.InvariantCulture) : sent.Failure)} " +
        $"attempt={sent.Attempt} {sent.Elapsed.TotalMilliseconds:0} ms correlation={sent.CorrelationId ?? "-"} " +
        $"quota={sent.QuotaLeft?.ToString(CultureInfo.InvariantCulture) ?? "-"}");

    private static string Of(JournalResumed journal)
    {
        JournalSummary rows = journal.Rows;
        return $"The journal '{journal.Path}' contains {Quantity.Format(rows.Rows, "row")}: " +
            $"{rows.Launched + rows.Finished.Values.Sum()} launched, {rows.Refused + rows.Rejected} refused, {rows.NotSent} not sent, " +
            $"{rows.Unknown + rows.InDoubt} in doubt.";
    }

    private static string Of(InstanceTrackingEnded tracking) => tracking.Obstacle switch
    {
        InstanceObstacle.Failed => $"execution data can't be searched ({tracking.Failure!.Message.TrimEnd('.')})",
        InstanceObstacle.NotShown =>
            "execution data doesn't show executions that have finished; it may be turned off for the organization or the flow",
        InstanceObstacle.Late => "execution data shows too late, or not at all, that executions have finished",
        _ => "execution data showed an execution as finished that was still running",
    };

    private static string Of(RateLimitWaitReason reason) => reason switch
    {
        RateLimitWaitReason.Quota => "the quota of this rate-limit window is used up",
        RateLimitWaitReason.Resource => "Genesys Cloud temporarily rejects this request",
        _ => "the limit set by -MaxRequestsPerMinute is reached",
    };

    private static string Seconds(TimeSpan span) => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.#} s");
}
