using GenesysCloud.RateLimiting;
using Xunit;
using static GenesysCloud.Tests.Pacing.RateLimiterFixture;

namespace GenesysCloud.Tests.Pacing;

/// <summary>A resource that lets nothing through is given up after a while, however short its single refusals are.</summary>
public sealed class RateLimiterTimeoutTests : IDisposable
{
    private static readonly DateTimeOffset s_start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly RateLimiterFixture _x = new();

    public void Dispose() => _x.Dispose();

    [Theory]
    [InlineData(null, 180, 180)]
    [InlineData(null, 100, 180)]
    [InlineData(null, 600, 600)]
    [InlineData(5.0, 180, 180)]
    [InlineData(100.0, 180, 180)]
    public async Task A_resource_that_refuses_everything_is_given_up(double? retryAfter, double cap, double longest)
    {
        RateLimitExceededException error = await Assert.ThrowsAsync<RateLimitExceededException>(() => RefuseAsync(null, retryAfter, cap));

        Assert.Equal(Launches, error.Resource);
        Assert.InRange(error.RefusedFor!.Value.TotalSeconds, longest, longest + 100);
        Assert.InRange(_x.Time.GetUtcNow() - s_start, Seconds(longest), Seconds(longest + 100));
    }

    [Fact]
    public async Task A_token_whose_every_window_is_spent_is_given_up_too()
    {
        RateLimitExceededException error = await Assert.ThrowsAsync<RateLimitExceededException>(
            () => RefuseAsync(Told(300, 300, 30), 30, cap: 180));

        Assert.InRange(error.RefusedFor!.Value.TotalSeconds, 180, 240);
    }

    [Fact]
    public void All_who_wait_are_failed_together_and_nobody_else()
    {
        Task<RateLimitLease>[] waiting = [];
        RateLimitLease probe = _x.Go();
        for (int pause = 0; pause < 20 && !waiting.Any(one => one.IsFaulted); pause++)
        {
            probe.Refused(null, Seconds(10));
            if (waiting.Length == 0)
                waiting = [_x.Ask(), _x.Ask(), _x.Ask(cap: 10_000)];
            Task<RateLimitLease> next = _x.Ask(priority: RequestPriority.Launch, cap: 10_000);
            _x.Pass(10);
            probe = Ticket(next);
        }

        Assert.Equal([true, true, false], waiting.Select(one => one.IsFaulted));
        Assert.All(waiting[..2], one => Assert.IsType<RateLimitExceededException>(one.Exception?.InnerException));
        Assert.False(_x.Ask(Reads).IsFaulted);
    }

    [Fact]
    public void A_resource_that_lets_one_through_now_and_then_is_not_given_up()
    {
        for (int pause = 0; pause < 60; pause++)
        {
            RateLimitLease lease = Ticket(_x.Ask());
            if (pause % 10 == 9)
                lease.Received(null);
            else
                lease.Refused(null, Seconds(10));
            _x.Pass(10);
        }

        Assert.True(_x.Ask().IsCompletedSuccessfully);
    }

    [Fact]
    public void A_refusal_long_after_the_last_one_begins_a_new_streak()
    {
        _x.Go().Refused(null, Seconds(10));
        _x.Pass(600);
        _x.Go().Refused(null, Seconds(10));

        Assert.False(_x.Ask().IsCompleted);
    }

    // Asks, and is refused, until asking fails. At most an hour, so that a rateLimiter without an end fails the test.
    private async Task RefuseAsync(RateLimitHeaders? headers, double? retryAfter, double cap)
    {
        while (_x.Time.GetUtcNow() - s_start < TimeSpan.FromHours(1))
        {
            Task<RateLimitLease> next = _x.Ask(cap: cap);
            for (int second = 0; second < 200 && !next.IsCompleted; second++)
                _x.Pass(1);
            (await next).Refused(headers, retryAfter is { } wait ? Seconds(wait) : null);
        }
    }
}
