using GenesysCloud.RateLimiting;
using Xunit;

namespace GenesysCloud.Tests.Pacing;

public sealed class RateLimiterEfficiencyTests(ITestOutputHelper output)
{
    private static readonly TimeSpan s_minute = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_anHour = TimeSpan.FromHours(1);

    public static TheoryData<int, int> Networks => new() { { 20, 8 }, { 20, 32 }, { 200, 8 }, { 200, 32 } };

    public static TheoryData<string, int, int> NetworksAndRoundings
    {
        get
        {
            var all = new TheoryData<string, int, int>();
            foreach (Rounding rounding in Enum.GetValues<Rounding>())
            {
                foreach (TheoryDataRow<int, int> network in Networks)
                    all.Add(rounding.ToString(), network.Data.Item1, network.Data.Item2);
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(NetworksAndRoundings))]
    public void With_headers_3000_requests_take_at_most_3_percent_more_than_the_limit_asks_and_none_is_refused(
        string rounding, int roundTrip, int concurrency)
    {
        var server = new FixedWindowServer(300, s_minute) { Rounding = Enum.Parse<Rounding>(rounding) };

        PacedClient client = Run(server, roundTrip, concurrency);

        Assert.InRange(Ratio(client, server, s_minute), 1, 1.03);
        Assert.Equal(0, client.Refusals);
    }

    [Theory]
    [MemberData(nameof(NetworksAndRoundings))]
    public void A_window_of_another_length_costs_at_most_a_second_and_three_round_trips_a_turn(
        string rounding, int roundTrip, int concurrency)
    {
        var length = TimeSpan.FromSeconds(20);
        var server = new FixedWindowServer(300, length) { Rounding = Enum.Parse<Rounding>(rounding) };

        PacedClient client = Run(server, roundTrip, concurrency);

        var trip = TimeSpan.FromMilliseconds(roundTrip);
        TimeSpan lastWindow = 300 / concurrency * trip + trip;
        Assert.InRange(client.FinishedAt, 9 * length, 9 * (length + TimeSpan.FromSeconds(1) + 3 * trip) + lastWindow);
        Assert.Equal(0, client.Refusals);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Beside_a_steady_client_with_30_percent_of_the_quota_at_most_10_percent_more(int roundTrip, int concurrency)
    {
        var server = new FixedWindowServer(300, s_minute);
        var time = new VirtualTime();
        void Steadily()
        {
            server.Arrive(time.Now);
            time.After(s_minute / 90, Steadily);
        }

        time.After(TimeSpan.FromSeconds(0.3), Steadily);

        PacedClient client = Run(server, roundTrip, concurrency, time);

        Assert.InRange(Ratio(client, server, s_minute), 1, 1.10);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Beside_a_paced_client_with_30_percent_of_the_quota_at_most_10_percent_more(int roundTrip, int concurrency)
    {
        var server = new FixedWindowServer(300, s_minute);
        var time = new VirtualTime();
        using var otherPacer = new RateLimiter(new RateLimiterOptions { MaxRequestsPerMinute = 90 }, time);
        var other = new PacedClient(time, server, otherPacer, 10_000, 4) { Latency = () => TimeSpan.FromMilliseconds(15) };
        void Look()
        {
            other.SendWhatMay();
            time.After(TimeSpan.FromMilliseconds(5), Look);
        }

        Look();

        PacedClient client = Run(server, roundTrip, concurrency, time);

        output.WriteLine($"the other: {other.Done} done, {other.Refusals} refused");
        Assert.InRange(Ratio(client, server, s_minute), 1, 1.10);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Without_headers_but_with_Retry_After_at_most_15_percent_more(int roundTrip, int concurrency)
    {
        var server = new FixedWindowServer(300, s_minute) { RevealedHeaders = RevealedHeaders.RetryAfterOnly };

        PacedClient client = Run(server, roundTrip, concurrency);

        Assert.InRange(Ratio(client, server, s_minute), 1, 1.15);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Without_any_word_from_the_server_at_most_15_percent_more(int roundTrip, int concurrency)
    {
        var server = new FixedWindowServer(300, s_minute) { RevealedHeaders = RevealedHeaders.Nothing };

        PacedClient client = Run(server, roundTrip, concurrency);

        Assert.InRange(Ratio(client, server, s_minute), 1, 1.15);
    }

    [Theory]
    [InlineData("RetryAfterOnly", 200)]
    [InlineData("RetryAfterOnly", 120)]
    [InlineData("Nothing", 200)]
    [InlineData("Nothing", 120)]
    public void Without_headers_a_limit_below_the_assumed_one_is_found(string tells, int allowed)
    {
        var server = new FixedWindowServer(allowed, s_minute) { RevealedHeaders = Enum.Parse<RevealedHeaders>(tells) };

        PacedClient client = Run(server, 20, 8);

        Assert.InRange(Ratio(client, server, s_minute), 1, 1.15);
    }

    private static PacedClient Run(FixedWindowServer server, int roundTrip, int concurrency, VirtualTime? time = null)
    {
        time ??= new VirtualTime();
        using var rateLimiter = new RateLimiter(new RateLimiterOptions(), time);
        var client = new PacedClient(time, server, rateLimiter, 3000, concurrency)
        {
            Latency = () => TimeSpan.FromMilliseconds(roundTrip / 2.0),
        };
        Assert.True(client.Run(s_anHour), $"{client.Done} of {client.Rows} done after an hour");
        return client;
    }

    // The ideal spends every window at its first moment: only the windows before the last one take time.
    private double Ratio(PacedClient client, FixedWindowServer server, TimeSpan window)
    {
        TimeSpan ideal = (server.Admitted - 1) / server.Allowed * window;
        double ratio = client.FinishedAt / ideal;
        output.WriteLine(
            $"{client.FinishedAt.TotalSeconds:F2} s for {server.Admitted} requests, ideal {ideal.TotalSeconds:F0} s: {ratio:F4}; " +
            $"{client.Refusals} refused");
        return ratio;
    }
}
