using System.Net;
using GenesysCloud.Architect;
using GenesysCloud.Http;
using GenesysCloud.Launching.Executions;
using GenesysCloud.Tests.Support;
using Xunit;

namespace GenesysCloud.Tests.Client;

/// <summary>
/// Executions in the form that Genesys Cloud gives them: with their version and both its schemas, and without what does not apply.
/// </summary>
public sealed class ExecutionReadTests
{
    private const string OutputSchema =
        """{"type":"object","properties":{"Flow.count":{"$ref":"#/definitions/archInteger"}}""" +
        ""","definitions":{"archInteger":{"archDataTypeId":"int"}}}""";

    private static readonly string s_failed =
        $$$"""
        {"id":"e","name":"n","flowVersion":{{{Version("flow-1", "2.0")}}},"dateLaunched":"2026-03-26T19:50:17.823Z","status":"FAILED",
         "dateCompleted":"2026-03-26T19:50:18.529Z","completionReason":"Failure",
        """ + """
        "flowErrorInfo":{"code":"error.workflow.expression.unexpectedNull",
         "message":"An expression (or part of an expression) resulted in a null where one is disallowed.",
         "messageWithParams":"An expression resulted in a null near position {pos} where one is disallowed in expression
        """ + """
         '{expression}'. {other}",
         "messageParams":{"expression":"Flow.{pos}","pos":"0"},"contextId":"c"},"selfUri":"/api/v2/flows/executions/e"}
        """;

    [Fact]
    public async Task Ten_thousand_executions_of_a_version_read_and_keep_its_schemas_once()
    {
        string[] ends = ["COMPLETED", "FAILED", "RUNNING"];
        int next = 0;
        using TestTransport transport = Serving(() => Execution("flow-1", "2.0", ends[next++ % ends.Length]));
        var versions = new HashSet<FlowVersion?>(ReferenceEqualityComparer.Instance);

        for (int execution = 0; execution < 10_000; execution++)
            versions.Add((await transport.Client.Architect.GetExecutionAsync("e")).FlowVersion);

        Assert.Equal(1, transport.Client.Architect.Versions.Read);
        Assert.Equal("2.0", Assert.Single(versions)?.Id);
        Assert.NotNull(versions.Single()?.OutputSchema);
        // Another command of the same session.
        await transport.Client.ObservedBy(transport.Events).Architect.GetExecutionAsync("e");
        Assert.Equal(1, transport.Client.Architect.Versions.Read);
    }

    [Fact]
    public async Task Every_flow_and_every_version_has_schemas_of_its_own()
    {
        (string Flow, string Version)[] ran = [("flow-1", "1.0"), ("flow-1", "2.0"), ("flow-2", "1.0"), ("flow-1", "1.0")];
        int next = 0;
        using TestTransport transport = Serving(() => Execution(ran[next].Flow, ran[next++].Version, "COMPLETED"));

        foreach ((string flow, string version) in ran)
        {
            FlowVersion? read = (await transport.Client.Architect.GetExecutionAsync("e")).FlowVersion;
            Assert.Equal((flow, version), (read?.FlowId, read?.Id));
        }

        Assert.Equal(3, transport.Client.Architect.Versions.Read);
    }

    [Fact]
    public async Task More_versions_than_are_kept_are_read_again_and_not_wrong()
    {
        int next = 0;
        using TestTransport transport = Serving(() => Execution($"flow-{next % 300}", $"{next++ / 300}.0", "COMPLETED"));

        for (int execution = 0; execution < 1000; execution++)
        {
            FlowVersion? read = (await transport.Client.Architect.GetExecutionAsync("e")).FlowVersion;
            Assert.Equal(($"flow-{execution % 300}", $"{execution / 300}.0"), (read?.FlowId, read?.Id));
        }
    }

    [Theory]
    [InlineData("""{"id":"1.0","configurationUri":"/api/v2/flows/f/versions/1.0/configuration"}""", "f")]
    [InlineData("""{"id":"1.0","selfUri":"/api/v2/flows/f/versions/1.0"}""", "f")]
    [InlineData("""{"selfUri":"/api/v2/flows/f/versions/1.0"}""", "f")]
    [InlineData("""{"id":"1.0"}""", null)]
    [InlineData("""{"id":"1.0","selfUri":"/","configurationUri":""}""", null)]
    [InlineData("""{"id":"1.0","selfUri":17}""", null, false)]
    [InlineData("null", null)]
    [InlineData("{}", null)]
    public async Task The_flow_is_named_by_whatever_link_there_is(string version, string? flow, bool readable = true)
    {
        using TestTransport transport = Serving(() => $$"""{"id":"e","status":"RUNNING","flowVersion":{{version}}}""");

        if (readable)
            Assert.Equal(flow, new FlowExecution().Updated(await transport.Client.Architect.GetExecutionAsync("e")).FlowId);
        else
            await Assert.ThrowsAsync<GenesysCloudException>(() => transport.Client.Architect.GetExecutionAsync("e"));
    }

    [Fact]
    public async Task A_failure_is_told_with_its_values_its_code_its_parameters_and_its_reason()
    {
        using TestTransport transport = Serving(() => s_failed);

        FlowExecution failed = new FlowExecution().Updated(await transport.Client.Architect.GetExecutionAsync("e"));

        FlowExecutionError? error = failed.Error;
        // A placeholder without a value stays, and a value that looks like a placeholder is a value.
        Assert.Equal(
            "An expression resulted in a null near position 0 where one is disallowed in expression 'Flow.{pos}'. {other}", error?.Message);
        Assert.Equal(
            ("error.workflow.expression.unexpectedNull", "Failure", "c"),
            (error?.ErrorCode, error?.CompletionReason, error?.CorrelationId));
        Assert.Equal(new Dictionary<string, string> { ["expression"] = "Flow.{pos}", ["pos"] = "0" }, error?.ErrorParameters);
        Assert.Equal("Failure", failed.CompletionReason);
        Assert.StartsWith("error.workflow.expression.unexpectedNull: An expression resulted", error?.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"message":"General.","messageWithParams":"With {x}.","code":"c"}""", "General.")]
    [InlineData("""{"message":"General.","messageWithParams":"With {x}.","messageParams":{},"code":"c"}""", "General.")]
    [InlineData("""{"message":"General.","messageParams":{"x":"1"},"code":"c"}""", "General.")]
    [InlineData("""{"messageWithParams":"With {x}.","messageParams":{"x":1}}""", "With 1.")]
    [InlineData("""{"code":"c"}""", "")]
    public async Task Without_parameters_the_general_message_has_to_do(string info, string message)
    {
        using TestTransport transport = Serving(() => $$"""{"id":"e","status":"ERROR","flowErrorInfo":{{info}}}""");

        Assert.Equal(message, new FlowExecution().Updated(await transport.Client.Architect.GetExecutionAsync("e")).Error?.Message);
    }

    [Fact]
    public async Task What_does_not_apply_is_absent_and_that_is_normal()
    {
        using TestTransport transport = Serving(() => """{"id":"e","status":"COMPLETED"}""");

        FlowExecution execution = new FlowExecution().Updated(await transport.Client.Architect.GetExecutionAsync("e"));

        Assert.Equal((null, null, null, null), (execution.Error, execution.Conversation, execution.CompletionReason, execution.FlowId));
        Assert.Empty(execution.Output);
    }

    private static string Execution(string flow, string version, string status) =>
        $$"""{"id":"e","name":"n","flowVersion":{{Version(flow, version)}}""" +
        $$""","dateLaunched":"2026-03-26T19:50:17.823Z","status":"{{status}}","selfUri":"/api/v2/flows/executions/e"}""";

    private static string Version(string flow, string version) =>
        $$"""
        {"id":"{{version}}","name":"{{version}}","commitVersion":"{{version}}",
        """ + $$"""
        "configurationUri":"/api/v2/flows/{{flow}}/versions/{{version}}/configuration",
         "dateCreated":1743004929333,"inputSchema":{"type":"object","properties":{} },"outputSchema":{{OutputSchema}},
        """ + $$"""
        "datePublished":"2026-03-26T16:02:09.469Z",
         "selfUri":"/api/v2/flows/{{flow}}/versions/{{version}}"}
        """;

    // With a limit that no test reaches, so that nothing waits.
    private static TestTransport Serving(Func<string> body) => new(StubHandler.Nowhere, new StubHandler(_ =>
    {
        HttpResponseMessage answer = StubHandler.Answer(HttpStatusCode.OK, body());
        answer.Headers.Add("inin-ratelimit-count", "1");
        answer.Headers.Add("inin-ratelimit-allowed", "1000000");
        return answer;
    }));
}
