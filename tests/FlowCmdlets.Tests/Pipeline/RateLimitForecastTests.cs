using FlowCmdlets.Pipeline;
using GenesysCloud.RateLimiting;
using Xunit;

namespace FlowCmdlets.Tests.Pipeline;

/// <summary>How long a run takes that the rate limit holds back.</summary>
public sealed class RateLimitForecastTests
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 14, 9, 26, 53, TimeSpan.Zero);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(100, 0)]
    [InlineData(101, 20)]
    [InlineData(400, 20)]
    [InlineData(401, 80)]
    [InlineData(10_000, 1940)]
    public void What_the_window_does_not_hold_waits_for_the_next_ones(long requests, int seconds) => Assert.Equal(
        TimeSpan.FromSeconds(seconds),
        RateLimitForecast.TimeToSend(requests, new RateLimitQuota(300, 100, s_now.AddSeconds(20), FromServer: true), s_now));

    [Fact]
    public void A_window_that_is_over_is_not_waited_for() => Assert.Equal(
        TimeSpan.Zero, RateLimitForecast.TimeToSend(1, new RateLimitQuota(300, 0, s_now.AddSeconds(-1), FromServer: false), s_now));
}
