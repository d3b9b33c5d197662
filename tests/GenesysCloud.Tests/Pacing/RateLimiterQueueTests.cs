using GenesysCloud.RateLimiting;
using Xunit;
using static GenesysCloud.Tests.Pacing.RateLimiterFixture;

namespace GenesysCloud.Tests.Pacing;

public sealed class RateLimiterQueueTests : IDisposable
{
    private readonly RateLimiterFixture _x = new();

    public void Dispose() => _x.Dispose();

    [Fact]
    public void Launches_go_before_the_rest_and_tracking_goes_last_each_in_order_of_arrival()
    {
        RateLimitLease last = Spend();
        (string Name, Task<RateLimitLease> Asked)[] waiting =
        [
            ("track 1", _x.Ask(Reads, RequestPriority.Tracking)),
            ("normal 1", _x.Ask(Reads, RequestPriority.Normal)),
            ("launch 1", _x.Ask(Launches, RequestPriority.Launch)),
            ("track 2", _x.Ask(Reads, RequestPriority.Tracking)),
            ("launch 2", _x.Ask(Launches, RequestPriority.Launch)),
            ("normal 2", _x.Ask(Reads, RequestPriority.Normal)),
        ];

        var order = new List<string>();
        while (order.Count < waiting.Length)
        {
            last.NotSent();
            (string name, Task<RateLimitLease> asked) = Assert.Single(waiting, one => one.Asked.IsCompleted && !order.Contains(one.Name));
            order.Add(name);
            last = Ticket(asked);
        }

        Assert.Equal(["launch 1", "launch 2", "normal 1", "normal 2", "track 1", "track 2"], order);
    }

    [Fact]
    public void One_who_comes_when_the_timer_is_late_does_not_overtake_those_who_wait()
    {
        var time = new VirtualTime();
        using var rateLimiter = new RateLimiter(new RateLimiterOptions(), time);
        Task<RateLimitLease> Ask() =>
            rateLimiter.WaitAsync(new RateLimitRequest(Reads, RequestPriority.Normal, Seconds(1)), default).AsTask();
        Task<RateLimitLease>? late = null;
        time.After(Seconds(31), () => late = Ask());
        Ticket(Ask()).Received(Told(5, 5, 30));
        Task<RateLimitLease> early = Ask();

        Assert.True(time.Step(Seconds(31)));

        Assert.True(early.IsCompletedSuccessfully);
        Assert.False(late!.IsCompleted);
    }

    [Fact]
    public async Task One_who_is_cancelled_leaves_the_line_at_once()
    {
        RateLimitLease last = Spend();
        using var stop = new CancellationTokenSource();
        Task<RateLimitLease> first = _x.Ask(cancellationToken: stop.Token);
        Task<RateLimitLease> second = _x.Ask();

        await stop.CancelAsync();

        Assert.True(first.IsCanceled);
        last.NotSent();
        Assert.True(second.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task One_who_is_cancelled_beforehand_spends_nothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _x.Ask(cancellationToken: new CancellationToken(canceled: true)));
        Assert.Equal(300, _x.RateLimiter.Quota.Remaining);
    }

    [Fact]
    public void One_who_is_cancelled_by_its_own_call_back_leaves_the_line()
    {
        RateLimitLease last = Spend();
        using var stop = new CancellationTokenSource();

        Assert.True(_x.Ask(waiting: _ => stop.Cancel(), cancellationToken: stop.Token).IsCanceled);
        last.NotSent();
        _x.Go();
    }

    [Fact]
    public void A_cancellation_after_the_leave_changes_nothing()
    {
        RateLimitLease last = Spend();
        using var stop = new CancellationTokenSource();
        Task<RateLimitLease> next = _x.Ask(cancellationToken: stop.Token);
        last.NotSent();

        stop.Cancel();

        Assert.True(next.IsCompletedSuccessfully);
    }

    [Fact]
    public void Who_has_to_wait_is_told_once_why_and_until_when()
    {
        var told = new List<RateLimitWait>();
        DateTimeOffset start = _x.Time.GetUtcNow();
        _x.Go().Refused(Told(1, 5, 60), Seconds(7));
        _ = _x.Ask(Launches, waiting: told.Add);
        _x.Go(Reads).Received(Told(5, 5, 30));
        _ = _x.Ask(Reads, waiting: told.Add);
        _x.Pass(20);

        Assert.Equal(
            [
                new RateLimitWait(RateLimitWaitReason.Resource, start + Seconds(7)),
                new RateLimitWait(RateLimitWaitReason.Quota, start + Seconds(31)),
            ],
            told);
    }

    [Fact]
    public void Who_reaches_ones_own_limit_is_told_so()
    {
        using var x = new RateLimiterFixture(new RateLimiterOptions { MaxRequestsPerMinute = 1 });
        var told = new List<RateLimitWait>();
        x.Go();
        _ = x.Ask(waiting: told.Add);

        Assert.Equal(new RateLimitWait(RateLimitWaitReason.MaxRequestsPerMinute, x.Time.GetUtcNow() + Seconds(60)), Assert.Single(told));
    }

    [Fact]
    public void Who_waits_for_an_answer_in_flight_is_told_no_time()
    {
        var told = new List<RateLimitWait>();
        _x.Go(300);
        _ = _x.Ask(waiting: told.Add);

        Assert.Equal(new RateLimitWait(RateLimitWaitReason.Quota, _x.Time.GetUtcNow()), Assert.Single(told));
    }

    [Fact]
    public void Who_need_not_wait_is_told_nothing()
    {
        _ = Ticket(_x.Ask(waiting: _ => Assert.Fail("told to wait")));
    }

    [Fact]
    public void A_call_back_that_throws_harms_nobody_else()
    {
        RateLimitLease last = Spend();
        Assert.ThrowsAny<InvalidOperationException>(() => { _ = _x.Ask(waiting: _ => throw new InvalidOperationException()); });

        last.NotSent();
        _x.Go();
    }

    [Fact]
    public async Task After_the_end_nobody_waits_and_nobody_is_let_go()
    {
        RateLimitLease last = Spend();
        Task<RateLimitLease> waiting = _x.Ask();

        _x.RateLimiter.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
        Assert.Throws<ObjectDisposedException>(() => { _ = _x.Ask(); });
        last.Received(null);
    }

    [Fact]
    public async Task Whoever_is_let_go_does_not_run_on_the_thread_that_lets_go()
    {
        RateLimitLease last = Spend();
        int? ranOn = null;
        Task after = _x.Ask().ContinueWith(
            _ => ranOn = Environment.CurrentManagedThreadId,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);

        int lettingGo = ReleaseOnAThreadOfItsOwn(last);
        await after;

        Assert.NotEqual(lettingGo, ranOn);
    }

    [Fact]
    public async Task Many_threads_share_one_pacer_and_every_request_is_accounted_for()
    {
        using var rateLimiter = new RateLimiter(new RateLimiterOptions { AssumedAllowed = 20 }, TimeProvider.System);
        int inFlight = 0;
        int most = 0;
        async Task Work(int worker)
        {
            for (int i = 0; i < 5_000; i++)
            {
                RateLimitLease lease = await rateLimiter.WaitAsync(
                    new RateLimitRequest(Reads, (RequestPriority)(i % 3), Seconds(1)), TestContext.Current.CancellationToken);
                int now = Interlocked.Increment(ref inFlight);
                if (now > Volatile.Read(ref most))
                    Volatile.Write(ref most, now);
                Interlocked.Decrement(ref inFlight);
                lease.NotSent();
            }
        }

        await Task.WhenAll(Enumerable.Range(0, 40).Select(worker => Task.Run(() => Work(worker))));

        Assert.InRange(most, 1, 20);
        Assert.Equal(20, rateLimiter.Quota.Remaining);
    }

    private static int ReleaseOnAThreadOfItsOwn(RateLimitLease lease)
    {
        int id = 0;
        var thread = new Thread(() =>
        {
            id = Environment.CurrentManagedThreadId;
            lease.NotSent();
        });
        thread.Start();
        thread.Join();
        return id;
    }

    // Spends all but one, and that one.
    private RateLimitLease Spend()
    {
        _x.Go().Received(Told(299, 300, 60));
        return _x.Go();
    }
}
