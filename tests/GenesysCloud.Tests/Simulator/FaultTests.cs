using System.Net;
using System.Text.Json;
using GenesysCloud.Simulator;
using Xunit;

namespace GenesysCloud.Tests.Simulator;

public sealed class FaultTests
{
    [Theory]
    [InlineData(FaultKind.DropBefore, 0)]
    [InlineData(FaultKind.DropAfter, 1)]
    [InlineData(FaultKind.TruncatedBody, 1)]
    public async Task A_broken_connection_breaks_before_or_after_the_launch(FaultKind kind, int launches)
    {
        await using RawClient raw = await RawClient.StartAsync();
        raw.Cloud.Faults.Add(new Fault(kind));
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => raw.LaunchAsync("Nightly clean-up"));
        Assert.Equal(launches, raw.Cloud.LaunchCount);
        Assert.All(raw.Cloud.Launches, launch => Assert.False(launch.Answered));
        Assert.Equal(kind is FaultKind.TruncatedBody ? 200 : 0, raw.Cloud.Requests[^1].Status);
        Assert.Equal(HttpStatusCode.OK, (await raw.LaunchAsync("Nightly clean-up")).Status);
    }

    [Theory]
    [InlineData(FaultKind.StatusBefore, 500, "internal.server.error", 0)]
    [InlineData(FaultKind.StatusBefore, 503, "service.unavailable", 0)]
    [InlineData(FaultKind.StatusAfter, 502, "bad.gateway", 1)]
    [InlineData(FaultKind.StatusAfter, 504, "request.timeout", 1)]
    public async Task A_status_comes_before_or_after_the_launch(FaultKind kind, int status, string code, int launches)
    {
        await using RawClient raw = await RawClient.StartAsync();
        raw.Cloud.Faults.Add(new Fault(kind) { Status = status });
        RawResponse answer = await raw.LaunchAsync("Nightly clean-up");
        Assert.Equal((status, code, launches), ((int)answer.Status, answer.Text("code"), raw.Cloud.LaunchCount));
        Assert.All(raw.Cloud.Launches, launch => Assert.False(launch.Answered));
    }

    [Theory]
    [InlineData(FaultKind.HangBefore, 0)]
    [InlineData(FaultKind.HangAfter, 1)]
    public async Task A_request_hangs_until_the_cloud_ends(FaultKind kind, int launches)
    {
        await using RawClient raw = await RawClient.StartAsync();
        raw.Cloud.Faults.Add(new Fault(kind));
        Task<RawResponse> hanging = raw.LaunchAsync("Nightly clean-up");
        while (raw.Cloud.Requests.Count < 2)
            await Task.Yield();
        Assert.False(hanging.IsCompleted);
        Assert.Equal(launches, raw.Cloud.LaunchCount);
        await raw.Cloud.DisposeAsync();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => hanging);
    }

    [Fact]
    public async Task An_unreadable_response_hides_a_launch()
    {
        await using RawClient raw = await RawClient.StartAsync();
        raw.Cloud.Faults.Add(new Fault(FaultKind.UnreadableBody));
        await Assert.ThrowsAnyAsync<JsonException>(() => raw.LaunchAsync("Nightly clean-up"));
        Assert.False(Assert.Single(raw.Cloud.Launches).Answered);
    }

    [Fact]
    public async Task A_429_comes_with_seconds_with_a_date_or_without_a_word()
    {
        await using RawClient raw = await RawClient.StartAsync();
        raw.Cloud.Faults.Add(new Fault(FaultKind.TooManyRequests));
        raw.Cloud.Faults.Add(new Fault(FaultKind.TooManyRequests) { RetryAfterSeconds = 7 });
        raw.Cloud.Faults.Add(new Fault(FaultKind.TooManyRequests) { RetryAfterSeconds = 7, RetryAfterAsDate = true });
        Assert.Null((await raw.LaunchAsync("Nightly clean-up")).Headers.RetryAfter);
        Assert.Equal(TimeSpan.FromSeconds(7), (await raw.LaunchAsync("Nightly clean-up")).Headers.RetryAfter!.Delta);
        RawResponse dated = await raw.LaunchAsync("Nightly clean-up");
        Assert.Equal(raw.Time.GetUtcNow().AddSeconds(7), dated.Headers.RetryAfter!.Date);
        Assert.Equal(raw.Time.GetUtcNow(), dated.Headers.Date);
        Assert.Equal(0, raw.Cloud.LaunchCount);
    }

    [Fact]
    public async Task A_429_says_in_words_too_when_to_come_back()
    {
        await using RawClient raw = await RawClient.StartAsync();
        raw.Cloud.Faults.Add(new Fault(FaultKind.TooManyRequests) { RetryAfterSeconds = 7 });
        raw.Cloud.Faults.Add(new Fault(FaultKind.TooManyRequests) { RetryAfterSeconds = 7, Message = "Own words." });
        raw.Cloud.Faults.Add(new Fault(FaultKind.TooManyRequests));
        var returned = new List<string>();
        for (int i = 0; i < 3; i++)
            returned.Add((await raw.LaunchAsync("Nightly clean-up")).Text("message"));
        Assert.Equal(
            ["Rate limit exceeded the maximum. Retry the request in [7] seconds", "Own words.", "Rate limit exceeded the maximum."],
            returned);
    }

    [Fact]
    public async Task A_fault_skips_counts_and_ends()
    {
        await using RawClient raw = await RawClient.StartAsync();
        raw.Cloud.Faults.Add(new Fault(FaultKind.StatusBefore) { Skip = 1, Times = 2, Code = "own.code", Message = "Own words." });
        var statuses = new List<int>();
        for (int i = 0; i < 4; i++)
            statuses.Add((int)(await raw.LaunchAsync("Nightly clean-up")).Status);
        Assert.Equal([200, 503, 503, 200], statuses);
    }

    [Fact]
    public async Task A_fault_that_acts_first_waits_for_a_launch_that_happens()
    {
        await using RawClient raw = await RawClient.StartAsync();
        raw.Cloud.Faults.Add(new Fault(FaultKind.StatusAfter));
        Assert.Equal(HttpStatusCode.BadRequest, (await raw.LaunchAsync("Main IVR")).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await raw.LaunchAsync("Nightly clean-up")).Status);
    }

    [Fact]
    public async Task A_chance_is_rolled_by_the_seed()
    {
        async Task<string> RunAsync()
        {
            await using RawClient raw = await RawClient.StartAsync();
            raw.Cloud.Faults.Add(new Fault(FaultKind.StatusBefore) { Probability = 0.5, Times = null });
            string met = "";
            for (int i = 0; i < 60; i++)
                met += (await raw.LaunchAsync("Nightly clean-up")).Status is HttpStatusCode.OK ? '.' : 'x';
            return met;
        }

        string first = await RunAsync();
        Assert.InRange(first.Count(c => c == 'x'), 15, 45);
        Assert.Equal(first, await RunAsync());
    }

    [Theory]
    [InlineData("GET", "/api/v2/flows/executions", false)]
    [InlineData("POST", "/api/v2/flows/lookup", false)]
    [InlineData("*", "/api/*/executions", true)]
    [InlineData("POST", "/api/v2/fl", true)]
    public async Task A_fault_meets_only_the_requests_it_names(string method, string path, bool meets)
    {
        await using RawClient raw = await RawClient.StartAsync();
        raw.Cloud.Faults.Add(new Fault(FaultKind.StatusBefore) { Method = method, Path = path });
        Assert.Equal(meets, (await raw.LaunchAsync("Nightly clean-up")).Status is HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task Signing_in_can_fail_too()
    {
        await using RawClient raw = await RawClient.StartAsync();
        raw.Cloud.Faults.Add(new Fault(FaultKind.StatusBefore) { Path = "/oauth/token" });
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await raw.TokenAsync("a", "b")).Status);
    }

    [Fact]
    public async Task Latency_passes_before_anything_happens()
    {
        await using RawClient raw = await RawClient.StartAsync();
        raw.Cloud.Settings.Latency = TimeSpan.FromMilliseconds(20);
        Task<RawResponse> launch = raw.LaunchAsync("Nightly clean-up");
        while (!launch.IsCompleted)
        {
            raw.Time.Advance(TimeSpan.FromMilliseconds(1));
            await Task.Yield();
        }

        Assert.Equal(HttpStatusCode.OK, (await launch).Status);
        Assert.True(raw.Cloud.Launches[0].At - raw.Cloud.Requests[^1].At >= TimeSpan.FromMilliseconds(20));
    }

    [Fact]
    public async Task A_reset_forgets_everything()
    {
        await using RawClient raw = await RawClient.StartAsync();
        await raw.LaunchAsync("Nightly clean-up");
        raw.Cloud.Settings.RateLimit = 1;
        raw.Cloud.Faults.Add(new Fault(FaultKind.StatusBefore) { Path = "/" });
        raw.Cloud.Reset();
        Assert.Equal((0, 0, 300), (raw.Cloud.LaunchCount, raw.Cloud.Requests.Count, raw.Cloud.Settings.RateLimit));
        raw.Cloud.Settings.RateLimitHeaders = true;
        await raw.SignInAsync(SimulatedClients.Administrator);
        Assert.Equal("1", (await raw.LaunchAsync("Nightly clean-up")).Header("inin-ratelimit-count"));
    }
}
