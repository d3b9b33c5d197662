using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using GenesysCloud.Simulator;
using Xunit;

namespace GenesysCloud.Tests.Simulator;

/// <summary>Execution data as the simulator offers it: jobs, signed addresses, log levels, and counts.</summary>
public sealed class InstanceDataTests
{
    [Fact]
    public async Task A_job_runs_for_a_while_and_then_has_an_address_for_each_instance_that_has_ended()
    {
        await using RawClient raw = await RawClient.StartAsync();
        string id = (await raw.LaunchAsync("Nightly clean-up")).Text("id");
        raw.Time.Advance(TimeSpan.FromHours(1));
        string running = (await raw.LaunchAsync("Nightly clean-up")).Text("id");
        raw.Cloud.Settings.InstanceJobDuration = TimeSpan.FromMilliseconds(10);
        RawResponse job = await JobAsync(raw, id, running, "unknown");
        Assert.Equal("Registered", job.Text("jobState"));
        Assert.Equal("Running", (await raw.GetAsync($"api/v2/flows/instances/jobs/{job.Text("id")}")).Text("jobState"));
        raw.Time.Advance(TimeSpan.FromMilliseconds(10));
        RawResponse ended = await raw.GetAsync($"api/v2/flows/instances/jobs/{job.Text("id")}");
        Assert.Equal("Success", ended.Text("jobState"));
        JsonElement[] entities = [.. ended.Body.GetProperty("entities").EnumerateArray()];
        Assert.Equal([id, running, "unknown"], entities.Select(entity => entity.GetProperty("id").GetString()));
        Assert.Equal([false, true, true], entities.Select(entity => entity.GetProperty("failed").GetBoolean()));
        Assert.Equal("404", entities[1].GetProperty("statusCode").GetString());
    }

    [Fact]
    public async Task A_signed_address_refuses_a_token_and_others_and_expires()
    {
        await using RawClient raw = await RawClient.StartAsync();
        string id = (await raw.LaunchAsync("Nightly clean-up")).Text("id");
        raw.Time.Advance(TimeSpan.FromHours(1));
        RawResponse job = await JobAsync(raw, id);
        raw.Time.Advance(TimeSpan.FromSeconds(1));
        var address = new Uri((await raw.GetAsync($"api/v2/flows/instances/jobs/{job.Text("id")}")).Body
            .GetProperty("entities")[0].GetProperty("downloadUri").GetString()!);
        Assert.Equal(HttpStatusCode.BadRequest, (await raw.GetAsync(address.PathAndQuery)).Status);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(address));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(new Uri(address, address.AbsolutePath + "?signature=guessed")));
        raw.Time.Advance(raw.Cloud.Settings.DownloadLifetime);
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(address));
    }

    [Fact]
    public async Task A_job_for_too_many_instances_or_none_is_refused()
    {
        await using RawClient raw = await RawClient.StartAsync();
        raw.Cloud.Settings.InstanceJobMaxIds = 2;
        Assert.Equal(HttpStatusCode.BadRequest, (await JobAsync(raw, "a", "b", "c")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await JobAsync(raw)).Status);
        Assert.Equal(HttpStatusCode.OK, (await JobAsync(raw, "a", "b")).Status);
        Assert.Equal(HttpStatusCode.OK, (await raw.GetAsync("api/v2/flows/instances/a")).Status);
    }

    [Fact]
    public async Task A_flow_whose_log_level_is_Disabled_is_not_recorded()
    {
        await using RawClient raw = await RawClient.StartAsync();
        await raw.LaunchAsync("Nightly clean-up");
        string path = $"api/v2/flows/{raw.FlowId("Nightly clean-up")}/instances/settings/loglevels";
        var level = new JsonObject { ["logLevelCharacteristics"] = new JsonObject { ["level"] = "Disabled" } };
        Assert.Equal(HttpStatusCode.NotFound, (await raw.GetAsync(path)).Status);
        Assert.Equal(HttpStatusCode.OK, (await raw.PostAsync(path, level.DeepClone())).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await raw.PostAsync(path, level.DeepClone())).Status);
        Assert.Single((await raw.GetAsync("api/v2/flows/instances/settings/loglevels")).Body.GetProperty("entities").EnumerateArray());
        RawResponse found = await raw.PostAsync("api/v2/flows/instances/query", new JsonObject { ["query"] = new JsonArray() });
        Assert.Empty(found.Body.GetProperty("entities").EnumerateArray());
    }

    [Fact]
    public async Task Execution_data_is_switched_by_its_setting()
    {
        await using RawClient raw = await RawClient.StartAsync();
        var request = new HttpRequestMessage(HttpMethod.Patch, "api/v2/flows/instances/settings/executiondata")
        {
            Content = JsonContent.Create(new JsonObject { ["enabled"] = false }),
        };
        Assert.False((await raw.SendAsync(request)).Body.GetProperty("enabled").GetBoolean());
        Assert.False(raw.Cloud.Settings.ExecutionData);
    }

    [Fact]
    public async Task Aggregates_count_by_the_dimensions_and_intervals_that_were_asked_for()
    {
        await using RawClient raw = await RawClient.StartAsync();
        await raw.LaunchAsync("Nightly clean-up");
        raw.Time.Advance(TimeSpan.FromHours(1));
        await raw.LaunchAsync("Nightly clean-up");
        RawResponse counted = await raw.PostAsync("api/v2/analytics/flowexecutions/aggregates/query", new JsonObject
        {
            ["interval"] = "2026-03-02T08:00:00.000Z/2026-03-02T10:00:00.000Z",
            ["granularity"] = "PT1H",
            ["groupBy"] = new JsonArray("flowId", "flowVersion"),
            ["metrics"] = new JsonArray("nFlowExecutions"),
        });
        JsonElement group = Assert.Single(counted.Body.GetProperty("results").EnumerateArray());
        Assert.Equal(raw.FlowId("Nightly clean-up"), group.GetProperty("group").GetProperty("flowId").GetString());
        Assert.Equal(
            ["2026-03-02T08:00:00.000Z/2026-03-02T09:00:00.000Z", "2026-03-02T09:00:00.000Z/2026-03-02T10:00:00.000Z"],
            group.GetProperty("data").EnumerateArray().Select(part => part.GetProperty("interval").GetString()));
        Assert.Equal(HttpStatusCode.BadRequest, (await raw.PostAsync(
            "api/v2/analytics/flowexecutions/aggregates/query", new JsonObject { ["interval"] = "yesterday" })).Status);
    }

    private static Task<RawResponse> JobAsync(RawClient raw, params string[] ids) =>
        raw.PostAsync("api/v2/flows/instances/jobs", new JsonObject { ["ids"] = new JsonArray([.. ids.Select(id => (JsonNode)id)]) });

    /// <summary>Without a token.</summary>
    private static async Task<HttpStatusCode> StatusAsync(Uri address)
    {
        using var http = new HttpClient();
        using HttpResponseMessage response = await http.GetAsync(address, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
