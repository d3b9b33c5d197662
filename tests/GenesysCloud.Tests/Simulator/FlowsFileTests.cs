using System.Net;
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
        await using var raw = await StartAsync("""
            {
              // an organisation of its own
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
    public async Task A_file_may_begin_with_a_byte_order_mark_as_editors_write_it()
    {
        await using var raw = await StartAsync("\uFEFF{\"flows\":[{\"name\":\"One\",\"conversation\":true}]}");
        Assert.True(Assert.Single(raw.Cloud.Flows).HasConversation);
    }

    [Theory]
    [InlineData("""{"flows":[{"name":"A","versions":["1.0",{"id":"1.0"}]}]}""", "flows[0].versions[1]", "an id of its own")]
    [InlineData("""{"flows":[{"name":"A","inputs":[{"name":"Flow.x"},{"name":"Flow.x"}]}]}""", "flows[0].inputs[1]", "a name of its own")]
    [InlineData("""{"flows":[{"name":""}]}""", "flows[0].name", "a text")]
    [InlineData("""{"flows":[{"name":"A","name":"B"}]}""", "not JSON", "name")]
    [InlineData("""{"flows":[{"name":"\ud800"}]}""", "not JSON", "surrogate")]
    [InlineData("""{"clients":[{"id":"a0000000-0000-4000-8000-000000000001","secret":"x"}]}""", "clients[0]", "an id of its own")]
    [InlineData("""{"divisions":[{"name":"North"},{"name":"North"}]}""", "divisions[1]", "a name of its own")]
    [InlineData("""{"flows":[{"name":"A","conversation":"yes"}]}""", "flows[0].conversation", "true or false")]
    [InlineData("""{"flows":[{"name":"A"},{"name":"B","inputs":[{"name":"Flow.x"},{"name":"Flow.y","type":"text"}]}]}""", "flows[1].inputs[1]", "date-time")]
    [InlineData("""{"flows":[{"description":"no name"}]}""", "flows[0]", "'name'")]
    [InlineData("""{"flows":[{"name":"A","outcome":"DONE"}]}""", "flows[0].outcome", "COMPLETED, FAILED, ERROR, TERMINATED")]
    [InlineData("""{"flows":[{"name":"A","type":"WORKFLOW"}]}""", "flows[0].type", "workflow")]
    [InlineData("""{"flows":[{"name":"A","colour":"red"}]}""", "flows[0]", "'colour'")]
    [InlineData("""{"flows":[{"name":"A","minSeconds":-1}]}""", "flows[0].minSeconds", "seconds")]
    [InlineData("""{"flows":[{"name":"A","minSeconds":9}]}""", "flows[0]", "maxSeconds")]
    [InlineData("""{"flows":[{"name":"A","failureShare":2}]}""", "flows[0].failureShare", "from 0 to 1")]
    [InlineData("""{"flows":[{"name":"A","division":"Mars"}]}""", "flows[0].division", "Home")]
    [InlineData("""{"flows":[{"name":"A","id":"one"}]}""", "flows[0].id", "GUID")]
    [InlineData("""{"flows":[{"name":"A"},{"name":"A"}]}""", "flows[1]", "an id of its own")]
    [InlineData("""{"flows":{}}""", "flows", "a list")]
    [InlineData("""{"clients":[{"secret":"x"}]}""", "clients[0]", "GUID")]
    [InlineData("[]", "top level", "an object")]
    [InlineData("{\n\"flows\": oops}", "line 2", "not JSON")]
    public async Task A_fault_in_the_file_is_told_with_its_place_and_what_was_expected(string content, string place, string expected)
    {
        var fault = await Assert.ThrowsAsync<FlowsFileException>(() => StartAsync(content));
        Assert.Contains(_path, fault.Message, StringComparison.Ordinal);
        Assert.Contains(place, fault.Message, StringComparison.Ordinal);
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_named()
    {
        var options = new SimulatorOptions { FlowsFile = _path + ".missing" };
        var fault = await Assert.ThrowsAsync<FlowsFileException>(() => CloudSimulator.StartAsync(options, TestContext.Current.CancellationToken));
        Assert.Contains(_path + ".missing", fault.Message, StringComparison.Ordinal);
    }
}
