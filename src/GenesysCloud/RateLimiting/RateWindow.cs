namespace GenesysCloud.RateLimiting;

/// <summary>
/// What is known of the server's window: a pure state machine over a monotonic clock, without locks or timers.
/// <para>
/// The server counts a token's requests in a fixed window that begins with its first request. Every response may report the
/// count, how many are allowed, and in how many whole seconds the window ends. Responses come late and out of order, others
/// may spend the same quota, and the direction the seconds are rounded is not documented. So every number kept here
/// is a bound on the safe side: never fewer requests than the server may have counted, never an end before the true one.
/// </para>
/// </summary>
internal sealed class RateWindow(int assumedAllowed, TimeSpan assumedLength)
{
    /// <summary>How long a request that went ahead may keep the others waiting before another one is tried.</summary>
    public static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(2);

    // A reset in whole seconds is less than a second off, up or down.
    private static readonly TimeSpan s_rounding = TimeSpan.FromSeconds(1);

    private int _ceiling = assumedAllowed;
    private bool _shrunk;

    private int _inFlight;
    private TimeSpan? _probeSentAt;

    // The server's own count in the newest response of this window. Requests that ended without one are counted here, until
    // a response to a request sent later includes them.
    private int _count;
    private TimeSpan _countedAt;
    private int _ended;
    private int _endedInCount;
    private int _admitted;

    // Where the window ends if resets are rounded up; if they are rounded down, up to a second later.
    private TimeSpan? _end;

    // Without a reset the window ends so long after its first request at the latest.
    private TimeSpan? _firstEnded;
    private TimeSpan _longest = assumedLength;

    private TimeSpan _openedAt = TimeSpan.MinValue;
    private TimeSpan _closedUntil = TimeSpan.MinValue;

    // A window that a request of ours began (its count was 1, and its response quick) can be measured, from that request to the
    // first sign of the next window, and so ends at a known moment, whatever the rounding. Until measured, it is taken to
    // be as long as documented; null once a probe came too early for that.
    private (TimeSpan After, TimeSpan Before)? _began;
    private TimeSpan? _length = assumedLength;

    /// <summary>One request on its way: what is needed to place its response.</summary>
    /// <param name="At">When it was sent.</param>
    /// <param name="EndedBefore">How many had ended uncounted by then.</param>
    /// <param name="Probe">Sent after the end of the window, to see the next one.</param>
    public readonly record struct SentRequest(TimeSpan At, int EndedBefore, bool Probe);

    /// <summary>Requests a window holds.</summary>
    public int Allowed { get; private set; } = assumedAllowed;

    /// <summary>True once the server has reported <see cref="Allowed"/>.</summary>
    public bool FromServer { get; private set; }

    /// <summary>From here on a request goes ahead to see whether the next window has begun; no end while none is known.</summary>
    public TimeSpan Turn
    {
        get
        {
            if (_end is not { } end)
                return _firstEnded + _longest ?? TimeSpan.MaxValue;
            TimeSpan latest = end + s_rounding;
            return _began?.Before + _length is { } measured && measured >= end && measured < latest ? measured : latest;
        }
    }

    /// <summary>Requests that can still go in the window of <paramref name="now"/>.</summary>
    public int Remaining(TimeSpan now)
    {
        if (now < _closedUntil)
            return 0;
        return Math.Max(0, now < Turn ? Left : Allowed - _inFlight);
    }

    private int Left => Allowed - _count - (_ended - _endedInCount) - _inFlight;

    /// <summary>Takes in how many requests a window holds, unless a response has reported it.</summary>
    public void Allow(int allowed)
    {
        if (FromServer)
            return;
        Allowed = _ceiling = allowed;
        FromServer = true;
    }

    /// <summary>Whether a request may go now.</summary>
    /// <param name="now">The monotonic clock.</param>
    /// <param name="until">If it may not: when that can change by time alone; a response can change it sooner.</param>
    public bool MaySend(TimeSpan now, out TimeSpan until)
    {
        until = _closedUntil;
        if (now < _closedUntil)
            return false;

        until = Turn;
        if (now >= until)
        {
            // Requests still in flight may be counted in the next window, so they and the probe must fit into it.
            until = _inFlight >= Allowed ? TimeSpan.MaxValue : _probeSentAt + ProbeTimeout ?? now;
            return now >= until;
        }

        return Left > 0;
    }

    /// <summary>Counts a request as sent.</summary>
    public SentRequest Send(TimeSpan now)
    {
        bool probe = now >= Turn;
        if (probe)
            _probeSentAt = now;
        _inFlight++;
        return new SentRequest(now, _ended, probe);
    }

    /// <summary>Takes in any response but 429.</summary>
    public void Received(SentRequest sending, TimeSpan now, RateLimitHeaders? headers)
    {
        _inFlight--;
        if (!Take(sending, now, headers ?? default))
            return;
        _admitted++;
        if (headers is { Count: 1 } && now - sending.At < s_rounding)
            _began ??= (sending.At, now);
    }

    /// <summary>Takes in a 429. True if it says that the whole token's quota is spent, false if only the resource is closed.</summary>
    public bool Refused(SentRequest sending, TimeSpan now, RateLimitHeaders? headers, TimeSpan? retryAfter)
    {
        if (headers is not { Count: { } count } told)
        {
            End(sending, now);
            if (headers is null && retryAfter is null && !sending.Probe)
                Shrink();
            return false;
        }

        _inFlight--;
        if (!Take(sending, now, told) || count < Allowed)
            return false;
        if (retryAfter is { } wait && now + wait > _closedUntil)
            _closedUntil = now + wait;
        return true;
    }

    /// <summary>No response: it may have been counted, and a probe may have begun the next window.</summary>
    public void Lost(SentRequest sending, TimeSpan now)
    {
        if (SeeksThisTurn(sending))
            Open(sending, now, next: true);
        End(sending, now);
    }

    /// <summary>It never left.</summary>
    public void NotSent(SentRequest sending)
    {
        _inFlight--;
        ProbeEnded(sending);
    }

    private void End(SentRequest sending, TimeSpan now)
    {
        _inFlight--;
        _ended++;
        _firstEnded ??= now;
        ProbeEnded(sending);
    }

    // False if the response may be one of an earlier window.
    private bool Take(SentRequest sending, TimeSpan now, RateLimitHeaders told)
    {
        bool next = ShowsNextWindow(sending, told);
        if (next || SeeksThisTurn(sending))
        {
            Open(sending, now, next || told.Count is null || _end is null);
        }
        else if (MayBeOfEarlierWindow(sending, told))
        {
            _ended++;
            return false;
        }

        _firstEnded ??= now;
        if (told.Reset is { } reset)
        {
            _end = now + reset >= _end ? _end : now + reset;
            _longest = reset + s_rounding > _longest ? reset + s_rounding : _longest;
        }

        if (told.Count is not { } count)
        {
            _ended++;
        }
        else
        {
            _endedInCount = Math.Max(_endedInCount, sending.EndedBefore);
            if (count < _count)
                return true;
            _count = count;
            _countedAt = now;
        }

        if (told.Allowed is { } allowed)
        {
            Allowed = _ceiling = allowed;
            FromServer = true;
        }

        return true;
    }

    // Either its reset lies beyond any end this window can have, or the count has fallen though the request was sent after
    // the higher count was known.
    private bool ShowsNextWindow(SentRequest sending, RateLimitHeaders told) =>
        sending.At + told.Reset - s_rounding > _end + s_rounding
        || (told.Count < _count && sending.At > _countedAt);

    // Sent before this window was seen, with a reset that could also end before that.
    private bool MayBeOfEarlierWindow(SentRequest sending, RateLimitHeaders told) =>
        sending.At < _openedAt && !(sending.At + told.Reset - s_rounding > _openedAt);

    private void Open(SentRequest sending, TimeSpan now, bool next)
    {
        if (next)
        {
            if (_began is { } began && !(now - began.After >= _length))
                _length = now - began.After;
            Grow();
        }
        else
        {
            // The window that should have been over is still there: what was measured is no longer true.
            _length = null;
        }

        _openedAt = _countedAt = now;
        _count = _admitted = 0;
        _endedInCount = sending.EndedBefore;
        _end = _firstEnded = _probeSentAt = null;
        _began = null;
        _closedUntil = TimeSpan.MinValue;
    }

    private void ProbeEnded(SentRequest sending)
    {
        if (SeeksThisTurn(sending))
            _probeSentAt = null;
    }

    // A probe for a window that has since been found does not matter any more.
    private bool SeeksThisTurn(SentRequest sending) => sending.Probe && sending.At >= _openedAt;

    // Refused without a word why: what was let through is the best guess, unless the window was out of step with the server's.
    private void Shrink()
    {
        if (!_shrunk)
            Allowed = Math.Min(Allowed, Math.Max(1, Math.Max(_admitted, (int)(Allowed * 0.8))));
        _shrunk = true;
    }

    private void Grow()
    {
        if (!_shrunk && Allowed < _ceiling)
            Allowed += Math.Min(_ceiling - Allowed, Math.Max(1, _ceiling / 50));
        _shrunk = false;
    }
}
