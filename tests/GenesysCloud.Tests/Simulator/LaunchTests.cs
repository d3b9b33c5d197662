using System.Net;
using System.Text.Json.Nodes;
using GenesysCloud.Simulator;
using Xunit;

namespace GenesysCloud.Tests.Simulator;

public sealed class LaunchTests
{
    private static JsonObject Inputs(string name, JsonNode? value) => new() { ["Flow.userId"] = "u-1", [name] = value };

    [Fact]
    public async Task A_launch_returns_an_ID_and_is_recorded()
    {
        await using RawClient raw = await RawClient.StartAsync();
        RawResponse launch = await raw.LaunchAsync("Onboard employee", Inputs("Flow.badgeNumber", 7), name: "row 1 ä");
        Assert.Equal(HttpStatusCode.OK, launch.Status);
        Assert.Equal(["id", "name", "flowVersion", "selfUri"], launch.Body.EnumerateObject().Select(member => member.Name));
        Assert.Equal($"/api/v2/flows/executions/{launch.Text("id")}", launch.Text("selfUri"));
        Assert.Equal("3.0", launch.Body.GetProperty("flowVersion").GetProperty("id").GetString());
        LaunchRecord record = Assert.Single(raw.Cloud.Launches);
        Assert.Equal(
            (launch.Text("id"), raw.FlowId("Onboard employee"), "3.0", "row 1 ä"),
            (record.Id, record.FlowId, record.FlowVersion, record.Name));
        Assert.Equal(
            (raw.Time.GetUtcNow(), SimulatedClients.Administrator.Id, true, 1L),
            (record.At, record.ClientId, record.Answered, record.Sequence));
        Assert.Equal(7, record.InputData!.Value.GetProperty("Flow.badgeNumber").GetInt32());
    }

    [Fact]
    public async Task Two_simulators_of_one_seed_give_the_same_ids()
    {
        await using RawClient one = await RawClient.StartAsync();
        await using RawClient two = await RawClient.StartAsync();
        Assert.Equal((await one.LaunchAsync("Nightly clean-up")).Text("id"), (await two.LaunchAsync("Nightly clean-up")).Text("id"));
    }

    [Fact]
    public async Task An_older_version_can_be_launched_and_a_version_that_is_none_cannot()
    {
        await using RawClient raw = await RawClient.StartAsync();
        JsonObject Body(string? version) => new() { ["flowId"] = raw.FlowId("Onboard employee"), ["flowVersion"] = version };
        Assert.Equal(
            "2.0",
            (await raw.PostAsync("api/v2/flows/executions", Body("2.0"))).Body.GetProperty("flowVersion").GetProperty("id").GetString());
        Assert.Equal(
            "2.0",
            (await raw.PostAsync("api/v2/flows/executions", Body("2"))).Body.GetProperty("flowVersion").GetProperty("id").GetString());
        Assert.Equal(
            "3.0",
            (await raw.PostAsync("api/v2/flows/executions", Body(null))).Body.GetProperty("flowVersion").GetProperty("id").GetString());
        Assert.Equal("architect.flow.version.missing", (await raw.PostAsync("api/v2/flows/executions", Body("9.0"))).Text("code"));
    }

    [Theory]
    [InlineData("Main IVR")]
    [InlineData("Draft: survey follow-up")]
    public async Task Only_published_workflows_can_be_launched(string flow)
    {
        await using RawClient raw = await RawClient.StartAsync();
        RawResponse refused = await raw.LaunchAsync(flow);
        Assert.Equal((HttpStatusCode.BadRequest, "bad.request"), (refused.Status, refused.Text("code")));
        Assert.Equal(0, raw.Cloud.LaunchCount);
    }

    [Theory]
    [InlineData("""{"flowId":"00000000-0000-4000-8000-00000000dead"}""", 404, "architect.flow.not.found")]
    [InlineData("""{"inputData":{}}""", 400, "bad.request")]
    [InlineData("""{"flowId":7}""", 400, "bad.request")]
    [InlineData("[]", 400, "bad.request")]
    public async Task A_launch_of_nothing_is_refused(string body, int status, string code)
    {
        await using RawClient raw = await RawClient.StartAsync();
        RawResponse refused = await raw.PostAsync("api/v2/flows/executions", JsonNode.Parse(body)!);
        Assert.Equal((status, code), ((int)refused.Status, refused.Text("code")));
    }

    [Fact]
    public async Task Bodies_too_long_not_declared_as_json_or_not_json_are_refused()
    {
        await using RawClient raw = await RawClient.StartAsync();
        Task<RawResponse> Send(string body, string type, bool chunked = false)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, "api/v2/flows/executions")
            {
                Content = new StringContent(body, System.Text.Encoding.UTF8, type),
            };
            request.Headers.TransferEncodingChunked = chunked;
            return raw.SendAsync(request);
        }

        Assert.Equal("unsupported.media.type", (await Send("{}", "text/plain")).Text("code"));
        Assert.Equal("bad.request", (await Send("{\"flowId\":", "application/json")).Text("code"));
        raw.Cloud.Settings.MaxRequestBytes = 10;
        foreach (bool chunked in new[] { false, true })
        {
            RawResponse refused = await Send("{\"flowId\":\"a\"}", "application/json", chunked);
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.Status);
            Assert.EndsWith("Maximum bytes: 10", refused.Text("message"), StringComparison.Ordinal);
        }
    }

    public static TheoryData<string, string> Mistyped => new()
    {
        { "Flow.badgeNumber", "\"seven\"" }, { "Flow.badgeNumber", "7.5" }, { "Flow.badgeNumber", "1000000000000000" },
        { "Flow.remote", "\"maybe\"" }, { "Flow.remote", "1" }, { "Flow.salary", "\"1,5\"" }, { "Flow.salary", "true" },
        { "Flow.startDate", "\"tomorrow\"" }, { "Flow.startDate", "20260302" },
        { "Flow.equipment", "\"desk\"" }, { "Flow.equipment", "[1]" },
    };

    [Theory]
    [MemberData(nameof(Mistyped))]
    public async Task A_value_of_another_type_is_rejected_or_accepted_as_the_setting_says(string name, string value)
    {
        await using RawClient raw = await RawClient.StartAsync();
        RawResponse refused = await raw.LaunchAsync("Onboard employee", Inputs(name, JsonNode.Parse(value)));
        Assert.Equal((HttpStatusCode.BadRequest, "bad.request"), (refused.Status, refused.Text("code")));
        Assert.Equal(name, refused.Body.GetProperty("details")[0].GetProperty("fieldName").GetString());
        raw.Cloud.Settings.RejectMistypedInputs = false;
        Assert.Equal(HttpStatusCode.OK, (await raw.LaunchAsync("Onboard employee", Inputs(name, JsonNode.Parse(value)))).Status);
        Assert.Equal(1, raw.Cloud.LaunchCount);
    }

    [Theory]
    [InlineData("Flow.badgeNumber", "7")]
    [InlineData("Flow.badgeNumber", "7.0")]
    [InlineData("Flow.badgeNumber", "\"-999999999999999\"")]
    [InlineData("Flow.badgeNumber", "null")]
    [InlineData("Flow.remote", "false")]
    [InlineData("Flow.salary", "1e3")]
    [InlineData("Flow.startDate", "\"2026-03-02\"")]
    [InlineData("Flow.equipment", "[\"desk\"]")]
    [InlineData("Flow.equipment", "[null]")]
    [InlineData("Flow.nothingOfTheKind", "1")]
    public async Task Values_of_the_declared_type_and_undeclared_inputs_are_accepted(string name, string value)
    {
        await using RawClient raw = await RawClient.StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await raw.LaunchAsync("Onboard employee", Inputs(name, JsonNode.Parse(value)))).Status);
    }

    [Fact]
    public async Task Unknown_inputs_unknown_fields_and_missing_inputs_are_refused_where_the_settings_say_so()
    {
        await using RawClient raw = await RawClient.StartAsync();
        raw.Cloud.Settings.RejectUnknownInputs = true;
        Assert.Equal(HttpStatusCode.BadRequest, (await raw.LaunchAsync("Onboard employee", Inputs("Flow.nothing", 1))).Status);
        raw.Cloud.Settings.RejectMissingInputs = true;
        Assert.Equal(HttpStatusCode.BadRequest, (await raw.LaunchAsync("Onboard employee")).Status);
        raw.Cloud.Settings.RejectUnknownFields = true;
        RawResponse refused = await raw.PostAsync(
            "api/v2/flows/executions", new JsonObject { ["flowId"] = raw.FlowId("Nightly clean-up"), ["user"] = "u" });
        Assert.Equal("user", refused.Body.GetProperty("details")[0].GetProperty("fieldName").GetString());
        Assert.Equal(0, raw.Cloud.LaunchCount);
    }

    [Fact]
    public async Task A_client_that_may_not_launch_launches_nothing()
    {
        await using RawClient raw = await RawClient.StartAsync(SimulatedClients.ViewOnly);
        RawResponse refused = await raw.LaunchAsync("Nightly clean-up");
        Assert.Equal("missing.any.permissions", refused.Text("code"));
        Assert.Equal(0, raw.Cloud.LaunchCount);
    }

    [Fact]
    public async Task A_flow_can_be_added_while_the_cloud_runs()
    {
        await using RawClient raw = await RawClient.StartAsync();
        raw.Cloud.AddFlow(new SimulatedFlow { Name = "Made by a test" });
        Assert.Equal(HttpStatusCode.OK, (await raw.LaunchAsync("Made by a test")).Status);
    }
}
