using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using GenesysCloud.Simulator;
using Xunit;

namespace GenesysCloud.Tests.Simulator;

public sealed class ControlApiTests
{
    private static Task<RawResponse> SendAsync(RawClient raw, string method, string path, string body) =>
        raw.SendAsync(new(new HttpMethod(method), path) { Content = new StringContent(body) });

    [Fact]
    public async Task Launches_are_counted_and_returned_page_by_page()
    {
        await using RawClient raw = await RawClient.StartAsync();
        for (int i = 0; i < 3; i++)
            await raw.LaunchAsync("Send reminder", new JsonObject { ["Flow.text"] = $"t{i}" }, $"row {i}");
        RawResponse count = await raw.GetAsync("_simulator/launches?count");
        Assert.Equal((3, 0), (count.Body.GetProperty("count").GetInt32(), count.Body.GetProperty("launches").GetArrayLength()));
        JsonElement launch = Assert.Single(
            (await raw.GetAsync("_simulator/launches?skip=1&limit=1")).Body.GetProperty("launches").EnumerateArray());
        Assert.Equal(
            ("row 1", "t1"),
            (launch.GetProperty("name").GetString(), launch.GetProperty("inputData").GetProperty("Flow.text").GetString()));
    }

    [Fact]
    public async Task Requests_are_returned_without_those_to_the_control_API()
    {
        await using RawClient raw = await RawClient.StartAsync();
        await raw.GetAsync("api/v2/flows?pageSize=1");
        JsonElement[] requests = (await raw.GetAsync("_simulator/requests")).Body.GetProperty("requests").EnumerateArray().ToArray();
        Assert.Equal(["/oauth/token", "/api/v2/flows"], requests.Select(request => request.GetProperty("path").GetString()));
        Assert.Equal("?pageSize=1", requests[1].GetProperty("query").GetString());
    }

    [Fact]
    public async Task Settings_are_changed_one_by_one_or_as_a_whole()
    {
        await using RawClient raw = await RawClient.StartAsync();
        RawResponse changed = await SendAsync(raw, "PATCH", "_simulator/settings",
            """{"rateLimit":null,"latency":"00:00:00.0200000","nameFilter":"Exact","resourceLimits":{"GET /api/v2/flows":5}}""");
        Assert.Equal(HttpStatusCode.OK, changed.Status);
        SimulatorSettings settings = raw.Cloud.Settings;
        Assert.Equal((null, TimeSpan.FromMilliseconds(20), NameFilter.Exact), (settings.RateLimit, settings.Latency, settings.NameFilter));
        Assert.Equal(5, settings.ResourceLimits["GET /api/v2/flows"]);
        await SendAsync(raw, "PATCH", "_simulator/settings", """{"resourceLimits":{}}""");
        Assert.Empty(settings.ResourceLimits);
        await SendAsync(raw, "PUT", "_simulator/settings", """{"rateLimit":10}""");
        Assert.Equal((10, TimeSpan.Zero), (settings.RateLimit, settings.Latency));
    }

    [Theory]
    [InlineData("PATCH", "settings", """{"rateLimits":1}""", "rateLimits")]
    [InlineData("PATCH", "settings", """{"latency":"soon"}""", "latency")]
    [InlineData("PATCH", "settings", "[]", "object")]
    [InlineData("POST", "faults", """{"kind":"Explode"}""", "DropAfter")]
    [InlineData("POST", "faults", """{"kind":"DropAfter","times":"many"}""", "times")]
    [InlineData("POST", "faults", """{"kind":"DropAfter","path":""", "line")]
    [InlineData("POST", "flows", """{"name":"x","inputs":[{"name":"Flow.a","type":"text"}]}""", "inputs[0]")]
    [InlineData("GET", "launches?skip=x", "", "skip")]
    public async Task What_makes_no_sense_is_refused_with_a_reason(string method, string path, string body, string reason)
    {
        await using RawClient raw = await RawClient.StartAsync();
        RawResponse refused = await SendAsync(raw, method, $"_simulator/{path}", body);
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains(reason, refused.Text("error"), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Faults_are_added_returned_and_removed()
    {
        await using RawClient raw = await RawClient.StartAsync();
        await SendAsync(raw, "POST", "_simulator/faults", """{"kind":"StatusAfter","status":504,"times":null,"retryAfterSeconds":3}""");
        RawResponse failed = await raw.LaunchAsync("Nightly clean-up");
        Assert.Equal((HttpStatusCode.GatewayTimeout, "3"), (failed.Status, failed.Header("Retry-After")));
        await raw.LaunchAsync("Nightly clean-up");
        JsonElement fault = Assert.Single((await raw.GetAsync("_simulator/faults")).Body.GetProperty("faults").EnumerateArray());
        Assert.Equal(2, fault.GetProperty("met").GetInt32());
        await raw.SendAsync(new(HttpMethod.Delete, "_simulator/faults"));
        Assert.Equal(HttpStatusCode.OK, (await raw.LaunchAsync("Nightly clean-up")).Status);
    }

    [Fact]
    public async Task Flows_are_added_tokens_ended_and_everything_reset()
    {
        await using RawClient raw = await RawClient.StartAsync();
        await SendAsync(raw, "POST", "_simulator/flows", """{"name":"From outside","outcome":"TERMINATED"}""");
        Assert.Equal(HttpStatusCode.OK, (await raw.LaunchAsync("From outside")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await SendAsync(raw, "POST", "_simulator/tokens/end", "")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await raw.LaunchAsync("From outside")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await SendAsync(raw, "POST", "_simulator/reset", "")).Status);
        Assert.Equal(0, raw.Cloud.LaunchCount);
    }
}
