using CsCheck;
using GenesysCloud.RateLimiting;
using Xunit;

namespace GenesysCloud.Tests.Pacing;

public sealed class RateLimiterPropertyTests
{
    // More than the hundred of other properties: what is rare here is what matters.
    private static readonly long s_runs = Math.Max(2_000, Check.Iter);
    private static readonly TimeSpan s_maxWait = TimeSpan.FromDays(2);

    /// <summary>Everything a run can differ in; <paramref name="Seed"/> decides the rest.</summary>
    public sealed record Setting(
        int Seed, int Allowed, int WindowSeconds, int SpentBefore, int Rounding,
        bool CountsRefused, int Latency, int SlowOnes, int Rows, int Concurrency);

    // Not 61 seconds: rounded down they look like the documented 60 until one probe has come too early.
    private static readonly Gen<Setting> s_settings =
        from seed in Gen.Int
        from allowed in Gen.Frequency((3, Gen.Int[1, 10]), (2, Gen.Int[11, 80]))
        from window in Gen.Frequency((3, Gen.Const(60)), (2, Gen.Int[5, 59]), (1, Gen.Int[62, 90]))
        from spent in Gen.Int[0, 5]
        from rounding in Gen.Int[0, 2]
        from counts in Gen.Bool
        from latency in Gen.Frequency((2, Gen.Int[0, 300]), (1, Gen.Int[300, 900]))
        from slow in Gen.Int[0, window * 1000 / 6]
        from rows in Gen.Int[1, 150]
        from concurrency in Gen.Int[1, 20]
        select new Setting(seed, allowed, window, spent, rounding, counts, latency, slow, rows, concurrency);

    [Fact]
    public void Once_the_limit_is_known_nothing_is_refused_and_nobody_stands_still_while_there_is_room()
    {
        s_settings.Sample(setting =>
        {
            using Scene world = new(setting);
            PacedClient client = world.Client(notSent: 0.05);

            Assert.True(client.Run(s_maxWait), "a request was never let go");
            Assert.Equal(0, client.RefusedKnowingly);
            Assert.InRange(client.LongestStandstill, TimeSpan.Zero, world.Patience);
        }, iter: s_runs);
    }

    [Fact]
    public void Lost_answers_lead_to_no_refusal_and_to_no_wait_beyond_the_window()
    {
        s_settings.Sample(setting =>
        {
            using Scene world = new(setting);
            PacedClient client = world.Client(notSent: 0.05, lost: 0.1);

            Assert.True(client.Run(s_maxWait), "a request was never let go");
            Assert.Equal(0, client.RefusedKnowingly);
            Assert.InRange(
                client.LongestStandstill, TimeSpan.Zero, world.Patience + TimeSpan.FromSeconds(Math.Max(60, setting.WindowSeconds)));
        }, iter: s_runs);
    }

    [Fact]
    public void Whatever_the_server_leaves_out_every_request_is_let_go_in_the_end()
    {
        Gen.Select(s_settings, Gen.Enum<RevealedHeaders>(), Gen.Double[0, 1]).Sample((setting, tells, dropped) =>
        {
            using Scene world = new(setting, tells, dropped);
            PacedClient client = world.Client(notSent: 0.05, lost: 0.1);

            Assert.True(client.Run(s_maxWait), $"{client.Done} of {client.Rows} done");
        }, iter: s_runs);
    }

    [Fact]
    public void Whatever_headers_come_a_window_never_closes_for_good_and_never_lets_go_more_than_it_holds()
    {
        var headers = Gen.Select(
            Gen.Int[0, 12].Nullable(), Gen.Int[1, 10].Nullable(), Gen.Int[0, 100].Nullable(),
            (count, allowed, reset) => count is null && allowed is null && reset is null
                ? (RateLimitHeaders?)null
                : new RateLimitHeaders(count, allowed, reset is { } seconds ? TimeSpan.FromSeconds(seconds) : null));
        Gen<(int Does, int Which, RateLimitHeaders? Headers, int? RetryAfter, double Passes)> steps =
            Gen.Select(Gen.Int[0, 7], Gen.Int[0, 100], headers, Gen.Int[0, 100].Nullable(), Gen.Double[0, 40]);

        steps.List[1, 60].Sample(all =>
        {
            var window = new RateWindow(5, TimeSpan.FromSeconds(60));
            var inFlight = new List<RateWindow.SentRequest>();
            TimeSpan now = TimeSpan.Zero;
            foreach ((int does, int which, RateLimitHeaders? told, int? retryAfter, double passes) in all)
            {
                now += TimeSpan.FromSeconds(does == 7 ? passes : passes / 100);
                if (does <= 2 || inFlight.Count == 0)
                {
                    bool may = window.MaySend(now, out TimeSpan until);
                    Assert.True(may || until > now, "may not go, but need not wait either");
                    Assert.True(may || until < TimeSpan.MaxValue || inFlight.Count > 0, "waits for an answer though nothing is in flight");
                    Assert.True(!may || inFlight.Count < window.Allowed, "more in flight than a window holds");
                    if (may)
                        inFlight.Add(window.Send(now));
                    continue;
                }

                RateWindow.SentRequest sending = inFlight[which % inFlight.Count];
                inFlight.Remove(sending);
                if (does == 3)
                    window.Refused(sending, now, told, retryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
                else if (does == 4)
                    window.Lost(sending, now);
                else if (does == 5)
                    window.NotSent(sending);
                else
                    window.Received(sending, now, told);
            }

            foreach (RateWindow.SentRequest sending in inFlight)
                window.Lost(sending, now);

            // No header said more than 100 seconds, so nothing can hold anybody longer, rounding apart.
            Assert.True(window.MaySend(now + TimeSpan.FromSeconds(101), out _), "closed for good");
        }, iter: s_runs);
    }

    [Fact]
    public async Task Whatever_happens_to_them_all_who_wait_come_to_an_end()
    {
        Gen<(int Does, int Which, double Passes)> steps = Gen.Select(Gen.Int[0, 6], Gen.Int[0, 100], Gen.Double[0, 20]);
        await steps.List[1, 80].SampleAsync(async all =>
        {
            using var x = new RateLimiterFixture(new RateLimiterOptions { AssumedAllowed = 3 });
            var asked = new List<(Task<RateLimitLease> Task, CancellationTokenSource Stop)>();
            foreach ((int does, int which, double passes) in all)
            {
                RateLimitLease? lease = asked.Select(one => one.Task).Where(one => one.IsCompletedSuccessfully)
                    .Select(RateLimiterFixture.Ticket).ElementAtOrDefault(which % 5);
                if (does <= 1)
                {
                    var stop = new CancellationTokenSource();
                    string resource = which % 3 == 0 ? RateLimiterFixture.Reads : RateLimiterFixture.Launches;
                    asked.Add((x.Ask(resource, (RequestPriority)(which % 3), cap: which, cancellationToken: stop.Token), stop));
                }
                else if (does == 2 && asked.Count > 0)
                {
                    await asked[which % asked.Count].Stop.CancelAsync();
                }
                else if (does == 3)
                {
                    lease?.Refused(
                        which % 2 == 0 ? RateLimiterFixture.Told(which, 3, which % 60) : null,
                        which % 4 == 0 ? TimeSpan.FromSeconds(which) : null);
                }
                else if (does == 4)
                {
                    lease?.Received(which % 2 == 0 ? RateLimiterFixture.Told(which % 4, 3, which % 60) : null);
                }
                else
                {
                    x.Pass(passes);
                }
            }

            // Time and answers alone must now let everybody go.
            for (int i = 0; i < 2_000 && asked.Exists(one => !one.Task.IsCompleted); i++)
            {
                foreach ((Task<RateLimitLease> task, _) in asked.Where(one => one.Task.IsCompletedSuccessfully))
                    RateLimiterFixture.Ticket(task).Received(null);
                x.Pass(1);
            }

            asked.ForEach(one => one.Stop.Dispose());
            Assert.All(asked, one => Assert.True(one.Task.IsCompleted));
        }, iter: s_runs);
    }

    private sealed class Scene : IDisposable
    {
        private readonly Setting _setting;
        private readonly Random _random;
        private readonly VirtualTime _time = new();
        private readonly FixedWindowServer _server;
        private readonly RateLimiter _rateLimiter;

        public Scene(Setting setting, RevealedHeaders tells = RevealedHeaders.Everything, double dropped = 0)
        {
            _setting = setting;
            _random = new Random(setting.Seed);
            _server = new FixedWindowServer(setting.Allowed, TimeSpan.FromSeconds(setting.WindowSeconds))
            {
                Rounding = (Rounding)setting.Rounding,
                CountsRefused = setting.CountsRefused,
                RevealedHeaders = tells,
                DropsHeaders = () => Chance(dropped),
            };
            for (int i = 0; i < setting.SpentBefore; i++)
                _server.Arrive(_time.Now);
            _rateLimiter = new RateLimiter(new RateLimiterOptions(), _time);
        }

        // A second of rounding on either side, the probe's patience, and a few trips.
        public TimeSpan Patience =>
            TimeSpan.FromSeconds(2) + RateWindow.ProbeTimeout +
            TimeSpan.FromMilliseconds((8 * _setting.Latency) + (4 * _setting.SlowOnes));

        public PacedClient Client(
            double notSent = 0, double lost = 0) => new(_time, _server, _rateLimiter, _setting.Rows, _setting.Concurrency)
        {
            Latency = () =>
            {
                if (Chance(0.02))
                    _time.WallClockIsOff = TimeSpan.FromSeconds(_random.Next(-5_000, 5_000));
                return TimeSpan.FromMilliseconds(_random.NextDouble() * (Chance(0.05) ? _setting.SlowOnes : _setting.Latency));
            },
            FailsToSend = () => Chance(notSent),
            Loses = () => Chance(lost),
        };

        public void Dispose() => _rateLimiter.Dispose();

        private bool Chance(double likely) => _random.NextDouble() < likely;
    }
}
