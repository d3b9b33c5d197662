using CsCheck;
using GenesysCloud.RateLimiting;
using Xunit;

namespace GenesysCloud.Tests.Pacing;

/// <summary>Several tokens: whatever happens to some of them, the rate limiter chooses one that can send.</summary>
public sealed class RateLanePropertyTests
{
    private static readonly long s_runs = Math.Max(1_000, Check.Iter);
    private static readonly TimeSpan s_maxWait = TimeSpan.FromDays(2);

    /// <summary>Everything a run can differ in; <paramref name="Seed"/> decides the rest.</summary>
    public sealed record Setting(int Seed, int Tokens, int Allowed, int WindowSeconds, int Latency, int Rows, int Concurrency);

    private static readonly Gen<Setting> s_settings =
        from seed in Gen.Int
        from tokens in Gen.Int[1, 10]
        from allowed in Gen.Int[1, 20]
        from window in Gen.Frequency((3, Gen.Const(60)), (2, Gen.Int[5, 59]))
        from latency in Gen.Int[0, 300]
        from rows in Gen.Int[1, 300]
        from concurrency in Gen.Int[1, 64]
        select new Setting(seed, tokens, allowed, window, latency, rows, concurrency);

    [Fact]
    public void Once_the_limit_is_known_nothing_is_refused_and_no_token_stands_still_while_it_has_room()
    {
        s_settings.Sample(setting =>
        {
            var random = new Random(setting.Seed);
            using var scene = new Scene(setting, random);

            Assert.True(scene.Client.Run(s_maxWait), "a request was never let go");
            Assert.Equal(0, scene.Client.RefusedKnowingly);
            Assert.InRange(scene.Client.MostOpening, 0, 1);
            Assert.InRange(
                scene.Client.LongestStandstill,
                TimeSpan.Zero,
                TimeSpan.FromSeconds(2) + RateWindow.ProbeTimeout + TimeSpan.FromMilliseconds(8 * setting.Latency));
        }, iter: s_runs);
    }

    [Fact]
    public void Tokens_that_fail_now_and_then_keep_nobody_waiting_for_ever()
    {
        Gen.Select(s_settings, Gen.Double[0, 1]).Sample((setting, likely) =>
        {
            var random = new Random(setting.Seed);
            using var scene = new Scene(setting, random, fails: likely);

            Assert.True(scene.Client.Run(s_maxWait), $"{scene.Client.Done} of {scene.Client.Rows} done");
            Assert.InRange(scene.Client.MostOpening, 0, 1);
        }, iter: s_runs);
    }

    private sealed class Scene : IDisposable
    {
        private readonly RateLimiter _rateLimiter;

        public Scene(Setting setting, Random random, double fails = 0)
        {
            var time = new VirtualTime();
            _rateLimiter = new RateLimiter(new RateLimiterOptions(), time, setting.Tokens);
            FixedWindowServer[] servers =
            [
                .. Enumerable.Range(0, setting.Tokens)
                    .Select(_ => new FixedWindowServer(setting.Allowed, TimeSpan.FromSeconds(setting.WindowSeconds))),
            ];
            Client = new PacedClient(time, servers, _rateLimiter, setting.Rows, setting.Concurrency)
            {
                Latency = () => TimeSpan.FromMilliseconds(random.NextDouble() * setting.Latency),
                FailsToOpen = () => random.NextDouble() < fails,
            };
            if (fails > 0)
                FailSometimes(time, random, setting.Tokens);
        }

        public PacedClient Client { get; }

        public void Dispose() => _rateLimiter.Dispose();

        // A token that is in use fails, too; never the last one.
        private void FailSometimes(VirtualTime time, Random random, int tokens) =>
            time.After(TimeSpan.FromSeconds(random.Next(1, 90)), () => FailOnce(time, random, tokens));

        private void FailOnce(VirtualTime time, Random random, int tokens)
        {
            int open = _rateLimiter.OpenLanes;
            bool failed = _rateLimiter.Suspend(random.Next(tokens), out _);
            Assert.True(_rateLimiter.OpenLanes >= 1);
            Assert.True(failed || open <= 1, "a token was kept though there is another one");
            if (Client.Done < Client.Rows)
                FailSometimes(time, random, tokens);
        }
    }
}
