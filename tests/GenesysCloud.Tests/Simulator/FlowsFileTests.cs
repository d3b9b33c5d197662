using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using GenesysCloud.Simulator;
using Xunit;

namespace GenesysCloud.Tests.Simulator;

public sealed class FlowsFileTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    private async Task<RawClient> StartAsync(string content)
    {
        await File.WriteAllTextAsync(_path, content, TestContext.Current.CancellationToken);
        return await RawClient.StartAsync(flowsFile: _path);
    }

    [Fact]
    public async Task A_file_brings_its_own_flows_clients_and_divisions()
    {
        await using RawClient raw = await StartAsync("""
            {
              // an organization of its own
              "organization": { "name": "Test" },
              "divisions": [{ "name": "North" }, { "name": "South" }],
              "clients": [{
                "id": "b0000000-0000-4000-8000-000000000001", "secret": "not-a-secret", "name": "northern",
                "permissions": ["architect:flow:view", "architect:flow:launch"], "divisions": ["North"],
              }],
              "flows": [{ "name": "One", "division": "North" }, { "name": "Two", "division": "South", "versions": ["1.0", "2.0"] }],
            }
            """);
        var client = new SimulatedClient("b0000000-0000-4000-8000-000000000001", "not-a-secret", "northern", new HashSet<string>());
        await raw.SignInAsync(client);
        Assert.Equal(1, (await raw.GetAsync("api/v2/flows")).Body.GetProperty("total").GetInt32());
        Assert.Equal(HttpStatusCode.OK, (await raw.LaunchAsync("One")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await raw.LaunchAsync("Two")).Status);
        Assert.Equal("Test", (await raw.GetAsync("api/v2/organizations/me")).Text("name"));
    }

    [Fact]
    public async Task A_file_may_say_which_ID_Home_has()
    {
        await using RawClient raw = await StartAsync("""
            {
              "divisions": [{ "name": "Home", "id": "d1000000-0000-4000-8000-000000000001" }],
              "flows": [{ "name": "One" }, { "name": "Two", "division": "Home" }]
            }
            """);
        Assert.All(raw.Cloud.Flows, flow => Assert.Equal("d1000000-0000-4000-8000-000000000001", flow.Division.Id));
    }

    [Fact]
    public async Task A_version_may_have_schemas_of_its_own()
    {
        await using RawClient raw = await StartAsync("""
            {"flows": [{
              "name": "One", "id": "b0000000-0000-4000-8000-000000000001",
              "versions": [{ "id": "1.0", "inputSchema": { "title": "in" }, "outputSchema": { "title": "out" } }, "2.0"]
            }]}
            """);
        await raw.SignInAsync(SimulatedClients.Administrator);
        JsonElement first = (await raw.GetAsync("api/v2/flows/b0000000-0000-4000-8000-000000000001/versions/1.0")).Body;
        JsonElement second = (await raw.GetAsync("api/v2/flows/b0000000-0000-4000-8000-000000000001/versions/2.0")).Body;
        Assert.Equal("out", first.GetProperty("outputSchema").GetProperty("title").GetString());
        Assert.NotEqual("out", second.GetProperty("outputSchema").GetProperty("title").GetString());
    }

    [Fact]
    public async Task A_file_may_begin_with_a_byte_order_mark_as_editors_write_it()
    {
        await using RawClient raw = await StartAsync("\uFEFF{\"flows\":[{\"name\":\"One\",\"conversation\":true}]}");
        Assert.True(Assert.Single(raw.Cloud.Flows).HasConversation);
    }

    [Theory]
    [InlineData("""{"flows":[{"name":"A","versions":["1.0",{"id":"1.0"}]}]}""", "flows[0].versions[1]", "a unique ID")]
    [InlineData("""{"flows":[{"name":"A","inputs":[{"name":"Flow.x"},{"name":"Flow.x"}]}]}""", "flows[0].inputs[1]", "a unique name")]
    [InlineData("""{"flows":[{"name":""}]}""", "flows[0].name", "a string")]
    [InlineData("""{"flows":[{"name":"A","name":"B"}]}""", "not JSON", "name")]
    [InlineData("""{"flows":[{"name":"\ud800"}]}""", "not JSON", "surrogate")]
    [InlineData("""{"clients":[{"id":"a0000000-0000-4000-8000-000000000001","secret":"x"}]}""", "clients[0]", "a unique ID")]
    [InlineData("""{"divisions":[{"name":"North"},{"name":"North"}]}""", "divisions[1]", "a unique name")]
    [InlineData("""{"flows":[{"name":"A","conversation":"yes"}]}""", "flows[0].conversation", "true or false")]
    [InlineData(
        """{"flows":[{"name":"A"},{"name":"B","inputs":[{"name":"Flow.x"},{"name":"Flow.y","type":"text"}]}]}""",
        "flows[1].inputs[1]",
        "Duration")]
    [InlineData("""{"flows":[{"name":"A","inputs":[],"inputSchema":{}}]}""", "flows[0]", "either 'inputSchema' or 'inputs'")]
    [InlineData("""{"flows":[{"name":"A","outputSchema":[]}]}""", "flows[0].outputSchema", "an object")]
    [InlineData(
        """{"flows":[{"name":"A","outputs":[{"name":"Flow.x","type":"list of"}]}]}""", "flows[0].outputs[0]", "'list of' one of them")]
    [InlineData(
        """{"flows":[{"name":"A","error":{"code":"c","message":"m","messageParams":{"a":1}}}]}""",
        "flows[0].error.messageParams.a",
        "a string")]
    [InlineData("""{"flows":[{"description":"no name"}]}""", "flows[0]", "'name'")]
    [InlineData("""{"flows":[{"name":"A","outcome":"DONE"}]}""", "flows[0].outcome", "COMPLETED, FAILED, ERROR, TERMINATED")]
    [InlineData("""{"flows":[{"name":"A","type":"WORKFLOW"}]}""", "flows[0].type", "workflow")]
    [InlineData("""{"flows":[{"name":"A","colour":"red"}]}""", "flows[0]", "'colour'")]
    [InlineData("""{"flows":[{"name":"A","minSeconds":-1}]}""", "flows[0].minSeconds", "seconds")]
    [InlineData("""{"flows":[{"name":"A","minSeconds":9}]}""", "flows[0]", "maxSeconds")]
    [InlineData("""{"flows":[{"name":"A","medianSeconds":-1}]}""", "flows[0].medianSeconds", "seconds")]
    [InlineData("""{"flows":[{"name":"A","medianSeconds":9,"durationSpread":2}]}""", "flows[0].durationSpread", "from 0 to 1")]
    [InlineData("""{"flows":[{"name":"A","failureShare":2}]}""", "flows[0].failureShare", "from 0 to 1")]
    [InlineData("""{"flows":[{"name":"A","division":"Mars"}]}""", "flows[0].division", "Home")]
    [InlineData("""{"flows":[{"name":"A","id":"one"}]}""", "flows[0].id", "GUID")]
    [InlineData("""{"flows":[{"name":"A"},{"name":"A"}]}""", "flows[1]", "a unique ID")]
    [InlineData("""{"flows":{}}""", "flows", "an array")]
    [InlineData("""{"clients":[{"secret":"x"}]}""", "clients[0]", "GUID")]
    [InlineData("[]", "top level", "an object")]
    [InlineData("{\n\"flows\": oops}", "line 2", "not JSON")]
    public async Task An_error_in_the_file_names_its_path_and_what_was_expected(string content, string place, string expected)
    {
        FlowsFileException fault = await Assert.ThrowsAsync<FlowsFileException>(() => StartAsync(content));
        Assert.Contains(_path, fault.Message, StringComparison.Ordinal);
        Assert.Contains(place, fault.Message, StringComparison.Ordinal);
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_declares_types_by_their_names_in_Architect_and_outputs_as_values_or_with_types()
    {
        await using RawClient raw = await StartAsync("""
            {"flows": [{
              "name": "One",
              "inputs": [{ "name": "Flow.a" }, { "name": "Flow.b", "type": "list of json" }, { "name": "Flow.c", "type": "JSON" }],
              "outputs": { "Flow.text": "x", "Flow.whole": 1, "Flow.part": 1.5, "Flow.sure": true, "Flow.none": null, "Flow.list": [1],
                           "Flow.object": {}, "Flow.echo": "${Flow.b}" }
            }, { "name": "Two", "outputs": [{ "name": "Flow.due", "type": "list of Date", "description": "When",
            """ + """
             "value": ["2026-03-02"] }] }]}
            """);
        SimulatedFlow one = raw.Cloud.Flows.Single(flow => flow.Name == "One");
        Assert.Equal(
            [(ArchitectType.String, false), (ArchitectType.Json, true), (ArchitectType.Json, false)],
            one.Inputs.Select(input => (input.Type, input.IsList)));
        Assert.Equal(
            [
                (ArchitectType.String, false), (ArchitectType.Integer, false),
                (ArchitectType.Decimal, false), (ArchitectType.Boolean, false),
                (ArchitectType.String, false), (ArchitectType.Integer, true), (ArchitectType.Json, false), (ArchitectType.Json, true),
            ],
            one.Outputs.Select(output => (output.Type, output.IsList)));
        SimulatedOutput due = Assert.Single(raw.Cloud.Flows.Single(flow => flow.Name == "Two").Outputs);
        Assert.Equal((ArchitectType.Date, true, "When"), (due.Type, due.IsList, due.Description));
    }

    [Fact]
    public async Task A_raw_schema_document_is_sent_as_it_is_and_inputs_are_checked_against_it()
    {
        const string Schema =
            """{"$schema":"http://json-schema.org/draft-04/schema#","type":"object","odd":[null]""" +
""","properties":{"Flow.n":{"type":"number","minimum":1}},"required":["Flow.n"]}""";
        const string Cyclic = """{"properties":{"Flow.x":{"$ref":"#/properties/Flow.x"},"Flow.y":{"$ref":"#/nowhere"}}}""";
        await using RawClient raw = await StartAsync(
            $$"""{"flows": [{ "name": "Raw", "versions": ["1.0", { "id": "2.0", "inputSchema": {{Cyclic}} }],""" +
            $$""" "inputSchema": {{Schema}}, "outputSchema": {{Cyclic}} }]}""");
        string flow = $"api/v2/flows/{raw.FlowId("Raw")}";
        JsonElement version = (await raw.GetAsync($"{flow}/versions/1.0")).Body;
        Assert.Equal((Schema, Cyclic), (version.GetProperty("inputSchema").GetRawText(), version.GetProperty("outputSchema").GetRawText()));
        Assert.Equal(Cyclic, (await raw.GetAsync(flow)).Body.GetProperty("inputSchema").GetRawText());
        Assert.Equal(HttpStatusCode.OK, (await raw.LaunchAsync("Raw", new() { ["Flow.x"] = 1, ["Flow.y"] = "z" })).Status);
        JsonObject Body(double number) => new()
        {
            ["flowId"] = raw.FlowId("Raw"), ["flowVersion"] = "1.0", ["inputData"] = new JsonObject { ["Flow.n"] = number },
        };
        Assert.Equal(HttpStatusCode.OK, (await raw.PostAsync("api/v2/flows/executions", Body(1.5))).Status);
        RawResponse refused = await raw.PostAsync("api/v2/flows/executions", Body(0.5));
        Assert.Equal("Input 'Flow.n': expected number.", refused.Text("message"));
    }

    [Theory]
    [InlineData(null, "FAILED", "Failure", "error.workflow.unspecified")]
    [InlineData(null, "ERROR", null, "error.workflow.unspecified")]
    [InlineData(null, "TERMINATED", null, null)]
    [InlineData(null, "COMPLETED", "Success", null)]
    [InlineData("\"completionReason\":null,\"error\":null", "FAILED", null, null)]
    [InlineData("\"completionReason\":\"Stopped\",\"error\":{\"code\":\"c\",\"message\":\"m\"}", "TERMINATED", "Stopped", "c")]
    [InlineData("\"completionReason\":\"Failure\",\"error\":null", "ERROR", "Failure", null)]
    public async Task How_an_execution_ends_is_as_recorded_or_as_the_file_says(
        string? members, string outcome, string? reason, string? code)
    {
        await using RawClient raw = await StartAsync(
            $$"""{"flows":[{"name":"One","outcome":"{{outcome}}"{{(members is null ? "" : $",{members}")}}}]}""");
        RawResponse launch = await raw.LaunchAsync("One");
        raw.Time.Advance(TimeSpan.FromSeconds(2));
        JsonElement ended = (await raw.ExecutionAsync(launch)).Body;
        Assert.Equal(outcome, ended.GetProperty("status").GetString());
        Assert.Equal(reason, ended.TryGetProperty("completionReason", out JsonElement returned) ? returned.GetString() : null);
        Assert.Equal(code, ended.TryGetProperty("flowErrorInfo", out JsonElement error) ? error.GetProperty("code").GetString() : null);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_named()
    {
        var options = new SimulatorOptions { FlowsFile = _path + ".missing" };
        FlowsFileException fault = await Assert.ThrowsAsync<FlowsFileException>(
            () => CloudSimulator.StartAsync(options, TestContext.Current.CancellationToken));
        Assert.Contains(_path + ".missing", fault.Message, StringComparison.Ordinal);
    }
}
