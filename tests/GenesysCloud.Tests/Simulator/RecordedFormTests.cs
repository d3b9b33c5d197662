using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using GenesysCloud.Simulator;
using Xunit;

namespace GenesysCloud.Tests.Simulator;

/// <summary>
/// The files beside this class hold executions in the form in which a real organization's were recorded. Names, ids, texts, and
/// values are of this project; which members there are, in which order and with which kinds of values, is what was recorded.
/// </summary>
public sealed class RecordedFormTests
{
    private static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "Simulator", "RecordedForm", file);

    private static Task<RawClient> StartAsync() => RawClient.StartAsync(flowsFile: PathOf("flows.json"));

    private static async Task<string> FixtureAsync(string file) =>
        JsonSerializer.Serialize(JsonElement.Parse(await File.ReadAllTextAsync(PathOf(file), TestContext.Current.CancellationToken)));

    private static IEnumerable<string> Members(JsonElement value) => value.EnumerateObject().Select(member => member.Name);

    private static async Task<RawResponse> EndAsync(RawClient raw, RawResponse launch)
    {
        raw.Time.Advance(TimeSpan.FromSeconds(1));
        return await raw.ExecutionAsync(launch);
    }

    [Fact]
    public async Task A_completed_execution_has_the_recorded_form_to_the_last_member()
    {
        await using RawClient raw = await StartAsync();
        var inputs = new JsonObject { ["Flow.articles"] = new JsonArray("a", "b") };
        RawResponse ended = await EndAsync(raw, await raw.LaunchAsync("Read stock", inputs, "row 1"));
        Assert.Equal(await FixtureAsync("completed.json"), JsonSerializer.Serialize(ended.Body));
    }

    [Fact]
    public async Task A_failed_execution_says_why_in_messageWithParams_and_has_no_outputs()
    {
        await using RawClient raw = await StartAsync();
        await raw.LaunchAsync("Read stock");
        RawResponse ended = await EndAsync(raw, await raw.LaunchAsync("Restock", name: "row 1"));
        Assert.Equal(await FixtureAsync("failed.json"), JsonSerializer.Serialize(ended.Body));
    }

    [Fact]
    public async Task A_running_execution_has_no_member_that_does_not_apply_to_it()
    {
        await using RawClient raw = await StartAsync();
        RawResponse running = await raw.ExecutionAsync(await raw.LaunchAsync("Read stock"));
        Assert.Equal(["id", "flowVersion", "dateLaunched", "status", "selfUri"], Members(running.Body));
    }

    [Fact]
    public async Task Integers_among_the_outputs_are_text_as_recorded_or_numbers()
    {
        await using RawClient raw = await StartAsync();
        RawResponse launch = await raw.LaunchAsync("Read stock");
        JsonElement outputs = (await EndAsync(raw, launch)).Body.GetProperty("outputData");
        Assert.Equal("\"200\"", outputs.GetProperty("Flow.statusCode").GetRawText());
        Assert.Equal("[\"12\",\"7\"]", outputs.GetProperty("Flow.counts").GetRawText());
        raw.Cloud.Settings.IntegerOutputsAsText = false;
        outputs = (await raw.ExecutionAsync(launch)).Body.GetProperty("outputData");
        Assert.Equal("200", outputs.GetProperty("Flow.statusCode").GetRawText());
        Assert.Equal("[12,7]", outputs.GetProperty("Flow.counts").GetRawText());
    }

    [Fact]
    public async Task A_flow_without_inputs_has_empty_properties_and_no_definitions()
    {
        await using RawClient raw = await StartAsync();
        JsonElement schema = (await raw.GetAsync($"api/v2/flows/{raw.FlowId("Restock")}")).Body.GetProperty("inputSchema");
        Assert.Equal(["$schema", "title", "description", "type", "properties", "additionalProperties"], Members(schema));
        Assert.Equal("{}", schema.GetProperty("properties").GetRawText());
    }

    [Fact]
    public async Task A_flow_its_versions_and_its_executions_return_the_same_schemas()
    {
        await using RawClient raw = await StartAsync();
        string flow = $"api/v2/flows/{raw.FlowId("Read stock")}";
        JsonElement version = (await raw.ExecutionAsync(await raw.LaunchAsync("Read stock"))).Body.GetProperty("flowVersion");
        foreach (string schema in new[] { "inputSchema", "outputSchema" })
        {
            string returned = version.GetProperty(schema).GetRawText();
            Assert.Equal(returned, (await raw.GetAsync(flow)).Body.GetProperty(schema).GetRawText());
            Assert.Equal(returned, (await raw.GetAsync($"{flow}/versions/1.0")).Body.GetProperty(schema).GetRawText());
        }
    }

    [Fact]
    public async Task Required_inputs_are_listed_only_where_the_setting_says_so()
    {
        await using RawClient raw = await RawClient.StartAsync();
        string flow = $"api/v2/flows/{raw.FlowId("Onboard employee")}";
        Assert.False((await raw.GetAsync(flow)).Body.GetProperty("inputSchema").TryGetProperty("required", out _));
        raw.Cloud.Settings.RequiredInSchemas = true;
        JsonElement required = (await raw.GetAsync(flow)).Body.GetProperty("inputSchema").GetProperty("required");
        Assert.Equal("Flow.userId", Assert.Single(required.EnumerateArray()).GetString());
    }

    [Theory]
    [InlineData(true, "Content-Encoding,Content-Type,Transfer-Encoding")]
    [InlineData(false, "Content-Length,Content-Type")]
    public async Task The_headers_are_those_recorded_and_no_others(bool acceptsGzip, string bodyHeaders)
    {
        await using RawClient raw = await StartAsync();
        RawResponse launch = await raw.LaunchAsync("Read stock");
        using var http = new HttpClient { BaseAddress = raw.Cloud.BaseAddress };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", raw.Token);
        if (acceptsGzip)
            http.DefaultRequestHeaders.AcceptEncoding.ParseAdd("gzip, deflate");
        using HttpResponseMessage response = await http.GetAsync(
            $"api/v2/flows/executions/{launch.Text("id")}",
            HttpCompletionOption.ResponseHeadersRead,
            TestContext.Current.CancellationToken);
        string[] always =
        [
            "Cache-Control", "Date", "ININ-Correlation-Id", "Strict-Transport-Security", "Via", "X-Amz-Cf-Id", "X-Amz-Cf-Pop", "X-Cache",
        ];
        Assert.Equal(
            always.Concat(bodyHeaders.Split(',')).Order(StringComparer.Ordinal),
            response.Headers.Concat(response.Content.Headers).Select(header => header.Key).Order(StringComparer.Ordinal));
        Assert.Equal("application/json", response.Content.Headers.ContentType!.ToString());
    }

    [Fact]
    public async Task A_compressed_response_holds_the_same_and_short_ones_are_not_compressed()
    {
        await using RawClient raw = await StartAsync();
        RawResponse launch = await raw.LaunchAsync("Read stock");
        using var handler = new HttpClientHandler { AutomaticDecompression = System.Net.DecompressionMethods.GZip };
        using var http = new HttpClient(handler) { BaseAddress = raw.Cloud.BaseAddress };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", raw.Token);
        string path = $"api/v2/flows/executions/{launch.Text("id")}";
        string plain = (await raw.GetAsync(path)).Body.GetRawText();
        Assert.Equal(plain, await http.GetStringAsync(path, TestContext.Current.CancellationToken));
        Assert.NotNull((await http.GetAsync("api/v2/tokens/me", TestContext.Current.CancellationToken)).Content.Headers.ContentLength);
        raw.Cloud.Settings.Compression = false;
        Assert.NotNull((await http.GetAsync(path, TestContext.Current.CancellationToken)).Content.Headers.ContentLength);
    }
}
