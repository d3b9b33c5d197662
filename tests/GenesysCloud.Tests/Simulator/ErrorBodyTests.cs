using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using GenesysCloud.Simulator;
using Xunit;

namespace GenesysCloud.Tests.Simulator;

public sealed class ErrorBodyTests
{
    private static IEnumerable<string> Members(RawResponse answer) => answer.Body.EnumerateObject().Select(member => member.Name);

    [Fact]
    public async Task A_429_is_exactly_the_published_one()
    {
        await using RawClient raw = await RawClient.StartAsync();
        raw.Cloud.Settings.RateLimit = 1;
        await raw.GetAsync("api/v2/flows");
        raw.Time.Advance(TimeSpan.FromSeconds(17.3));
        RawResponse refused = await raw.GetAsync("api/v2/flows");
        string contextId = refused.Header("ININ-Correlation-Id");
        const string Message = "Rate limit exceeded the maximum. Retry the request in [43] seconds";
        const string Code = "too.many.requests.retry.after";
        Assert.Equal(
            $$"""{"message":"{{Message}}","code":"{{Code}}","status":429,"contextId":"{{contextId}}","details":[],"errors":[]}""",
            refused.Body.GetRawText());
        Assert.Equal("43", refused.Header("Retry-After"));
    }

    [Theory]
    [InlineData(400, null, "bad.request", "malformed syntax")]
    [InlineData(400, "client.failed.request", "client.failed.request", "did not produce a request with valid end of stream signaling")]
    [InlineData(400, "invalid.property", "invalid.property", "is not a valid property for object [")]
    [InlineData(401, "ip.not.authorized", "ip.not.authorized", "not authorized")]
    [InlineData(408, null, "client.timeout", "within the server timeout limit")]
    [InlineData(410, null, "architect.flow.deleted", "Flow has been deleted.")]
    [InlineData(413, null, "request.entity.too.large", "over the size limit")]
    [InlineData(429, "too.many.requests", "too.many.requests", "Rate limit exceeded")]
    [InlineData(504, null, "request.timeout", "timed out")]
    public async Task A_fault_gives_the_error_of_its_status_and_code(int status, string? code, string expected, string message)
    {
        await using RawClient raw = await RawClient.StartAsync();
        raw.Cloud.Faults.Add(new Fault(FaultKind.StatusBefore) { Status = status, Code = code });
        RawResponse refused = await raw.LaunchAsync("Nightly clean-up");
        Assert.Equal((status, expected), ((int)refused.Status, refused.Text("code")));
        Assert.Equal(status, refused.Body.GetProperty("status").GetInt32());
        Assert.Contains(message, refused.Text("message"), StringComparison.Ordinal);
        Assert.Equal(refused.Header("ININ-Correlation-Id"), refused.Text("contextId"));
        Assert.Equal(["message", "code", "status", "contextId", "details", "errors"], Members(refused));
    }

    [Fact]
    public async Task A_missing_permission_is_named_in_the_parameters()
    {
        await using RawClient raw = await RawClient.StartAsync(SimulatedClients.ViewOnly);
        RawResponse refused = await raw.LaunchAsync("Nightly clean-up");
        string[] members = ["message", "code", "status", "messageWithParams", "messageParams", "contextId", "details", "errors"];
        Assert.Equal(members, Members(refused));
        Assert.Equal("[architect:flow:launch]", refused.Body.GetProperty("messageParams").GetProperty("permissions").GetString());
    }

    [Fact]
    public async Task An_undeclared_input_and_an_unknown_field_are_ignored_or_refused_by_name()
    {
        await using RawClient raw = await RawClient.StartAsync();
        JsonObject Body() => new()
        {
            ["flowId"] = raw.FlowId("Nightly clean-up"), ["user"] = "u", ["inputData"] = new JsonObject { ["Flow.x"] = 1 },
        };
        Assert.Equal(HttpStatusCode.OK, (await raw.PostAsync("api/v2/flows/executions", Body())).Status);
        raw.Cloud.Settings.RejectUnknownInputs = true;
        RawResponse refused = await raw.PostAsync("api/v2/flows/executions", Body());
        Assert.Equal("invalid.property", refused.Text("code"));
        Assert.Equal("Value [Flow.x] is not a valid property for object [inputData]", refused.Text("message"));
        raw.Cloud.Settings.RejectUnknownFields = true;
        refused = await raw.PostAsync("api/v2/flows/executions", Body());
        Assert.Equal("Value [user] is not a valid property for object [FlowExecutionLaunchRequest]", refused.Text("message"));
    }

    [Fact]
    public async Task What_a_launch_is_refused_with_is_a_matter_of_settings()
    {
        await using RawClient raw = await RawClient.StartAsync();
        raw.Cloud.Settings.LaunchRefusalStatus = 409;
        raw.Cloud.Settings.LaunchRefusalCode = "flow.input.invalid";
        raw.Cloud.Settings.LaunchRefusalDetails = false;
        RawResponse unlaunchable = await raw.LaunchAsync("Main IVR");
        RawResponse mistyped = await raw.LaunchAsync("Onboard employee", new() { ["Flow.remote"] = 7 });
        foreach (RawResponse refused in new[] { unlaunchable, mistyped })
        {
            Assert.Equal((HttpStatusCode.Conflict, "flow.input.invalid"), (refused.Status, refused.Text("code")));
            Assert.Equal(0, refused.Body.GetProperty("details").GetArrayLength());
        }
    }

    [Fact]
    public async Task The_limits_in_effect_can_be_read()
    {
        await using RawClient raw = await RawClient.StartAsync(SimulatedClients.LaunchOnly);
        raw.Cloud.Settings.RateLimit = 500;
        const string Key = "client.credentials.token.rate.per.minute";
        JsonElement entities = (await raw.GetAsync("api/v2/organizations/limits/namespaces/platform.api")).Body.GetProperty("entities");
        JsonElement limit = Assert.Single(entities.EnumerateArray(), entity => entity.GetProperty("key").GetString() == Key);
        Assert.Equal(("platform.api", 500), (limit.GetProperty("namespace").GetString(), limit.GetProperty("value").GetInt32()));
        Assert.Equal("not.found", (await raw.GetAsync("api/v2/organizations/limits/namespaces/nothing")).Text("code"));
        raw.Cloud.Settings.RateLimit = null;
        entities = (await raw.GetAsync("api/v2/organizations/limits/namespaces/platform.api")).Body.GetProperty("entities");
        Assert.DoesNotContain(entities.EnumerateArray(), entity => entity.GetProperty("key").GetString() == Key);
    }
}
