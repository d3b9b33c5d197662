using System.Net;
using System.Text;
using CsCheck;
using GenesysCloud.Architect;
using GenesysCloud.Http;
using GenesysCloud.Launching.Executions;
using GenesysCloud.Launching.Flows;
using GenesysCloud.People;
using GenesysCloud.Tests.Support;
using Xunit;

namespace GenesysCloud.Tests.Client;

/// <summary>Whatever a service, a gateway or a broken line may answer: a call gives a value or says so in its own exception.</summary>
public sealed class AnyAnswerTests
{
    private const int Times = 500;

    private const string Version =
        """{"id":"1.0","name":"1.0","type":"PUBLISH","secure":false,"dateCreated":1762160400250""" +
        ""","datePublished":"2025-11-03T09:00:00.250Z","inputSchema":{"type":"object","properties":{"Flow.a":{"type":"string"}""" +
        ""","Flow.b":{"type":"array","items":{"type":"integer"}}},"required":["Flow.a"]},"selfUri":"/api/v2/flows/f/versions/1.0"}""";

    private const string OneFlow =
        """{"id":"a0000000-0000-4000-8000-000000000001","name":"A flow","type":"WORKFLOW","division":{"id":"d","name":"Home"}""" +
        $$$""","active":true,"publishedVersion":{{{Version}}}""" +
        ""","inputSchema":{"properties":{"Flow.a":{} } } }""";

    private const string Execution =
        $$$"""{"id":"e","name":"n","flowVersion":{{{Version}}}""" +
        ",\"dateLaunched\":\"2025-03-26T20:33:25.890Z\",\"status\":\"COMPLETED\"" +
        ",\"dateCompleted\":\"2025-03-26T20:33:26.959Z\",\"completionReason\":\"Success\"" +
        ""","flowErrorInfo":{"message":"m","code":"c","status":400,"details":[{"fieldName":"f"}]""" +
        ""","limit":{"key":"k"}},"outputData":{"Flow.a":"x","Flow.n":null,"Flow.l":["1",2.5],"Flow.o":{"p":[true]}}""" +
        ""","conversation":{"id":"c"},"selfUri":"/api/v2/flows/executions/e"}""";

    private const string Error =
        """{"message":"You must have at least one of the following permissions assigned: [architect:flow:launch]",""" +
        "\"code\":\"missing.any.permissions\",\"status\":403" +
        ""","messageWithParams":"You must have {permissions}","messageParams":{"permissions":"p"}""" +
        ""","contextId":"x","details":[{"errorCode":"e","fieldName":"f"}],"errors":[],"limit":{"key":"k","value":300}}""";

    private const string Subject =
        """{"id":"c","grants":[{"subjectId":"c","division":{"id":"*","homeDivision":false},"role":{"id":"r","name":"Launcher" """ +
        ""","policies":[{"actions":["launch","view"],"condition":"a condition","domain":"architect","entityName":"flow"}]""" +
        ""","default":false,"selfUri":"/api/v2/authorization/roles/r"},"grantMadeAt":"2025-11-03T09:00:00.250Z"}],"version":6}""";

    private const string Contact =
        """{"id":"c","firstName":"f","lastName":"l","workEmail":"a@x.com","cellPhone":{"display":"+1 317-222-2222","e164":""" +
        """ "+13172222222"},"externalIds":[{"externalSource":{"id":"s","name":"CRM"},"value":"C-1"}],"identifiers":[{"type":"ExternalId""" +
        "\",\"value\":\"C-1\"}],\"canonicalContact\":{\"id\":\"c\"}}";

    private static readonly Gen<HttpStatusCode> s_status = Gen.Frequency(
        (12, Gen.Const(HttpStatusCode.OK)),
        (1, Gen.OneOf(
            HttpStatusCode.Created, HttpStatusCode.NoContent, HttpStatusCode.Found,
            HttpStatusCode.BadRequest, HttpStatusCode.Unauthorized, HttpStatusCode.NotFound,
            HttpStatusCode.TooManyRequests, HttpStatusCode.InternalServerError, HttpStatusCode.BadGateway, (HttpStatusCode)999)));

    [Fact]
    public Task GetFlowsAsync() =>
        HoldsAsync($$"""{"entities":[{{OneFlow}},{{OneFlow}}],"pageSize":100,"pageNumber":1,"total":2,"pageCount":1}""", async client =>
        {
            await foreach (Flow flow in client.Architect.GetFlowsAsync())
                Assert.NotNull(flow.Id + flow.Name + flow);
        });

    [Fact]
    public Task GetAuthorizationSubjectAsync() => HoldsAsync(Subject, async client =>
    {
        AuthorizationSubject subject = await client.GetAuthorizationSubjectAsync(TestContext.Current.CancellationToken);
        Assert.All(subject.DivisionsOf("architect:flow:launch"), division => Assert.NotNull(division.Id + division));
        Assert.False(subject.IsConditional("nothing:of:that") || subject.IsConditional(""));
    });

    [Fact]
    public Task LookUpFlowsAsync() => HoldsAsync($$"""{"entities":[{{OneFlow}}],"total":1}""", async client =>
        Assert.All(await client.Architect.LookUpFlowsAsync(["f"]), flow => Assert.NotNull(flow.Name)));

    [Fact]
    public Task GetFlowAsync() =>
        HoldsAsync(OneFlow, async client => Assert.NotNull((await client.Architect.GetFlowAsync("f")).ToString()));

    [Fact]
    public Task GetFlowVersionsAsync() => HoldsAsync($$"""{"entities":[{{Version}}],"pageCount":2}""", async client =>
        Assert.All(await client.Architect.GetFlowVersionsAsync("f"), version => Assert.NotNull(version.ToString())));

    [Fact]
    public Task GetFlowVersionAsync() =>
        HoldsAsync(Version, async client => Assert.NotNull((await client.Architect.GetFlowVersionAsync("f", "1.0")).ToString()));

    [Fact]
    public Task GetExecutionAsync() => HoldsAsync(Execution, async client =>
    {
        FlowRuntimeExecution execution = await client.Architect.GetExecutionAsync("e");
        // What people see is made of it at once.
        FlowExecution seen = new FlowExecution { Id = "e" }.Updated(execution);
        Assert.Equal("e", seen.Id is { Length: > 0 } ? "e" : null);
        Assert.NotNull(seen.Output.ToString() + seen.Error + seen.Duration);
    });

    [Fact]
    public Task GetOrganizationAsync() => HoldsAsync("""{"id":"o","name":"n","thirdPartyOrgName":"t"}""", async client =>
        Assert.NotNull((await client.GetOrganizationAsync()).ToString()));

    [Fact]
    public Task CheckTokenAsync() => HoldsAsync(Error, client => client.CheckTokenAsync());

    [Fact]
    public Task RevokeTokenAsync() => HoldsAsync(Error, client => client.RevokeTokenAsync());

    [Fact]
    public Task Resolving_a_flow_and_its_inputs_by_id() => HoldsAsync(OneFlow, async client =>
    {
        LaunchTarget target = await LaunchTarget.ResolveAsync(client, "a0000000-0000-4000-8000-000000000001", null, default);
        Assert.NotNull(target.DisplayName);
    });

    [Fact]
    public Task Resolving_a_flow_by_name() => HoldsAsync($$"""{"entities":[{{OneFlow}}],"pageCount":1}""", async client =>
        Assert.Equal("A flow", (await client.FlowCache.FindAsync(client.Architect, "A flow", default)).Name, ignoreCase: true));

    [Fact]
    public Task Finding_users() => HoldsAsync(
        """{"total":2,"pageCount":2,"results":[{"id":"u","name":"n","email":"a@x.com","username":"a","state":"active","version":1}]""" +
        ""","types":["users"]}""",
        client => FindAsync(client, PersonKind.User, "A@x.com"));

    [Fact]
    public Task Finding_external_contacts() => HoldsAsync(
        $$"""{"contacts":[{{Contact}}]}""", client => FindAsync(client, PersonKind.ExternalContact, "a@x.com", "+1 317 222 2222"));

    [Fact]
    public Task Finding_external_contacts_by_external_id() => HoldsAsync(
        """{"entities":[{"id":"s","name":"CRM"}],"cursors":{"after":"x"}""" + $",{Contact[1..]}",
        client => FindAsync(client, PersonKind.ExternalContact, "C-1"));

    private static async Task FindAsync(GenesysCloudClient client, PersonKind kind, params string[] names)
    {
        IReadOnlyDictionary<PersonName, PersonMatch> found = await client.PersonDirectory.FindAsync(
            client.People, [.. names.Select(name => PersonName.Create(kind, name))], TestContext.Current.CancellationToken);
        Assert.Equal(names.Length, found.Count);
        Assert.All(found.Values, match => Assert.NotEqual("", (match as PersonMatch.Found)?.Person.Id));
    }

    [Fact]
    public Task SignInAsync() => HoldsAsync(
        """{"access_token":"fake-token","token_type":"bearer","expires_in":86399,"error":null""" +
        ""","description":"d","error_description":"rate limit exceeded; x"}""",
        client => client.SignInAsync(),
        signsIn: true);

    [Theory]
    [InlineData(
        """{"id":"e","name":"n","flowVersion":{"id":"1.0","name":"1.0","selfUri":"/api/v2/flows/f/versions/1.0"},"selfUri":"/x"}""")]
    [InlineData(Error)]
    public Task LaunchAsync_never_throws(string answer) => Gen.Select(s_status, JsonMutations.Of(answer)).SampleAsync(
        async (status, body) =>
        {
            using var transport = new TestTransport(StubHandler.Nowhere, new StubHandler(_ => StubHandler.Answer(status, body)));
            LaunchOutcome outcome = await transport.Time.RunAsync(transport.Client.Architect.LaunchAsync(SimulatedCloud.Launch));
            bool isGenesysCloud = ErrorBody.TryRead(body) is { Code: not null } or { ContextId: not null };
            switch ((int)status)
            {
                case >= 200 and < 300:
                    Assert.True(outcome is LaunchOutcome.Launched { Execution.Id.Length: > 0 } or LaunchOutcome.Unknown);
                    break;
                case >= 400 and < 500 when isGenesysCloud:
                    Assert.Equal((int)status, Assert.IsType<LaunchOutcome.Refused>(outcome).Reason.Status);
                    break;
                case >= 300 and < 500 when !isGenesysCloud:
                    Assert.Equal((int)status, Assert.IsType<LaunchOutcome.Unknown>(outcome).Reason.ForeignResponse?.Status);
                    break;
                default:
                    Assert.Equal((int)status, Assert.IsType<LaunchOutcome.Unknown>(outcome).Reason.Status);
                    break;
            }
        },
        iter: Times,
        threads: 1,
        print: Print);

    [Fact]
    public void Any_error_body_is_read_or_is_none() => JsonMutations.Of(Error).Sample(
        body =>
        {
            if (ErrorBody.TryRead(body) is { } error)
            {
                Assert.False(error is { Message: null, MessageWithParams: null, Code: null, ContextId: null });
                Assert.All(error.Parameters, parameter => Assert.NotNull(parameter.Value));
                Assert.NotNull(error.ToString());
                Assert.All(error.MissingPermissions, permission => Assert.NotEmpty(permission));
                Assert.All(error.FieldNames, name => Assert.NotNull(name));
            }
        },
        iter: 20_000,
        print: body => Encoding.Latin1.GetString(body));

    [Fact]
    public void A_whole_error_body_is_read_in_full()
    {
        var error = ErrorBody.TryRead(Encoding.UTF8.GetBytes(Error));
        Assert.NotNull(error);
        Assert.Equal(("missing.any.permissions", 403, "x", "k"), (error.Code, error.Status, error.ContextId, error.LimitKey));
        Assert.Equal(["architect:flow:launch"], error.MissingPermissions);
        Assert.Equal(["f"], error.FieldNames);
    }

    private static Task HoldsAsync(string valid, Func<GenesysCloudClient, Task> call, bool signsIn = false) =>
        Gen.Select(s_status, JsonMutations.Of(valid)).SampleAsync(
            async (status, body) =>
            {
                using var transport = new TestTransport(
                    StubHandler.Nowhere, new StubHandler(_ => StubHandler.Answer(status, body)), signsIn);
                try
                {
                    await transport.Time.RunAsync(call(transport.Client));
                }
                catch (Exception told) when (told is GenesysCloudException or FlowNotFoundException or FlowNameAmbiguousException
                    or FlowNotPublishedException)
                {
                    Assert.NotEmpty(told.Message);
                }
            },
            iter: Times,
            threads: 1,
            print: Print);

    private static string Print((HttpStatusCode Status, byte[] Body) answer) =>
        $"{(int)answer.Status} {Encoding.Latin1.GetString(answer.Body)}";
}
