using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using GenesysCloud.Simulator;
using Xunit;

namespace GenesysCloud.Tests.Simulator;

public sealed class InstanceQueryTests
{
    private static JsonObject Query(params (string Key, string Operator, string Value)[] criteria) => new()
    {
        ["query"] = new JsonArray([.. criteria.Select(c => new JsonObject
        {
            ["criteria"] = new JsonObject { ["key"] = c.Key, ["operator"] = c.Operator, ["value"] = c.Value },
        })]),
    };

    private static async Task<JsonElement[]> FindAsync(RawClient raw, JsonNode query, int pageSize = 50)
    {
        var answer = await raw.PostAsync($"api/v2/flows/instances/query?pageSize={pageSize}", query);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return [.. answer.Body.GetProperty("entities").EnumerateArray()];
    }

    [Fact]
    public async Task The_executions_of_a_flow_since_a_moment_are_found_and_can_be_read()
    {
        await using var raw = await RawClient.StartAsync();
        await raw.LaunchAsync("Nightly clean-up");
        await raw.LaunchAsync("Send reminder");
        raw.Time.Advance(TimeSpan.FromMinutes(1));
        var since = raw.Time.GetUtcNow();
        var launch = await raw.LaunchAsync("Nightly clean-up", name: "mine");
        var query = Query(("FlowId", "eq", raw.FlowId("Nightly clean-up")), ("FlowStartDateTime", "gte", since.ToString("O")));
        var found = Assert.Single(await FindAsync(raw, query));
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
        await using var raw = await RawClient.StartAsync();
        foreach (var flow in new[] { "Nightly clean-up", "Send reminder", "Sync directory" }) await raw.LaunchAsync(flow);
        raw.Time.Advance(TimeSpan.FromSeconds(2));
        var query = JsonNode.Parse($$"""
            {"query":[
              {"or":[{"key":"FlowId","operator":"eq","value":"{{raw.FlowId("Nightly clean-up")}}"},{"key":"FlowId","operator":"eq","value":"{{raw.FlowId("Sync directory")}}"}]},
              {"and":[{"key":"FlowType","operator":"begins","value":"work"},{"key":"FlowEndDateTime","operator":"not_null"}],
               "not":[{"key":"FlowErrorReason","operator":"not_null","value":""}]}]}
            """)!;
        Assert.Equal(raw.FlowId("Nightly clean-up"), Assert.Single(await FindAsync(raw, query)).GetProperty("flowId").GetString());
    }

    [Fact]
    public async Task No_more_than_200_come_back_and_not_always_the_latest()
    {
        await using var raw = await RawClient.StartAsync();
        raw.Cloud.Settings.RateLimit = null;
        for (var i = 0; i < 230; i++) await raw.LaunchAsync("Nightly clean-up");
        var found = await FindAsync(raw, Query(("FlowType", "eq", "workflow")), pageSize: 500);
        Assert.Equal(200, found.Select(entity => entity.GetProperty("id").GetString()).Distinct().Count());
        var latest = raw.Cloud.Launches.Skip(30).Select(launch => launch.Id);
        Assert.NotEqual(latest.Order(), found.Select(entity => entity.GetProperty("id").GetString()).Order());
        Assert.Equal(50, (await FindAsync(raw, Query(("FlowType", "eq", "workflow")))).Length);
    }

    [Fact]
    public async Task The_index_may_lag_or_wait_for_the_end()
    {
        await using var raw = await RawClient.StartAsync();
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
        await using var raw = await RawClient.StartAsync();
        await raw.LaunchAsync("Nightly clean-up");
        Assert.True((await raw.GetAsync("api/v2/flows/instances/settings/executiondata")).Body.GetProperty("enabled").GetBoolean());
        raw.Cloud.Settings.ExecutionData = false;
        Assert.Empty(await FindAsync(raw, Query()));
        Assert.False((await raw.GetAsync("api/v2/flows/instances/settings/executiondata")).Body.GetProperty("enabled").GetBoolean());
    }

    [Fact]
    public async Task A_client_without_the_permission_cannot_search()
    {
        await using var raw = await RawClient.StartAsync(SimulatedClients.NoExecutionData);
        var refused = await raw.PostAsync("api/v2/flows/instances/query", Query());
        Assert.EndsWith("[architect:flowInstance:search]", refused.Text("message"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FlowId", "like", "x")]
    [InlineData("FlowStartDateTime", "gte", "yesterday")]
    [InlineData("FlowStartDateTime", "begins", "2026-03-02")]
    [InlineData("ExecutionName", "eq", "x")]
    public async Task A_criterion_that_makes_no_sense_is_a_400(string key, string @operator, string value)
    {
        await using var raw = await RawClient.StartAsync();
        Assert.Equal(HttpStatusCode.BadRequest, (await raw.PostAsync("api/v2/flows/instances/query", Query((key, @operator, value)))).Status);
    }
}
