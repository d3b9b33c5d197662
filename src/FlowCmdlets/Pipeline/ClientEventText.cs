using System.Globalization;
using GenesysCloud.Http;
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
        _ => clientEvent.GetType().Name,
    };

    /// <summary>Method, path, status, attempt, milliseconds, correlation id, budget left.</summary>
    public static string Of(RequestSent sent) => string.Create(
        CultureInfo.InvariantCulture,
        $"{sent.Method} {sent.Path} {(sent.Failure is null ? sent.Status.ToString(CultureInfo.InvariantCulture) : sent.Failure)} attempt={sent.Attempt} {sent.Elapsed.TotalMilliseconds:0} ms correlation={sent.CorrelationId ?? "-"} budget={sent.BudgetLeft?.ToString(CultureInfo.InvariantCulture) ?? "-"}");

    private static string Of(RateLimitWaitReason reason) => reason switch
    {
        RateLimitWaitReason.Budget => "the requests of this window are spent",
        RateLimitWaitReason.Resource => "Genesys Cloud has refused this call for a while",
        _ => "as many requests as -MaxRequestsPerMinute allows have been sent",
    };

    private static string Seconds(TimeSpan span) => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.#} s");
}
