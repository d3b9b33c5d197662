using System.Net.Http.Headers;

namespace GenesysCloud.Http;

/// <summary>
/// The time of day as the service has it: this machine's clock, corrected by the <c>Date</c> of the newest answer. What is written down
/// with it means the same on every machine, however wrong their clocks are.
/// </summary>
/// <remarks>
/// Good to a second or two: the header has whole seconds, and the answer took a while. After the first, a clock that leaps is believed when two
/// answers agree: one alone may be a gateway's, or come out of a cache.
/// </remarks>
internal sealed class ServiceClock(TimeProvider local) : TimeProvider
{
    private static readonly TimeSpan s_worthCorrecting = TimeSpan.FromSeconds(2);
    private readonly object _gate = new();
    private long _offsetTicks;
    private TimeSpan? _leap;
    private string? _lastDate;

    /// <summary>This machine's clock, for what is measured and not dated.</summary>
    public TimeProvider Local => local;

    public override long TimestampFrequency => local.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => local.LocalTimeZone;

    public override DateTimeOffset GetUtcNow() => local.GetUtcNow().AddTicks(Interlocked.Read(ref _offsetTicks));

    public override long GetTimestamp() => local.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        local.CreateTimer(callback, state, dueTime, period);

    /// <summary>Learns from an answer.</summary>
    public void Read(HttpResponseHeaders headers)
    {
        if (!headers.NonValidated.TryGetValues("Date", out HeaderStringValues value) || value.ToString() is not { } text)
            return;

        // Many answers bear the same second, and the first of them tells it best.
        if (text == Volatile.Read(ref _lastDate) && _leap is null)
            return;
        if (headers.Date is not { } date)
            return;
        lock (_gate)
        {
            TimeSpan offset = text == _lastDate && _leap is { } told ? told : date - local.GetUtcNow();
            bool isFirst = _lastDate is null;
            _lastDate = text;
            if (!isFirst && !AreNear(offset, TimeSpan.FromTicks(_offsetTicks)) && !(_leap is { } leap && AreNear(offset, leap)))
            {
                _leap = offset;
                return;
            }

            _leap = null;
            Interlocked.Exchange(ref _offsetTicks, offset.Duration() > s_worthCorrecting ? offset.Ticks : 0);
        }
    }

    private static bool AreNear(TimeSpan one, TimeSpan other) => (one - other).Duration() <= s_worthCorrecting;
}
