using System.Text.Json;
using GenesysCloud.Architect;
using GenesysCloud.Launching.Executions;
using GenesysCloud.Simulator;
using GenesysCloud.Tests.Support;
using Xunit;

namespace GenesysCloud.Tests.Client;

public sealed class FlowReadTests
{
    private static readonly SimulatedDivision s_division = new("d0000000-0000-4000-8000-00000000000f", "Far away");

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    [InlineData(500)]
    public async Task Flows_over_many_pages_come_exactly_once_each(int pageSize)
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        for (int number = 0; number < 60; number++)
            cloud.Simulator.AddFlow(new SimulatedFlow { Name = $"Flow {number}" });
        string[] expected = [.. cloud.Simulator.Flows.Where(flow => !flow.Deleted).Select(flow => flow.Id).Order()];

        IReadOnlyList<Flow> flows = await ListAsync(cloud, new FlowQuery { PageSize = pageSize });

        Assert.Equal(expected, flows.Select(flow => flow.Id).Order());
        Assert.Equal((expected.Length + pageSize - 1) / pageSize, cloud.Requests("GET", "/api/v2/flows"));
    }

    [Fact]
    public async Task Listing_can_be_stopped_between_pages_without_reading_the_rest()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();

        await cloud.RunAsync(Task.Run(async () =>
        {
            await foreach (Flow _ in cloud.Client.Architect.GetFlowsAsync(new FlowQuery { PageSize = 5 }))
                break;
        }));

        Assert.Equal(1, cloud.Requests("GET", "/api/v2/flows"));
    }

    [Fact]
    public async Task Filters_are_the_services_own()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.AddFlow(new SimulatedFlow { Name = "Café & more?", Type = "emailsend", Division = s_division });

        Assert.Equal(["Café & more?"], (await ListAsync(cloud, new FlowQuery { Types = ["EmailSend"] })).Select(flow => flow.Name));
        Assert.Equal(["Café & more?"], (await ListAsync(cloud, new FlowQuery { Name = "Café & more?" })).Select(flow => flow.Name));
        Assert.Equal(
            ["Café & more?"], (await ListAsync(cloud, new FlowQuery { DivisionIds = [s_division.Id] })).Select(flow => flow.Name));
        Assert.Empty(await ListAsync(cloud, new FlowQuery { Types = ["workflow"], DivisionIds = [s_division.Id] }));
        Assert.Equal(2, (await ListAsync(
            cloud, new FlowQuery { Types = ["workflow", "emailsend"], DivisionIds = [s_division.Id, SimulatedDivision.Home.Id] }))
            .Select(flow => flow.Type).Distinct().Count());
    }

    [Fact]
    public async Task Declared_inputs_come_with_a_listing_only_when_asked_for()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        var query = new FlowQuery { Name = SimulatedCloud.Flow.Name };

        Assert.Null(Assert.Single(await ListAsync(cloud, query)).InputSchema);
        JsonElement? schema = Assert.Single(await ListAsync(cloud, query with { IncludeSchemas = true })).InputSchema;
        Assert.True(schema?.GetProperty("properties").TryGetProperty("Flow.text", out _));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(80)]
    public async Task Flows_are_looked_up_by_id_however_many(int count)
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        SimulatedFlow[] wanted = [.. Enumerable.Range(0, count).Select(number => new SimulatedFlow { Name = $"Flow {number}" })];
        foreach (SimulatedFlow flow in wanted)
            cloud.Simulator.AddFlow(flow);

        IReadOnlyList<Flow> found = await cloud.RunAsync(cloud.Client.Architect.LookUpFlowsAsync([.. wanted.Select(flow => flow.Id)]));

        Assert.Equal(wanted.Select(flow => flow.Name).Order(), found.Select(flow => flow.Name).Order());
    }

    [Fact]
    public async Task An_id_nobody_knows_is_left_out_of_a_lookup()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        IReadOnlyList<Flow> found = await cloud.RunAsync(
            cloud.Client.Architect.LookUpFlowsAsync([SimulatedCloud.Flow.Id, Guid.Empty.ToString()]));
        Assert.Equal(SimulatedCloud.Flow.Id, Assert.Single(found).Id);
    }

    [Fact]
    public async Task A_flow_is_read_with_its_published_version_and_inputs()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();

        Flow flow = await cloud.RunAsync(cloud.Client.Architect.GetFlowAsync(SimulatedCloud.Flow.Id));

        Assert.Equal(
            (SimulatedCloud.Flow.Name, "WORKFLOW", "Home", "1.0"), (flow.Name, flow.Type, flow.Division?.Name, flow.PublishedVersion?.Id));
        Assert.NotNull(flow.InputSchema);
    }

    [Fact]
    public async Task All_versions_are_read_and_each_by_itself_with_its_inputs()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        var flow = new SimulatedFlow
        {
            Name = "Old flow",
            Versions = [.. Enumerable.Range(1, 230).Select(number => new SimulatedVersion($"{number}.0"))],
        };
        cloud.Simulator.AddFlow(flow);

        IReadOnlyList<FlowVersion> versions = await cloud.RunAsync(cloud.Client.Architect.GetFlowVersionsAsync(flow.Id));
        FlowVersion one = await cloud.RunAsync(cloud.Client.Architect.GetFlowVersionAsync(flow.Id, "17.0"));

        Assert.Equal(flow.Versions.Select(version => version.Id), versions.Select(version => version.Id));
        Assert.Equal(("17.0", true), (one.Id, one.InputSchema is not null));
    }

    [Fact]
    public async Task Both_date_encodings_of_one_version_are_read()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();

        FlowVersion version = await cloud.RunAsync(cloud.Client.Architect.GetFlowVersionAsync(SimulatedCloud.Flow.Id, "1.0"));

        // Milliseconds since 1970, and ISO-8601 text.
        Assert.Equal(new DateTimeOffset(2025, 11, 3, 7, 0, 0, 250, TimeSpan.Zero), version.DateCreated);
        Assert.Equal(new DateTimeOffset(2025, 11, 3, 9, 0, 0, 250, TimeSpan.Zero), version.DatePublished);
    }

    [Theory]
    [InlineData("1762160400250", "2025-11-03T09:00:00.250Z")]
    [InlineData("\"1762160400250\"", "2025-11-03T09:00:00.250Z")]
    [InlineData("\"2025-11-03T09:00:00.250Z\"", "2025-11-03T09:00:00.250Z")]
    [InlineData("\"2025-11-03T10:00:00.250+0100\"", "2025-11-03T09:00:00.250Z")]
    [InlineData("\"2025-11-03T09:00:00.250\"", "2025-11-03T09:00:00.250Z")]
    [InlineData("\"2025-11-03\"", "2025-11-03T00:00:00Z")]
    [InlineData("-1", "1969-12-31T23:59:59.999Z")]
    [InlineData("null", null)]
    [InlineData("\"\"", null)]
    [InlineData("\"soon\"", null)]
    [InlineData("1e300", null)]
    [InlineData("17621604002500000000", null)]
    [InlineData("9223372036854775807", null)]
    [InlineData("true", null)]
    [InlineData("[1,[2]]", null)]
    [InlineData("{\"a\":{}}", null)]
    public async Task A_date_is_read_or_absent_and_never_costs_the_rest(string json, string? expected)
    {
        FlowVersion version = await ReadAsync(
            $$"""{"id":"1.0","dateCreated":{{json}},"datePublished":{{json}},"name":"last"}""",
            client => client.Architect.GetFlowVersionAsync("f", "1.0"));

        DateTimeOffset? moment = expected is null
            ? null
            : DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal((moment, moment, "last"), (version.DateCreated, version.DatePublished, version.Name));
    }

    [Fact]
    public async Task Unknown_fields_and_values_break_nothing()
    {
        FlowRuntimeExecution execution = await ReadAsync(
            """
            {"id":"e","status":"HIBERNATING","newField":{"deep":[1,{"x":null}]},"dateLaunched":"2026-01-01T00:00:00Z",
             "flowVersion":{"id":"1.0","type":"REHEARSAL","another":1,"selfUri":"/api/v2/flows/the-flow/versions/1.0"},
            """ + """
            "outputData":{"Flow.a":null}}
            """,
            client => client.Architect.GetExecutionAsync("e"));

        Assert.Equal(("HIBERNATING", "REHEARSAL"), (execution.Status, execution.FlowVersion?.Type));
        Assert.True(FlowExecutionStatus.IsFinal(execution.Status));
        Assert.Equal("the-flow", execution.FlowVersion?.FlowId);
    }

    [Fact]
    public async Task A_list_of_null_is_an_empty_list()
    {
        foreach (string page in new[] { """{"entities":null}""", """{"entities":[null],"pageCount":1}""", "{}" })
        {
            using var transport = new TestTransport(StubHandler.Nowhere, new StubHandler(_ => StubHandler.OfService(page)));
            Assert.Empty(await transport.Time.RunAsync(CollectAsync(transport.Client, new FlowQuery())));
            Assert.Empty(await transport.Time.RunAsync(transport.Client.Architect.GetFlowVersionsAsync("f")));
            Assert.Empty(await transport.Time.RunAsync(transport.Client.Architect.LookUpFlowsAsync(["f"])));
        }
    }

    [Fact]
    public async Task An_output_that_no_text_can_hold_costs_none_of_the_others()
    {
        FlowRuntimeExecution execution = await ReadAsync(
            """{"id":"e","status":"COMPLETED","outputData":{"Flow.half":"cut \ud83d","Flow.name\ud83d":1""" +
            ""","Flow.whole":"\ud83d\ude00","Flow.huge":1e400}}""",
            client => client.Architect.GetExecutionAsync("e"));

        FlowOutput output = new FlowExecution().Updated(execution).Output;

        Assert.Equal(["Flow.half", @"Flow.name\ud83d", "Flow.whole", "Flow.huge"], output.Keys);
        Assert.Equal(["\"cut \\ud83d\"", "1", "\U0001F600", double.NaN], output.Values);
        Assert.Equal(@"{Flow.half, Flow.name\ud83d, Flow.whole, Flow.huge}", output.ToString());
    }

    [Fact]
    public async Task An_id_is_a_part_of_the_path_and_nothing_else()
    {
        Uri? asked = null;
        using var transport = new TestTransport(StubHandler.Nowhere, new StubHandler(request =>
        {
            asked = request.RequestUri;
            return StubHandler.Answer(System.Net.HttpStatusCode.OK, """{"id":"f"}""");
        }));

        await transport.Time.RunAsync(transport.Client.Architect.GetFlowAsync("../../oauth/token?x=1#y"));

        Assert.Equal("/api/v2/flows/..%2F..%2Foauth%2Ftoken%3Fx%3D1%23y", asked?.AbsolutePath);
    }

    private static Task<IReadOnlyList<Flow>> ListAsync(SimulatedCloud cloud, FlowQuery query) =>
        cloud.RunAsync(CollectAsync(cloud.Client, query));

    private static async Task<IReadOnlyList<Flow>> CollectAsync(GenesysCloudClient client, FlowQuery query)
    {
        var flows = new List<Flow>();
        await foreach (Flow flow in client.Architect.GetFlowsAsync(query))
            flows.Add(flow);
        return flows;
    }

    private static async Task<T> ReadAsync<T>(string answer, Func<GenesysCloudClient, Task<T>> call)
    {
        using var transport = new TestTransport(
            StubHandler.Nowhere, new StubHandler(_ => StubHandler.Answer(System.Net.HttpStatusCode.OK, answer)));
        return await transport.Time.RunAsync(call(transport.Client));
    }
}
