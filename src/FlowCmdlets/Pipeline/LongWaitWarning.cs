using GenesysCloud.Http;
using GenesysCloud.RateLimiting;

namespace FlowCmdlets.Pipeline;

/// <summary>Decides when a person who waits is warned that it takes long, and why: once in the life of a cmdlet.</summary>
/// <remarks>
/// The wait for the next window of the rate limit is the ordinary course of a long run, and is no reason. Not safe for several threads.
/// </remarks>
internal sealed class LongWaitWarning
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private const string HowToStop = "Press Ctrl+C to stop.";
    private string? _trouble;

    // Of the call that met trouble last: a new call begins with attempt 2.
    private long _troubledSince;

    /// <summary>Whether the one warning has been given.</summary>
    public bool IsSpent { get; private set; }

    /// <summary>The warning, if a wait with nothing else on the screen has become long.</summary>
    /// <param name="waited">How long it has lasted.</param>
    public string? OfSilence(TimeSpan waited) => waited < s_patience
        ? null
        : Give(_trouble is null
            ? $"Genesys Cloud hasn't responded for {Seconds(s_patience)}; still waiting. {HowToStop}"
            : $"This takes longer than usual: {_trouble}. {HowToStop}");

    /// <summary>The warning, if an event announces a long wait.</summary>
    /// <param name="clientEvent">The event.</param>
    /// <param name="time">The clock of the client that it comes from.</param>
    public string? Of(ClientEvent clientEvent, TimeProvider time)
    {
        switch (clientEvent)
        {
            case RetryScheduled retry:
                if (retry.Attempt <= 2)
                    _troubledSince = time.GetTimestamp();
                _trouble = $"{retry.Resource} failed ({retry.Reason}) and will be retried in {Seconds(retry.Delay)}";
                return time.GetElapsedTime(_troubledSince) + retry.Delay < s_patience ? null : Give($"{_trouble}. {HowToStop}");
            case RateLimitWaiting { Reason: RateLimitWaitReason.Resource } wait when wait.Until - time.GetUtcNow() >= s_patience:
                return Give(
                    $"Genesys Cloud refuses {wait.Resource} until {wait.Until.LocalDateTime:HH:mm:ss} (rate limit); " +
                    $"still waiting. {HowToStop}");
            default:
                return null;
        }
    }

    private string? Give(string text)
    {
        if (IsSpent)
            return null;
        IsSpent = true;
        return text;
    }

    private static string Seconds(TimeSpan span) => $"{Math.Ceiling(span.TotalSeconds):0} s";
}
