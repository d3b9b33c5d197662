using GenesysCloud.RateLimiting;
using Xunit;

namespace GenesysCloud.Tests.Pacing;

/// <summary>What ten tokens are worth, counted in the windows of the documented limit.</summary>
public sealed class RateLaneEfficiencyTests(ITestOutputHelper output)
{
    private const int Allowed = 300;
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(20, 32)]
    [InlineData(20, 64)]
    [InlineData(100, 64)]
    public void Ten_tokens_launch_9_point_7_times_as_many_rows_per_window_as_one_and_none_is_refused(int roundTrip, int concurrency)
    {
        const int Windows = 20;
        TimeSpan one = Run(tokens: 1, Windows, roundTrip, concurrency);
        TimeSpan ten = Run(tokens: 10, Windows, roundTrip, concurrency);

        double ratio = 10 * (one / ten);
        output.WriteLine($"{ratio:0.000}");
        Assert.InRange(ratio, 9.7, 10.01);
    }

    private static TimeSpan Run(int tokens, int windows, int roundTrip, int concurrency)
    {
        var time = new VirtualTime();
        using var rateLimiter = new RateLimiter(new RateLimiterOptions(), time, tokens);
        FixedWindowServer[] servers = [.. Enumerable.Range(0, tokens).Select(_ => new FixedWindowServer(Allowed, s_minute))];
        var client = new PacedClient(time, servers, rateLimiter, windows * tokens * Allowed, concurrency)
        {
            Latency = () => TimeSpan.FromMilliseconds(roundTrip / 2.0),
        };

        Assert.True(client.Run(TimeSpan.FromHours(2)));
        Assert.Equal(0, client.Refusals);
        return client.FinishedAt;
    }
}
