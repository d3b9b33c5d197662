using System.Net;
using GenesysCloud.Architect;
using GenesysCloud.Http;
using GenesysCloud.Launching.Flows;
using GenesysCloud.Launching.Tracking;
using GenesysCloud.Tests.Support;
using Xunit;

namespace GenesysCloud.Tests.Faults;

/// <summary>A response that is not Genesys Cloud's proves nothing: no missing permission, no missing flow, no bad token.</summary>
public sealed class ForeignReadTests
{
    private const string Id = "a0000000-0000-4000-8000-000000000001";
    private const string Page = "<html><body><h1>Access denied</h1></body></html>";

    private static readonly Dictionary<string, Func<GenesysCloudClient, Task>> s_reads = new()
    {
        ["organization"] = client => client.GetOrganizationAsync(),
        ["flow"] = client => client.Architect.GetFlowAsync(Id),
        ["flows"] = async client => await client.Architect.GetFlowsAsync().GetAsyncEnumerator().MoveNextAsync(),
        ["flow lookup"] = client => client.Architect.LookUpFlowsAsync([Id]),
        ["versions"] = client => client.Architect.GetFlowVersionsAsync(Id),
        ["version"] = client => client.Architect.GetFlowVersionAsync(Id, "1.0"),
        ["execution"] = client => client.Architect.GetExecutionAsync(Id),
        ["instances"] = client => client.Architect.QueryInstancesAsync(Id, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, default),
        ["directory by id"] = client => client.FlowCache.FindAsync(client.Architect, Id, default),
        ["directory by name"] = client => client.FlowCache.FindAsync(client.Architect, "A flow", default),
        ["target by id"] = client => LaunchTarget.ResolveAsync(client, Id, null, default),
        ["target by id and version"] = client => LaunchTarget.ResolveAsync(client, Id, "1.0", default),
        ["target by name"] = client => LaunchTarget.ResolveAsync(client, "A flow", null, default),
    };

    public static TheoryData<string, int, string> Foreign =>
    [
        .. from read in s_reads.Keys
           from response in new[]
           {
               (200, Page), (200, """{"status":"ok"}"""), (302, ""), (400, Page), (401, Page), (403, Page),
               (403, """{"message":"Forbidden"}"""), (404, Page), (410, Page), (429, Page),
           }
           select (read, response.Item1, response.Item2),
    ];

    [Theory]
    [MemberData(nameof(Foreign))]
    public async Task Every_read_tells_of_it_as_what_it_is(string read, int status, string body)
    {
        using var transport = new TestTransport(
            StubHandler.Nowhere, new StubHandler(_ => StubHandler.Answer((HttpStatusCode)status, body)));

        GenesysCloudException failure = await Assert.ThrowsAsync<GenesysCloudException>(
            () => transport.Time.RunAsync(s_reads[read](transport.Client)));

        Assert.Equal(status, failure.ForeignResponse?.Status);
        Assert.Equal(SendOutcome.Unknown, failure.Outcome);
        Assert.Contains("did not come from Genesys Cloud", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_429_of_a_gateway_is_waited_out_by_a_read()
    {
        await using SimulatedCloud cloud = await SimulatedCloud.StartAsync();
        await cloud.RunAsync(cloud.Client.SignInAsync());
        cloud.Simulator.Faults.Add(new Fault(FaultKind.ForeignBefore) { Method = "GET", Path = "/api/v2/organizations/me", Status = 429 });

        Assert.NotNull(await cloud.RunAsync(cloud.Client.GetOrganizationAsync()));

        Assert.Equal(2, cloud.Requests("GET", "/api/v2/organizations/me"));
        Assert.True(cloud.Clock.Now > TimeSpan.Zero, "It was sent again at once.");
    }

    [Theory]
    [InlineData(200)]
    [InlineData(302)]
    [InlineData(403)]
    [InlineData(404)]
    public async Task A_login_host_that_is_none_is_told_as_what_it_is(int status)
    {
        using var transport = new TestTransport(
            StubHandler.Nowhere, new StubHandler(_ => StubHandler.Answer((HttpStatusCode)status, Page)), signsIn: true);

        SignInException failure = await Assert.ThrowsAsync<SignInException>(() => transport.Time.RunAsync(transport.Client.SignInAsync()));

        Assert.Equal((status, "Access denied"), (failure.ForeignResponse?.Status, failure.ForeignResponse?.Excerpt));
    }

    [Fact]
    public async Task A_version_that_cannot_be_read_for_a_foreign_404_does_not_make_the_version_missing()
    {
        const string Flow = $$$"""{"id":"{{{Id}}}","name":"A flow","publishedVersion":{"id":"1.0"}}""";
        using var transport = new TestTransport(
            StubHandler.Nowhere, new StubHandler(request => request.RequestUri!.AbsolutePath.Contains("versions", StringComparison.Ordinal)
                ? StubHandler.Answer(HttpStatusCode.NotFound, Page)
                : StubHandler.Answer(HttpStatusCode.OK, Flow)));

        GenesysCloudException failure = await Assert.ThrowsAsync<GenesysCloudException>(
            () => transport.Time.RunAsync(LaunchTarget.ResolveAsync(transport.Client, Id, "1.0", default)));

        Assert.NotNull(failure.ForeignResponse);
    }

    [Fact]
    public async Task A_deleted_flow_is_not_found_and_said_to_be_deleted()
    {
        const string Deleted = """{"message":"Flow has been deleted.","code":"architect.flow.deleted","status":410,"contextId":"c"}""";
        using var transport = new TestTransport(
            StubHandler.Nowhere, new StubHandler(_ => StubHandler.Answer(HttpStatusCode.Gone, Deleted)));

        FlowNotFoundException missing = await Assert.ThrowsAsync<FlowNotFoundException>(
            () => transport.Time.RunAsync(LaunchTarget.ResolveAsync(transport.Client, Id, null, default)));

        Assert.Equal($"The flow with ID '{Id}' was deleted.", missing.Message);
        Assert.Equal("architect.flow.deleted", missing.Code);
    }

    [Fact]
    public async Task A_followed_execution_survives_a_gateway_that_stands_in_for_a_moment()
    {
        int asked = 0;
        using var transport = new TestTransport(StubHandler.Nowhere, new StubHandler(_ => ++asked <= 4
            ? StubHandler.Answer(HttpStatusCode.Forbidden, Page)
            : StubHandler.Answer(HttpStatusCode.OK, """{"id":"e","status":"COMPLETED"}""")));

        TrackedExecution<string> tracked = await TrackAsync(transport);

        Assert.Equal((TrackingEnd.Completed, 5), (tracked.End, asked));
    }

    [Fact]
    public async Task A_followed_execution_is_given_up_when_something_else_keeps_responding()
    {
        int asked = 0;
        using var transport = new TestTransport(StubHandler.Nowhere, new StubHandler(_ =>
        {
            asked++;
            return StubHandler.Answer(HttpStatusCode.Forbidden, Page);
        }));

        TrackedExecution<string> tracked = await TrackAsync(transport);

        Assert.Equal((TrackingEnd.Refused, 5), (tracked.End, asked));
        Assert.NotNull(tracked.Failure?.ForeignResponse);
    }

    private static async Task<TrackedExecution<string>> TrackAsync(TestTransport transport)
    {
        using var tracker = new ExecutionTracker<string>(transport.Client, new ExecutionTrackerOptions());
        tracker.Add("e", "e");
        tracker.CompleteAdding();
        await transport.Time.RunAsync(tracker.NextReady);
        Assert.True(tracker.TryTake(out TrackedExecution<string>? tracked));
        return tracked;
    }
}
