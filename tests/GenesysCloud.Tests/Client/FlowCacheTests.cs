using GenesysCloud.Architect;
using GenesysCloud.Http;
using GenesysCloud.Launching.Flows;
using GenesysCloud.Launching.Schemas;
using GenesysCloud.Simulator;
using GenesysCloud.Tests.Support;
using Xunit;

namespace GenesysCloud.Tests.Client;

public sealed class FlowCacheTests
{
    [Theory]
    [InlineData(NameFilter.Exact)]
    [InlineData(NameFilter.Contains)]
    [InlineData(NameFilter.Wildcard)]
    public async Task A_flow_is_found_by_its_whole_name_in_any_case_however_the_service_filters(NameFilter filter)
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.Settings.NameFilter = filter;
        // Names that a filter could take for one another, or for a pattern.
        foreach (string name in new[] { "Pay", "Pay later", "Don't pay", "Pay * now", "Pay ? [now]" })
            cloud.Simulator.AddFlow(new SimulatedFlow { Name = name });

        foreach (string name in new[] { "pay", "PAY LATER", "Pay * now", "Pay ? [now]", " Pay " })
            Assert.Equal(name.Trim(), (await FindAsync(cloud, name)).Name, ignoreCase: true);
    }

    [Fact]
    public async Task A_flow_is_found_by_id_in_any_spelling()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        Assert.Equal(SimulatedCloud.Flow.Name, (await FindAsync(cloud, SimulatedCloud.Flow.Id.ToUpperInvariant())).Name);
        Assert.Equal(SimulatedCloud.Flow.Name, (await FindAsync(cloud, $"{{{SimulatedCloud.Flow.Id}}}")).Name);
    }

    [Fact]
    public async Task An_unknown_name_is_met_with_names_that_are_near()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();

        FlowNotFoundException missing = await Assert.ThrowsAsync<FlowNotFoundException>(() => FindAsync(cloud, "Onbord employe"));

        Assert.Equal("Onboard employee", missing.Suggestions[0]);
        Assert.StartsWith("No flow is named 'Onbord employe'; did you mean 'Onboard employee'", missing.Message, StringComparison.Ordinal);
        Assert.Empty((await Assert.ThrowsAsync<FlowNotFoundException>(() => FindAsync(cloud, "xyzzy"))).Suggestions);
    }

    [Fact]
    public async Task An_unknown_or_deleted_id_is_told_with_the_services_answer()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        var deleted = new SimulatedFlow { Name = "Gone flow", Deleted = true };
        cloud.Simulator.AddFlow(deleted);

        foreach (string id in new[] { Guid.Empty.ToString(), deleted.Id })
        {
            FlowNotFoundException missing = await Assert.ThrowsAsync<FlowNotFoundException>(() => FindAsync(cloud, id));
            Assert.Contains(id, missing.Message, StringComparison.Ordinal);
            Assert.IsType<GenesysCloudException>(missing.InnerException);
        }
    }

    [Fact]
    public async Task Of_flows_that_share_a_name_the_workflow_is_meant()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.AddFlow(new SimulatedFlow { Name = "Shared", Type = "inboundcall", Id = "f0000000-0000-4000-8000-000000000001" });
        cloud.Simulator.AddFlow(new SimulatedFlow { Name = "Shared", Id = "f0000000-0000-4000-8000-000000000002" });

        Assert.Equal("WORKFLOW", (await FindAsync(cloud, "shared")).Type);
    }

    [Fact]
    public async Task Names_that_differ_in_case_alone_are_told_apart_by_case()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.AddFlow(new SimulatedFlow { Name = "Twin", Id = "f0000000-0000-4000-8000-000000000001" });
        cloud.Simulator.AddFlow(new SimulatedFlow { Name = "TWIN", Id = "f0000000-0000-4000-8000-000000000002" });

        Assert.Equal("TWIN", (await FindAsync(cloud, "TWIN")).Name);
        Assert.Equal("Twin", (await FindAsync(cloud, "Twin")).Name);
        FlowNameAmbiguousException ambiguous = await Assert.ThrowsAsync<FlowNameAmbiguousException>(() => FindAsync(cloud, "twin"));
        Assert.Equal(2, ambiguous.Flows.Count);
        Assert.Contains("f0000000-0000-4000-8000-000000000001", ambiguous.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_flow_is_asked_for_once_in_a_while_and_not_for_every_row()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        Flow flow = await FindAsync(cloud, SimulatedCloud.Flow.Name);
        await InputsAsync(cloud, flow);
        int asked = cloud.Requests("GET", "/api");

        for (int row = 0; row < 100; row++)
        {
            await FindAsync(cloud, SimulatedCloud.Flow.Name);
            await FindAsync(cloud, SimulatedCloud.Flow.Id);
            await InputsAsync(cloud, flow);
        }

        Assert.Equal(asked, cloud.Requests("GET", "/api"));
        cloud.Clock.Advance(TimeSpan.FromMinutes(2));
        await FindAsync(cloud, SimulatedCloud.Flow.Name);
        Assert.NotEqual(asked, cloud.Requests("GET", "/api"));
    }

    [Fact]
    public async Task The_inputs_are_those_of_the_version_asked_for()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.AddFlow(new SimulatedFlow
        {
            Name = "Versioned",
            Inputs = [new SimulatedInput("Flow.now")],
            Versions = [new SimulatedVersion("1.0") { Inputs = [new SimulatedInput("Flow.then")] }, new SimulatedVersion("2.0")],
        });
        Flow flow = await FindAsync(cloud, "Versioned");

        Assert.Equal(["Flow.now"], (await InputsAsync(cloud, flow)).Inputs.Select(input => input.Name));
        Assert.Equal(["Flow.then"], (await InputsAsync(cloud, flow, "1.0")).Inputs.Select(input => input.Name));
        await Assert.ThrowsAsync<FlowVersionNotFoundException>(() => InputsAsync(cloud, flow, "9.0"));
    }

    [Fact]
    public async Task Without_the_permission_to_see_flows_an_id_is_taken_at_its_word()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        GenesysCloudClient client = cloud.CreateClient(SimulatedClients.LaunchOnly);

        LaunchTarget target = await cloud.RunAsync(LaunchTarget.ResolveAsync(client, SimulatedCloud.Flow.Id, null, default));

        Assert.Equal((SimulatedCloud.Flow.Id, null, null), (target.FlowId, target.FlowName, target.Inputs));
        GenesysCloudException refused = await Assert.ThrowsAsync<GenesysCloudException>(
            () => cloud.RunAsync(LaunchTarget.ResolveAsync(client, "A name", null, default)));
        Assert.Equal(["architect:flow:view"], refused.Error?.MissingPermissions);
    }

    [Fact]
    public async Task A_flow_never_published_can_only_be_launched_by_naming_a_version()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.AddFlow(new SimulatedFlow { Name = "Sketch", Versions = [] });

        FlowNotPublishedException unpublished = await Assert.ThrowsAsync<FlowNotPublishedException>(
            () => cloud.RunAsync(LaunchTarget.ResolveAsync(cloud.Client, "Sketch", null, default)));
        Assert.Contains("never been published", unpublished.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_may_not_be_read_is_asked_for_once()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        GenesysCloudClient client = cloud.CreateClient(SimulatedClients.LaunchOnly);

        for (int time = 0; time < 10; time++)
            Assert.Null(await cloud.RunAsync(client.FlowCache.FindNameAsync(client.Architect, SimulatedCloud.Flow.Id, default)));

        Assert.Equal(1, cloud.Requests("GET", "/api"));
    }

    [Fact]
    public async Task Wrong_names_cost_a_command_one_listing_and_not_one_each()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        cloud.Simulator.Settings.RateLimit = 1_000_000;
        for (int flow = cloud.Simulator.Flows.Count; flow < 1222; flow++)
            cloud.Simulator.AddFlow(new SimulatedFlow { Name = $"Flow number {flow}" });

        for (int name = 0; name < 60; name++)
            await Assert.ThrowsAsync<FlowNotFoundException>(() => FindAsync(cloud, $"Wrong name {name}"));

        // The first asks the service's own filter, which a right name would have passed, and then for the 13 pages.
        Assert.Equal(14, cloud.Requests("GET", "/api/v2/flows"));
        Assert.Equal("Flow number 1000", (await FindAsync(cloud, "flow number 1000")).Name);
        Assert.Equal(14, cloud.Requests("GET", "/api/v2/flows"));
    }

    [Fact]
    public async Task A_flow_made_after_its_name_was_not_found_is_found_by_the_next_command()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        await Assert.ThrowsAsync<FlowNotFoundException>(() => FindAsync(cloud, "Made later"));
        cloud.Simulator.AddFlow(new SimulatedFlow { Name = "Made later" });

        GenesysCloudClient next = cloud.Client.ObservedBy(cloud.Events);

        Assert.Equal("Made later", (await cloud.RunAsync(next.FlowCache.FindAsync(next.Architect, "Made later", default))).Name);
    }

    [Fact]
    public async Task Flows_are_looked_up_by_id_many_at_once_and_then_known()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        string[] ids = [.. cloud.Simulator.Flows.Where(flow => !flow.Deleted).Take(10).Select(flow => flow.Id)];

        await cloud.RunAsync(cloud.Client.FlowCache.LookUpAsync(cloud.Client.Architect, [.. ids, "no id", Guid.Empty.ToString()], default));

        Assert.Equal(1, cloud.Requests("GET", "/api/v2/flows/lookup"));
        foreach (string id in ids)
            Assert.Equal(id, (await FindAsync(cloud, id)).Id);
        Assert.Equal(1, cloud.Requests("GET", "/api/v2/flows"));
    }

    [Fact]
    public async Task A_launch_by_id_reads_flow_and_schema_with_one_request()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();

        LaunchTarget target = await cloud.RunAsync(LaunchTarget.ResolveAsync(cloud.Client, SimulatedCloud.Flow.Id, null, default));

        Assert.Equal("Flow.text", Assert.Single(target.Inputs!.Inputs).Name);
        Assert.Equal(1, cloud.Requests("GET", "/api"));
    }

    private static Task<Flow> FindAsync(SimulatedCloud cloud, string idOrName) =>
        cloud.RunAsync(cloud.Client.FlowCache.FindAsync(cloud.Client.Architect, idOrName, default));

    private static Task<FlowInputSchema> InputsAsync(SimulatedCloud cloud, Flow flow, string? version = null) =>
        cloud.RunAsync(ReadInputsAsync(cloud.Client, flow, version));

    private static async Task<FlowInputSchema> ReadInputsAsync(GenesysCloudClient client, Flow flow, string? version) =>
        FlowInputSchema.Parse(await client.FlowCache.GetInputSchemaAsync(client.Architect, flow, version, default) ?? default);
}
