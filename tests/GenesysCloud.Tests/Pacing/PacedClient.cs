using GenesysCloud.RateLimiting;

namespace GenesysCloud.Tests.Pacing;

/// <summary>
/// A launcher in miniature: so many rows, so many at once, every request through a rateLimiter to a simulated server. It notes
/// what a person would complain about: refusals, and standing still though the server has room.
/// </summary>
internal sealed class PacedClient
{
    // Some servers here let one request through in many windows, or none while a neighbor is faster.
    private static readonly TimeSpan s_patience = TimeSpan.FromDays(2);

    private readonly VirtualTime _time;
    private readonly IReadOnlyList<FixedWindowServer> _servers;
    private readonly int[] _onTheirWay;
    private readonly RateLimiter _rateLimiter;
    private readonly List<Task<RateLimitLease>> _waiting = [];
    private int _unsent;
    private int _opening;
    private TimeSpan _movedAt;

    public PacedClient(VirtualTime time, FixedWindowServer server, RateLimiter rateLimiter, int rows, int concurrency)
        : this(time, [server], rateLimiter, rows, concurrency)
    {
    }

    /// <param name="servers">One for each token, since each has a window of its own.</param>
    public PacedClient(
        VirtualTime time, IReadOnlyList<FixedWindowServer> servers, RateLimiter rateLimiter, int rows, int concurrency)
    {
        (_time, _servers, _rateLimiter, Rows, _unsent) = (time, servers, rateLimiter, rows, rows);
        _onTheirWay = new int[servers.Count];
        time.Moved += NoteStandstill;
        for (int i = 0; i < concurrency; i++)
            Next();
    }

    /// <summary>How long a request takes one way.</summary>
    public Func<TimeSpan> Latency { get; init; } = static () => TimeSpan.FromMilliseconds(10);

    /// <summary>Whether this request gets no answer, though the server may have counted it.</summary>
    public Func<bool> Loses { get; init; } = static () => false;

    /// <summary>Whether this request never leaves.</summary>
    public Func<bool> FailsToSend { get; init; } = static () => false;

    /// <summary>Whether a further token can't be had this time.</summary>
    public Func<bool> FailsToOpen { get; init; } = static () => false;

    /// <summary>How many tokens were requested at once at most.</summary>
    public int MostOpening { get; private set; }

    public int Rows { get; }

    public int Done { get; private set; }

    public TimeSpan FinishedAt { get; private set; }

    public int Refusals { get; private set; }

    /// <summary>Requests that were refused though they were sent when the server's limit was known.</summary>
    public int RefusedKnowingly { get; private set; }

    public TimeSpan LongestStandstill { get; private set; }

    private TimeSpan KnowsLimitSince { get; set; } = TimeSpan.MaxValue;

    /// <summary>Runs the loop until all rows are done; false if they are not by then.</summary>
    public bool Run(TimeSpan limit)
    {
        do
            SendWhatMay();
        while (Done < Rows && _time.Step(limit));
        return Done == Rows;
    }

    /// <summary>Sends for whom the rateLimiter has opened; <see cref="Run"/> does it for a client that runs alone.</summary>
    public void SendWhatMay()
    {
        for (int i = 0; i < _waiting.Count;)
        {
            if (!_waiting[i].IsCompleted)
            {
                i++;
                continue;
            }

            RateLimitLease lease = _waiting[i].GetAwaiter().GetResult();
            _waiting.RemoveAt(i);
            Send(lease);
        }
    }

    private void Next()
    {
        if (_unsent == 0)
            return;
        _unsent--;
        Ask();
    }

    private void Ask() =>
        _waiting.Add(_rateLimiter.WaitAsync(
            new RateLimitRequest("POST /launch", RequestPriority.Launch, s_patience) { OpenLane = OpenLane }, default).AsTask());

    private void OpenLane(int lane)
    {
        _opening++;
        MostOpening = Math.Max(MostOpening, _opening);
        _time.After(Latency() + Latency(), () =>
        {
            _opening--;
            if (FailsToOpen())
                _rateLimiter.NotOpened(lane);
            else
                _rateLimiter.Opened(lane);
        });
    }

    private void Send(RateLimitLease lease)
    {
        TimeSpan sentAt = _movedAt = _time.Now;
        if (FailsToSend())
        {
            _time.After(TimeSpan.FromMilliseconds(1), () =>
            {
                lease.NotSent();
                _movedAt = _time.Now;
                Ask();
            });
            return;
        }

        int lane = lease.Lane.Number;
        _onTheirWay[lane]++;
        bool lost = Loses();
        _time.After(Latency(), () =>
        {
            _onTheirWay[lane]--;
            FixedWindowServer.WindowResponse answer = _servers[lane].Arrive(_time.Now);
            _time.After(Latency(), () => End(lease, sentAt, answer, lost));
        });
    }

    private void End(RateLimitLease lease, TimeSpan sentAt, FixedWindowServer.WindowResponse answer, bool lost)
    {
        if (lost)
        {
            lease.Lost();
        }
        else if (answer.Admitted)
        {
            lease.Received(answer.Headers);
        }
        else
        {
            lease.Refused(answer.Headers, answer.RetryAfter);
            Refusals++;
            RefusedKnowingly += sentAt > KnowsLimitSince ? 1 : 0;
        }

        if (!lost && answer.Headers is not null && _time.Now < KnowsLimitSince)
            KnowsLimitSince = _time.Now;
        if (!lost && !answer.Admitted)
        {
            Ask();
            return;
        }

        Done++;
        FinishedAt = _time.Now;
        Next();
    }

    private void NoteStandstill()
    {
        if (_waiting.Count == 0)
            return;
        // Lanes open in their order; one that failed leaves a gap that may last until it is tried again.
        for (int lane = 0; lane < _rateLimiter.OpenLanes; lane++)
        {
            if (!_servers[lane].HasRoom(_time.Now, _onTheirWay[lane], out TimeSpan since))
                continue;
            TimeSpan still = _time.Now - (since > _movedAt ? since : _movedAt);
            if (still > LongestStandstill)
                LongestStandstill = still;
        }
    }
}
