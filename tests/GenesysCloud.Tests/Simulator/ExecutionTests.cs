using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using GenesysCloud.Architect;
using GenesysCloud.Simulator;
using GenesysCloud.Simulator.Seeding;
using Xunit;

namespace GenesysCloud.Tests.Simulator;

public sealed class ExecutionTests
{
    [Fact]
    public async Task An_execution_runs_for_its_time_and_then_completes_with_outputs()
    {
        await using RawClient raw = await RawClient.StartAsync();
        RawResponse launch = await raw.LaunchAsync("Onboard employee", new JsonObject { ["Flow.userId"] = "u-9" }, "the name");
        RawResponse running = await raw.ExecutionAsync(launch);
        Assert.Equal(("RUNNING", "the name"), (running.Text("status"), running.Text("name")));
        Assert.False(running.Body.TryGetProperty("dateCompleted", out _));
        raw.Time.Advance(TimeSpan.FromSeconds(1.5));
        RawResponse ended = await raw.ExecutionAsync(launch);
        Assert.Equal(("COMPLETED", "Success"), (ended.Text("status"), ended.Text("completionReason")));
        TimeSpan took = ended.Body.GetProperty(
            "dateCompleted").GetDateTimeOffset() - ended.Body.GetProperty("dateLaunched").GetDateTimeOffset();
        Assert.InRange(took, TimeSpan.FromSeconds(0.2), TimeSpan.FromSeconds(1.5));
        JsonElement outputs = ended.Body.GetProperty("outputData");
        Assert.Equal("ONB-1", outputs.GetProperty("Flow.ticket").GetString());
        Assert.Equal("u-9", outputs.GetProperty("Flow.userId").GetString());
        Assert.Equal(JsonValueKind.Null, outputs.GetProperty("Flow.errorMsg").ValueKind);
        Assert.Equal(JsonValueKind.Number, ended.Body.GetProperty("flowVersion").GetProperty("dateSaved").ValueKind);
    }

    [Theory]
    [InlineData("Charge card", "FAILED", "error.workflow.dataaction.failed")]
    [InlineData("Sync directory", "ERROR", "error.workflow.loop.limitExceeded")]
    [InlineData("Expire sessions", "TERMINATED", null)]
    public async Task Executions_end_as_their_flow_says(string flow, string status, string? code)
    {
        await using RawClient raw = await RawClient.StartAsync();
        RawResponse launch = await raw.LaunchAsync(flow, new JsonObject { ["Flow.externalContactId"] = "c", ["Flow.amount"] = 1.5 });
        raw.Time.Advance(TimeSpan.FromSeconds(2));
        JsonElement ended = (await raw.ExecutionAsync(launch)).Body;
        Assert.Equal(status, ended.GetProperty("status").GetString());
        Assert.Equal(code, ended.TryGetProperty("flowErrorInfo", out JsonElement error) ? error.GetProperty("code").GetString() : null);
        Assert.False(ended.TryGetProperty("outputData", out _));
    }

    [Fact]
    public async Task Nested_inputs_are_accepted_and_the_execution_fails_for_the_missing_one()
    {
        await using RawClient raw = await RawClient.StartAsync();
        RawResponse launch = await raw.LaunchAsync("Onboard employee", new JsonObject { ["Flow"] = new JsonObject { ["userId"] = "u-1" } });
        Assert.Equal(HttpStatusCode.OK, launch.Status);
        raw.Time.Advance(TimeSpan.FromSeconds(2));
        JsonElement error = (await raw.ExecutionAsync(launch)).Body.GetProperty("flowErrorInfo");
        Assert.Equal("error.workflow.expression.unexpectedNull", error.GetProperty("code").GetString());
        Assert.Equal("Flow.userId", error.GetProperty("messageParams").GetProperty("expression").GetString());
        Assert.DoesNotContain("Flow.userId", error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_slow_flow_is_running_for_half_a_minute()
    {
        await using RawClient raw = await RawClient.StartAsync();
        RawResponse launch = await raw.LaunchAsync("Reindex knowledge base");
        raw.Time.Advance(TimeSpan.FromSeconds(29.9));
        Assert.Equal("RUNNING", (await raw.ExecutionAsync(launch)).Text("status"));
        raw.Time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal("COMPLETED", (await raw.ExecutionAsync(launch)).Text("status"));
    }

    [Fact]
    public async Task An_execution_belongs_to_a_conversation_of_its_own_where_its_flow_says_so()
    {
        await using RawClient raw = await RawClient.StartAsync();
        raw.Cloud.AddFlow(new SimulatedFlow { Name = "Talk", HasConversation = true });
        var conversations = new List<string>();
        foreach (RawResponse? launch in new[] { await raw.LaunchAsync("Talk"), await raw.LaunchAsync("Talk") })
        {
            JsonElement conversation = (await raw.ExecutionAsync(launch)).Body.GetProperty("conversation");
            string id = conversation.GetProperty("id").GetString()!;
            Assert.True(Guid.TryParse(id, out _));
            Assert.Equal($"/api/v2/conversations/{id}", conversation.GetProperty("selfUri").GetString());
            raw.Time.Advance(TimeSpan.FromSeconds(2));
            Assert.Equal(conversation.GetRawText(), (await raw.ExecutionAsync(launch)).Body.GetProperty("conversation").GetRawText());
            conversations.Add(id);
        }

        Assert.Equal(2, conversations.Distinct().Count());
        Assert.Equal(conversations, raw.Cloud.Launches.Select(launch => launch.ConversationId));
        RawResponse alone = await raw.LaunchAsync("Nightly clean-up");
        Assert.False((await raw.ExecutionAsync(alone)).Body.TryGetProperty("conversation", out _));
        Assert.Null(raw.Cloud.Launches[^1].ConversationId);
        IEnumerable<string?> returned = (await raw.GetAsync("_simulator/launches")).Body.GetProperty("launches").EnumerateArray()
            .Select(launch => launch.GetProperty("conversationId").GetString());
        Assert.Equal([.. conversations, null], returned);
    }

    [Fact]
    public async Task One_built_in_flow_has_conversations()
    {
        await using RawClient raw = await RawClient.StartAsync();
        Assert.Equal("Escalate case", Assert.Single(raw.Cloud.Flows, flow => flow.HasConversation).Name);
    }

    [Theory]
    [InlineData("${Flow.userId}", "u-9")]
    [InlineData("${Flow.nothing}", null)]
    [InlineData("${Flow.userId} ${Flow.userId}", "${Flow.userId} ${Flow.userId}")]
    [InlineData("${Flow.userId}-${sequence}", "${Flow.userId}-1")]
    [InlineData("${Flow.", "${Flow.")]
    [InlineData("${sequence}${sequence}", "11")]
    public async Task Only_a_text_that_is_an_input_alone_becomes_its_value(string output, string? value)
    {
        await using RawClient raw = await RawClient.StartAsync();
        raw.Cloud.AddFlow(new SimulatedFlow
        {
            Name = "Echo",
            Outputs = [SimulatedOutput.From("Flow.out", JsonSerializer.SerializeToElement(output), [])],
        });
        RawResponse launch = await raw.LaunchAsync("Echo", new JsonObject { ["Flow.userId"] = "u-9" });
        raw.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(value, (await raw.ExecutionAsync(launch)).Body.GetProperty("outputData").GetProperty("Flow.out").GetString());
    }

    [Fact]
    public async Task An_ended_execution_returns_the_same_whenever_it_is_read()
    {
        await using RawClient raw = await RawClient.StartAsync();
        RawResponse launch = await raw.LaunchAsync("Sync directory");
        raw.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal((await raw.ExecutionAsync(launch)).Body.GetRawText(), (await raw.ExecutionAsync(launch)).Body.GetRawText());
    }

    [Fact]
    public async Task A_share_of_executions_fails()
    {
        await using RawClient raw = await RawClient.StartAsync();
        raw.Cloud.Settings.RateLimit = null;
        raw.Cloud.AddFlow(
            new SimulatedFlow { Name = "Sometimes", FailureShare = 0.25, MinDuration = TimeSpan.Zero, MaxDuration = TimeSpan.Zero });
        int failed = 0;
        for (int i = 0; i < 200; i++)
        {
            if ((await raw.ExecutionAsync(await raw.LaunchAsync("Sometimes"))).Text("status") == "FAILED")
                failed++;
        }

        Assert.InRange(failed, 30, 70);
    }

    [Fact]
    public async Task Durations_can_be_log_normal_around_a_median()
    {
        await using RawClient raw = await RawClient.StartAsync();
        raw.Cloud.Settings.RateLimit = null;
        raw.Cloud.AddFlow(new SimulatedFlow { Name = "Varied", MedianDuration = TimeSpan.FromSeconds(30), DurationSpread = 0.5 });
        for (int i = 0; i < 400; i++)
            await raw.LaunchAsync("Varied");

        double[] seconds = [.. raw.Cloud.Launches.Select(launch => launch.Duration.TotalSeconds).Order()];
        Assert.InRange(seconds[200], 27, 33);

        // A deviation below and above the median.
        Assert.InRange(seconds[64], 30 / Math.Exp(0.6), 30 / Math.Exp(0.4));
        Assert.InRange(seconds[336], 30 * Math.Exp(0.4), 30 * Math.Exp(0.6));
    }

    [Fact]
    public async Task Executions_are_forgotten_after_days_and_unknown_ones_are_a_404()
    {
        await using RawClient raw = await RawClient.StartAsync();
        raw.Cloud.Settings.TokenLifetime = TimeSpan.FromDays(30);
        await raw.SignInAsync(SimulatedClients.Administrator);
        RawResponse launch = await raw.LaunchAsync("Nightly clean-up");
        Assert.Equal("not.found", (await raw.GetAsync($"api/v2/flows/executions/{Guid.NewGuid()}")).Text("code"));
        Assert.Equal("not.found", (await raw.GetAsync("api/v2/flows/executions/none")).Text("code"));
        raw.Time.Advance(TimeSpan.FromDays(8));
        Assert.Equal("not.found", (await raw.ExecutionAsync(launch)).Text("code"));
    }

    [Fact]
    public async Task Launching_does_not_imply_reading()
    {
        await using RawClient raw = await RawClient.StartAsync(SimulatedClients.NoExecutionView);
        RawResponse launch = await raw.LaunchAsync("Nightly clean-up");
        Assert.Equal(HttpStatusCode.OK, launch.Status);
        Assert.EndsWith("[architect:flowExecution:view]", (await raw.ExecutionAsync(launch)).Text("message"), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_generated_ID_looks_like_a_random_GUID_and_gives_its_number_back() =>
        Gen.Select(Gen.ULong, Gen.UInt).Sample((seed, number) =>
        {
            var mint = new SeededGuidGenerator(seed);
            Guid id = mint.Create(number);
            Assert.Equal((4, true), (id.Version, id.Variant is >= 8 and <= 11));
            Assert.True(mint.TryGetNumber(id, out uint read));
            Assert.Equal(number, read);
        });

    [Fact]
    public void A_foreign_id_gives_no_number() =>
        Gen.Select(Gen.ULong, Gen.Guid).Sample((seed, id) => Assert.False(new SeededGuidGenerator(seed).TryGetNumber(id, out _)));
}
