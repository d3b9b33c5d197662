using System.Net.Http.Headers;

namespace GenesysCloud.Http;

/// <summary>
/// The time of day as the service has it: this machine's clock, corrected by the <c>Date</c> of the newest response. What is written down
/// with it means the same on every machine, however wrong their clocks are.
/// </summary>
/// <remarks>
/// Good to a second or two: the header has whole seconds, and the response took a while. After the first, a clock that leaps is believed
/// when two responses agree: one alone may be a gateway's, or come out of a cache.
/// </remarks>
internal sealed class ServiceClock(TimeProvider local) : TimeProvider
{
    private static readonly TimeSpan s_worthCorrecting = TimeSpan.FromSeconds(2);

    // Slow responses tell the time as late as they are; what is dated allows for that much.
    private static readonly TimeSpan s_doubtful = TimeSpan.FromSeconds(30);
    private readonly object _gate = new();
    private long _offsetTicks;
    private TimeSpan? _leap;
    private string? _lastDate;
    private Moment _readAt;

    /// <summary>This machine's clock, for what is measured and not dated.</summary>
    public TimeProvider Local => local;

    public override long TimestampFrequency => local.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => local.LocalTimeZone;

    public override DateTimeOffset GetUtcNow() => local.GetUtcNow().AddTicks(Interlocked.Read(ref _offsetTicks));

    public override long GetTimestamp() => local.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        local.CreateTimer(callback, state, dueTime, period);

    /// <summary>
    /// Whether the time is right, to half a minute: a response has reported it, none since has reported quite another, and this machine's
    /// clock was not set since, which shows by the time that has really passed.
    /// </summary>
    public bool IsCertain
    {
        get
        {
            lock (_gate)
            {
                return _lastDate is not null
                    && (_leap is not { } leap || (leap - TimeSpan.FromTicks(_offsetTicks)).Duration() <= s_doubtful)
                    && Moment.Of(local).AgreesWith(_readAt, local);
            }
        }
    }

    /// <summary>
    /// How much later it is by the service's clock than by this machine's, to a second or two; zero where they agree, null while no
    /// response has told the time.
    /// </summary>
    public TimeSpan? Offset
    {
        get
        {
            lock (_gate)
                return _lastDate is null ? null : TimeSpan.FromTicks(_offsetTicks);
        }
    }

    /// <summary>Learns from a response.</summary>
    public void Read(HttpResponseHeaders headers)
    {
        if (!headers.NonValidated.TryGetValues("Date", out HeaderStringValues value) || value.ToString() is not { } text)
            return;

        // Many responses bear the same second, and the first of them tells it best.
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
            _readAt = Moment.Of(local);
            Interlocked.Exchange(ref _offsetTicks, offset.Duration() > s_worthCorrecting ? offset.Ticks : 0);
        }
    }

    private static bool AreNear(TimeSpan one, TimeSpan other) => (one - other).Duration() <= s_worthCorrecting;

    /// <summary>A moment by the time of day and by the time that passes, which no one can set.</summary>
    /// <param name="Before">A timestamp from before the time of day was read.</param>
    /// <param name="TimeOfDay">The time of day.</param>
    /// <param name="After">A timestamp from after it: between the three, the thread may have had to wait.</param>
    private readonly record struct Moment(long Before, DateTimeOffset TimeOfDay, long After)
    {
        public static Moment Of(TimeProvider clock) => new(clock.GetTimestamp(), clock.GetUtcNow(), clock.GetTimestamp());

        public bool AgreesWith(Moment earlier, TimeProvider clock)
        {
            TimeSpan passed = TimeOfDay - earlier.TimeOfDay;
            return passed >= clock.GetElapsedTime(earlier.After, Before) - s_doubtful
                && passed <= clock.GetElapsedTime(earlier.Before, After) + s_doubtful;
        }
    }
}
