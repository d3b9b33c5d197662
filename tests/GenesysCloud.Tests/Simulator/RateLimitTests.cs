using System.Net;
using GenesysCloud.Simulator;
using Xunit;

namespace GenesysCloud.Tests.Simulator;

public sealed class RateLimitTests
{
    private static (string Count, string Allowed, string Reset) Quota(RawResponse answer) =>
        (answer.Header("inin-ratelimit-count"), answer.Header("inin-ratelimit-allowed"), answer.Header("inin-ratelimit-reset"));

    [Fact]
    public async Task Every_response_has_the_rate_limit_and_the_window_starts_with_the_first_request()
    {
        await using RawClient raw = await RawClient.StartAsync();
        raw.Cloud.Settings.RateLimitHeaders = true;
        raw.Time.Advance(TimeSpan.FromSeconds(500));
        Assert.Equal(("1", "300", "60"), Quota(await raw.GetAsync("api/v2/flows")));
        raw.Time.Advance(TimeSpan.FromSeconds(20.5));
        Assert.Equal(("2", "300", "40"), Quota(await raw.GetAsync("api/v2/flows")));
        raw.Cloud.Settings.RateLimitResetRoundsDown = true;
        Assert.Equal(("3", "300", "39"), Quota(await raw.GetAsync("api/v2/flows")));
        raw.Time.Advance(TimeSpan.FromSeconds(39.5));
        Assert.Equal(("1", "300", "60"), Quota(await raw.GetAsync("api/v2/flows")));
    }

    [Fact]
    public async Task A_spent_window_refuses_until_it_ends()
    {
        await using RawClient raw = await RawClient.StartAsync();
        raw.Cloud.Settings.RateLimit = 2;
        await raw.LaunchAsync("Nightly clean-up");
        await raw.LaunchAsync("Nightly clean-up");
        raw.Time.Advance(TimeSpan.FromSeconds(10));
        RawResponse refused = await raw.LaunchAsync("Nightly clean-up");
        Assert.Equal(
            (HttpStatusCode.TooManyRequests, "too.many.requests.retry.after", "50"),
            (refused.Status, refused.Text("code"), refused.Header("Retry-After")));
        Assert.Equal("Rate limit exceeded the maximum. Retry the request in [50] seconds", refused.Text("message"));
        Assert.Equal(2, raw.Cloud.LaunchCount);
        raw.Time.Advance(TimeSpan.FromSeconds(50));
        Assert.Equal(HttpStatusCode.OK, (await raw.LaunchAsync("Nightly clean-up")).Status);
    }

    [Fact]
    public async Task The_rate_limit_applies_to_the_token()
    {
        await using RawClient raw = await RawClient.StartAsync();
        raw.Cloud.Settings.RateLimitHeaders = true;
        await raw.GetAsync("api/v2/flows");
        await raw.SignInAsync(SimulatedClients.Administrator);
        Assert.Equal("1", (await raw.GetAsync("api/v2/flows")).Header("inin-ratelimit-count"));
    }

    [Fact]
    public async Task The_limit_of_a_client_counts_all_its_tokens_and_names_itself()
    {
        await using RawClient raw = await RawClient.StartAsync();
        raw.Cloud.Settings.ClientRateLimit = 2;
        Assert.Equal(HttpStatusCode.OK, (await raw.GetAsync("api/v2/flows")).Status);
        await raw.SignInAsync(SimulatedClients.Administrator);
        Assert.Equal(HttpStatusCode.OK, (await raw.GetAsync("api/v2/flows")).Status);
        raw.Time.Advance(TimeSpan.FromSeconds(10));

        RawResponse refused = await raw.GetAsync("api/v2/flows");
        Assert.Equal((HttpStatusCode.TooManyRequests, "50"), (refused.Status, refused.Header("Retry-After")));
        Assert.Equal("org.app.user.rate.per.minute", refused.Body.GetProperty("limit").GetProperty("key").GetString());

        await raw.SignInAsync(SimulatedClients.ViewOnly);
        Assert.Equal(HttpStatusCode.OK, (await raw.GetAsync("api/v2/flows")).Status);
        raw.Time.Advance(TimeSpan.FromSeconds(50));
        await raw.SignInAsync(SimulatedClients.Administrator);
        Assert.Equal(HttpStatusCode.OK, (await raw.GetAsync("api/v2/flows")).Status);
    }

    [Fact]
    public async Task Headers_are_off_as_recorded_and_without_a_limit_there_is_nothing_to_say()
    {
        await using RawClient raw = await RawClient.StartAsync();
        Assert.False((await raw.GetAsync("api/v2/flows")).Headers.Contains("inin-ratelimit-count"));
        (raw.Cloud.Settings.RateLimitHeaders, raw.Cloud.Settings.RateLimit) = (true, null);
        Assert.False((await raw.GetAsync("api/v2/flows")).Headers.Contains("inin-ratelimit-count"));
    }

    [Fact]
    public async Task A_resource_limit_can_be_reached_before_that_of_the_token()
    {
        await using RawClient raw = await RawClient.StartAsync();
        raw.Cloud.Settings.ResourceLimits["POST /api/v2/flows/executions"] = 1;
        Assert.Equal(HttpStatusCode.OK, (await raw.LaunchAsync("Nightly clean-up")).Status);
        RawResponse refused = await raw.LaunchAsync("Nightly clean-up");
        Assert.Equal((HttpStatusCode.TooManyRequests, "60"), (refused.Status, refused.Header("Retry-After")));
        Assert.Equal(HttpStatusCode.OK, (await raw.GetAsync("api/v2/flows")).Status);
        raw.Cloud.Settings.ResourceLimits["/api/v2/f*"] = 0;
        Assert.Equal(HttpStatusCode.TooManyRequests, (await raw.GetAsync("api/v2/flows")).Status);
    }
}
