namespace GenesysCloud.RateLimiting;

/// <summary>
/// The tokens of a session, each with a lane of its own. All share one queue, so that priorities hold over all of them, and no one waits
/// for one lane while another could send. The lane with the lowest number goes first; another token is requested only when requests wait
/// that it could carry, and never two at once.
/// </summary>
internal sealed partial class RateLimiter
{
    /// <summary>How many lanes have a token.</summary>
    public int OpenLanes
    {
        get
        {
            lock (_sync)
                return _lanes.Count(static lane => lane.State == RateLaneState.Open);
        }
    }

    /// <summary>The first lane that has a token.</summary>
    public int FirstOpenLane
    {
        get
        {
            lock (_sync)
                return FirstOpen.Number;
        }
    }

    // There always is one: the last is not taken out.
    private RateLane FirstOpen => Array.Find(_lanes, static lane => lane.State == RateLaneState.Open) ?? _lanes[0];

    /// <summary>The token of a lane was had: what waits can be sent with it.</summary>
    public void Opened(int lane)
    {
        lock (_sync)
        {
            RateLane opened = _lanes[lane];
            if (opened.State == RateLaneState.Open)
                return;
            // What the service reports of one token of a client holds for the others.
            RateWindow known = FirstOpen.Window;
            if (known.FromServer)
                opened.Window.Allow(known.Allowed);
            opened.State = RateLaneState.Open;
            Release(Now);
        }
    }

    /// <summary>The token of a lane could not be had: it is tried again later, and so are those of all lanes that have none.</summary>
    public void NotOpened(int lane)
    {
        lock (_sync)
        {
            TimeSpan now = Now;

            // They are requested from the same host with the same credentials, so that another would fare alike now.
            foreach (RateLane other in _lanes.Where(static lane => lane.State == RateLaneState.Closed))
                other.OpensAt = now + _options.AssumedWindow;
            Close(_lanes[lane], now);
        }
    }

    /// <summary>The token of a lane is of no use any more: another is tried later. Requests that wait go on another lane.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="isNew">Whether it was in use until now: many requests meet the same failure.</param>
    /// <returns>False if no other lane has a token. The lane stays as it is then.</returns>
    public bool Suspend(int lane, out bool isNew)
    {
        lock (_sync)
        {
            RateLane suspended = _lanes[lane];
            bool hasOthers = Array.Exists(_lanes, other => other.State == RateLaneState.Open && other != suspended);
            isNew = hasOthers && suspended.State == RateLaneState.Open;
            if (isNew)
                Close(suspended, Now);
            return hasOthers;
        }
    }

    private void Close(RateLane lane, TimeSpan now)
    {
        lane.State = RateLaneState.Closed;
        lane.OpensAt = now + _options.AssumedWindow;
        RejectOverdue(now);
        Release(now);
    }

    // The lane that a request can go on now; if there is none, what is in the way for the shortest time.
    private RateLane? Choose(in RateLimitRequest request, TimeSpan now, out RateObstacle obstacle)
    {
        if (GateOpensAt(now) is { } opensAt)
        {
            obstacle = new RateObstacle(RateLimitWaitReason.Resource, opensAt);
            return null;
        }

        RateObstacle? nearest = null;
        bool mayOpen = false;
        foreach (RateLane lane in _lanes)
        {
            if (request.Lane is { } only ? lane.Number != only : lane.State != RateLaneState.Open)
            {
                mayOpen |= request is { Lane: null, OpenLane: not null } && lane.CanOpen(now);
            }
            else if (lane.Obstacle(request.Resource, now) is { } inTheWay)
            {
                if (nearest is not { } other || inTheWay.Until < other.Until)
                    nearest = inTheWay;
            }
            else
            {
                bool may = _ownLimit.MaySend(now, out TimeSpan until);
                obstacle = new RateObstacle(RateLimitWaitReason.MaxRequestsPerMinute, until);
                return may ? lane : null;
            }
        }

        obstacle = (nearest ?? new RateObstacle(RateLimitWaitReason.Quota, TimeSpan.MaxValue)) with { MayOpen = mayOpen };
        return null;
    }

    // Whether any lane takes any request now; if not, when one does.
    private bool HasRoom(TimeSpan now, ref TimeSpan next)
    {
        if (GateOpensAt(now) is { } opensAt)
        {
            next = Earlier(next, opensAt);
            return false;
        }

        if (!_ownLimit.MaySend(now, out TimeSpan until))
        {
            next = Earlier(next, until);
            return false;
        }

        bool hasRoom = false;
        foreach (RateLane lane in _lanes)
        {
            if (lane.State == RateLaneState.Closed && lane.OpensAt > now)
                next = Earlier(next, lane.OpensAt);
            if (lane.State != RateLaneState.Open)
                continue;
            if (lane.Window.MaySend(now, out until))
                hasRoom = true;
            else
                next = Earlier(next, until);
        }

        return hasRoom;
    }

    private TimeSpan? GateOpensAt(TimeSpan now) => _gate?.OpensAt(now) is { } opensAt && opensAt > now ? opensAt : null;

    private static TimeSpan Earlier(TimeSpan one, TimeSpan other) => one < other ? one : other;

    // One after the other: the service limits requests for tokens, too. Where a lane is free again sooner than a token can be had, none is.
    private void OpenAnother(in RateLimitRequest request, in RateObstacle obstacle, TimeSpan now)
    {
        if (!obstacle.MayOpen || obstacle.Until - now <= RateWindow.ProbeTimeout
            || Array.Exists(_lanes, static lane => lane.State == RateLaneState.Opening))
        {
            return;
        }

        RateLane closed = Array.Find(_lanes, lane => lane.CanOpen(now))!;
        closed.State = RateLaneState.Opening;
        request.OpenLane!(closed.Number);
    }
}
