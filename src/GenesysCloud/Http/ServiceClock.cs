using System.Net.Http.Headers;

namespace GenesysCloud.Http;

/// <summary>
/// The time of day as the service has it: this machine's clock, corrected by the <c>Date</c> of the newest answer. What is written down
/// with it means the same on every machine, however wrong their clocks are.
/// </summary>
/// <remarks>Good to a second or two: the header has whole seconds, and the answer took a while.</remarks>
internal sealed class ServiceClock(TimeProvider local) : TimeProvider
{
    private static readonly TimeSpan s_worthCorrecting = TimeSpan.FromSeconds(2);
    private long _offsetTicks;

    public override long TimestampFrequency => local.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => local.LocalTimeZone;

    public override DateTimeOffset GetUtcNow() => local.GetUtcNow().AddTicks(Interlocked.Read(ref _offsetTicks));

    public override long GetTimestamp() => local.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        local.CreateTimer(callback, state, dueTime, period);

    /// <summary>Learns from an answer.</summary>
    public void Read(HttpResponseHeaders headers)
    {
        if (headers.Date is not { } date)
            return;
        TimeSpan offset = date - local.GetUtcNow();
        Interlocked.Exchange(ref _offsetTicks, offset.Duration() > s_worthCorrecting ? offset.Ticks : 0);
    }
}
