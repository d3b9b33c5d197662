using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using GenesysCloud.Simulator;
using Xunit;

namespace GenesysCloud.Tests.Simulator;

public sealed class InstanceQueryTests
{
    [Fact]
    public async Task An_execution_has_the_id_of_its_launch_or_another_as_the_setting_says()
    {
        await using RawClient raw = await RawClient.StartAsync();
        RawResponse launch = await raw.LaunchAsync("Nightly clean-up");
        var query = new System.Text.Json.Nodes.JsonObject { ["query"] = new System.Text.Json.Nodes.JsonArray() };
        async Task<string> IdAsync() =>
            (await raw.PostAsync("api/v2/flows/instances/query", query.DeepClone())).Body.GetProperty(
                "entities")[0].GetProperty("id").GetString()!;
        Assert.Equal(launch.Text("id"), await IdAsync());
        raw.Cloud.Settings.InstancesHaveOwnIds = true;
        string own = await IdAsync();
        Assert.True(Guid.TryParse(own, out _));
        Assert.NotEqual(launch.Text("id"), own);
    }

    private static JsonObject Query(params (string Key, string Operator, string Value)[] criteria) => new()
    {
        ["query"] = new JsonArray([.. criteria.Select(c => new JsonObject
        {
            ["criteria"] = new JsonObject { ["key"] = c.Key, ["operator"] = c.Operator, ["value"] = c.Value },
        })]),
    };

    private static async Task<JsonElement[]> FindAsync(RawClient raw, JsonNode query, int pageSize = 50)
    {
        RawResponse answer = await raw.PostAsync($"api/v2/flows/instances/query?pageSize={pageSize}", query);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return [.. answer.Body.GetProperty("entities").EnumerateArray()];
    }

    [Fact]
    public async Task The_executions_of_a_flow_since_a_moment_are_found_and_can_be_read()
    {
        await using RawClient raw = await RawClient.StartAsync();
        await raw.LaunchAsync("Nightly clean-up");
        await raw.LaunchAsync("Send reminder");
        raw.Time.Advance(TimeSpan.FromMinutes(1));
        DateTimeOffset since = raw.Time.GetUtcNow();
        RawResponse launch = await raw.LaunchAsync("Nightly clean-up", name: "mine");
        JsonObject query = Query(("FlowId", "eq", raw.FlowId("Nightly clean-up")), ("FlowStartDateTime", "gte", since.ToString("O")));
        JsonElement found = Assert.Single(await FindAsync(raw, query));
        Assert.Equal(launch.Text("id"), found.GetProperty("id").GetString());
        Assert.Equal("workflow", found.GetProperty("flowType").GetString());
        Assert.False(found.TryGetProperty("endDateTime", out _));
        Assert.False(found.TryGetProperty("name", out _));
        Assert.False(found.TryGetProperty("status", out _));
        Assert.Equal("mine", (await raw.GetAsync($"api/v2/flows/executions/{found.GetProperty("id").GetString()}")).Text("name"));
        raw.Time.Advance(TimeSpan.FromSeconds(2));
        raw.Cloud.Settings.InstanceNames = true;
        found = Assert.Single(await FindAsync(raw, query));
        Assert.True(found.TryGetProperty("endDateTime", out _));
        Assert.Equal("mine", found.GetProperty("name").GetString());
    }

    [Fact]
    public async Task Groups_hold_with_and_or_and_not()
    {
        await using RawClient raw = await RawClient.StartAsync();
        foreach (string? flow in new[] { "Nightly clean-up", "Send reminder", "Sync directory" })
            await raw.LaunchAsync(flow);
        raw.Time.Advance(TimeSpan.FromSeconds(2));
        JsonNode query = JsonNode.Parse($$"""
            {"query":[
              {"or":[{"key":"FlowId","operator":"eq","value":"{{raw.FlowId("Nightly clean-up")}}"},{"key":"FlowId","operator":"eq",
            """ + $$"""
            "value":"{{raw.FlowId("Sync directory")}}"}]},
              {"and":[{"key":"FlowType","operator":"begins","value":"work"},{"key":"FlowEndDateTime","operator":"not_null"}],
               "not":[{"key":"FlowErrorReason","operator":"not_null","value":""}]}]}
            """)!;
        Assert.Equal(raw.FlowId("Nightly clean-up"), Assert.Single(await FindAsync(raw, query)).GetProperty("flowId").GetString());
    }

    [Fact]
    public async Task No_more_than_200_come_back_and_not_always_the_latest()
    {
        await using RawClient raw = await RawClient.StartAsync();
        raw.Cloud.Settings.RateLimit = null;
        for (int i = 0; i < 230; i++)
            await raw.LaunchAsync("Nightly clean-up");
        JsonElement[] found = await FindAsync(raw, Query(("FlowType", "eq", "workflow")), pageSize: 500);
        Assert.Equal(200, found.Select(entity => entity.GetProperty("id").GetString()).Distinct().Count());
        IEnumerable<string> latest = raw.Cloud.Launches.Skip(30).Select(launch => launch.Id);
        Assert.NotEqual(latest.Order(), found.Select(entity => entity.GetProperty("id").GetString()).Order());
        Assert.Equal(50, (await FindAsync(raw, Query(("FlowType", "eq", "workflow")))).Length);
    }

    [Fact]
    public async Task The_index_may_lag_or_wait_for_the_end()
    {
        await using RawClient raw = await RawClient.StartAsync();
        raw.Cloud.Settings.InstanceIndexLag = TimeSpan.FromSeconds(30);
        await raw.LaunchAsync("Reindex knowledge base");
        raw.Time.Advance(TimeSpan.FromSeconds(29));
        Assert.Empty(await FindAsync(raw, Query()));
        raw.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Single(await FindAsync(raw, Query()));
        raw.Cloud.Settings.InstancesAppearAtEnd = true;
        Assert.Empty(await FindAsync(raw, Query()));
        raw.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.Single(await FindAsync(raw, Query()));
    }

    [Fact]
    public async Task Without_execution_data_nothing_is_found_and_the_settings_say_so()
    {
        await using RawClient raw = await RawClient.StartAsync();
        await raw.LaunchAsync("Nightly clean-up");
        Assert.True((await raw.GetAsync("api/v2/flows/instances/settings/executiondata")).Body.GetProperty("enabled").GetBoolean());
        raw.Cloud.Settings.ExecutionData = false;
        Assert.Empty(await FindAsync(raw, Query()));
        Assert.False((await raw.GetAsync("api/v2/flows/instances/settings/executiondata")).Body.GetProperty("enabled").GetBoolean());
    }

    [Fact]
    public async Task A_client_without_the_permission_cannot_search()
    {
        await using RawClient raw = await RawClient.StartAsync(SimulatedClients.NoExecutionData);
        RawResponse refused = await raw.PostAsync("api/v2/flows/instances/query", Query());
        Assert.EndsWith("[architect:flowInstance:search]", refused.Text("message"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FlowId", "like", "x", "bad.request")]
    [InlineData("FlowStartDateTime", "gte", "yesterday", "invalid.date")]
    [InlineData("FlowStartDateTime", "gte", "2 March 2026", "invalid.date")]
    [InlineData("FlowStartDateTime", "gte", "03/02/2026", "invalid.date")]
    [InlineData("FlowStartDateTime", "begins", "2026-03-02", "bad.request")]
    [InlineData("ExecutionName", "eq", "x", "bad.request")]
    public async Task A_criterion_that_makes_no_sense_is_a_400(string key, string @operator, string value, string code)
    {
        await using RawClient raw = await RawClient.StartAsync();
        RawResponse refused = await raw.PostAsync("api/v2/flows/instances/query", Query((key, @operator, value)));
        Assert.Equal((HttpStatusCode.BadRequest, code), (refused.Status, refused.Text("code")));
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"query":{}}""")]
    [InlineData("""{"query":[[]]}""")]
    [InlineData("""{"query":[{"and":{}}]}""")]
    [InlineData("""{"query":[{"criteria":[]}]}""")]
    [InlineData("""{"query":[{"nor":[]}]}""")]
    public async Task A_query_that_could_be_overlooked_is_a_400(string query)
    {
        await using RawClient raw = await RawClient.StartAsync();
        Assert.Equal(HttpStatusCode.BadRequest, (await raw.PostAsync("api/v2/flows/instances/query", JsonNode.Parse(query)!)).Status);
    }

    [Theory]
    [InlineData("2026-03-02T08:00:00.000Z")]
    [InlineData("2026-03-02T08:00:00")]
    [InlineData("2026-03-02T09:00:00+01:00")]
    [InlineData("2026-03-02T08:00:00.0000000+00:00")]
    public async Task A_date_is_that_moment_wherever_the_simulator_runs(string date)
    {
        await using RawClient raw = await RawClient.StartAsync();
        await raw.LaunchAsync("Nightly clean-up");
        Assert.Single(await FindAsync(raw, Query(("FlowStartDateTime", "eq", date))));
    }

    [Theory]
    [InlineData("WorkitemId")]
    [InlineData("FlowWarningReason")]
    [InlineData("FlowAlternateExecutionId")]
    [InlineData("FlowActionType")]
    [InlineData("BotId")]
    public async Task Keys_that_hold_for_nothing_here_are_known(string key)
    {
        await using RawClient raw = await RawClient.StartAsync();
        await raw.LaunchAsync("Nightly clean-up");
        Assert.Empty(await FindAsync(raw, Query((key, "eq", "x"))));
    }

    [Fact]
    public async Task Executions_are_found_by_their_conversation()
    {
        await using RawClient raw = await RawClient.StartAsync();
        raw.Cloud.AddFlow(new SimulatedFlow { Name = "Talk", HasConversation = true });
        await raw.LaunchAsync("Nightly clean-up");
        RawResponse[] launches = new[] { await raw.LaunchAsync("Talk"), await raw.LaunchAsync("Talk") };
        string id = raw.Cloud.Launches[2].ConversationId!;
        JsonElement found = Assert.Single(await FindAsync(raw, Query(("ConversationId", "eq", id))));
        Assert.Equal((launches[1].Text("id"), id), (found.GetProperty("id").GetString(), found.GetProperty("conversationId").GetString()));
        JsonElement[] others = await FindAsync(raw, Query(("FlowId", "eq", raw.FlowId("Nightly clean-up"))));
        Assert.False(Assert.Single(others).TryGetProperty("conversationId", out _));
    }
}
