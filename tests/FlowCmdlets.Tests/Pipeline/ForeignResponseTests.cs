using System.Management.Automation;
using System.Net;
using FlowCmdlets.Tests.Engine;
using GenesysCloud.Launching.Executions;
using Xunit;

namespace FlowCmdlets.Tests.Pipeline;

/// <summary>
/// A firewall, a gateway, or a sign-in page responds in Genesys Cloud's place: said as it is, and nothing is believed because of it.
/// </summary>
public sealed class ForeignResponseTests : CloudTest
{
    private const string Id = "ResponseNotFromGenesysCloud";
    private const string Launch = "/api/v2/flows/executions";
    private const string Rows =
        "1..3 | ForEach-Object { [pscustomobject]@{ a = $_ } } | " +
        "Start-GenesysFlow 'Nightly clean-up' -ThrottleLimit 1 -WarningAction Ignore";

    public static TheoryData<int, string> Foreign => new()
    {
        { 403, "<html><body>Access denied</body></html>" },
        { 403, """{"message":"Forbidden"}""" },
        { 404, "<html><body>Not here</body></html>" },
        { 410, "" },
        { 401, "<html><body>Log on</body></html>" },
        { 302, "" },
        { 200, "<html><body>Welcome to our wireless network</body></html>" },
        { 200, """{"status":"ok"}""" },
    };

    [Theory]
    [MemberData(nameof(Foreign))]
    public void Reading_a_flow_never_switches_the_input_check_off_and_launches_nothing(int status, string body)
    {
        TestTransport transport = Connected();
        string id = Cloud.Flows.First(flow => flow.Name == "Onboard employee").Id;
        transport.StandIn = request => request.RequestUri!.AbsolutePath == $"/api/v2/flows/{id}" ? Response(status, body) : null;

        Transcript transcript = Run($"Start-GenesysFlow {id} -InputData @{{ badgeNumber = 'seven' }}");

        Assert.Equal(Id, transcript.Terminating?.Id());
        Assert.Contains($"status {status}", transcript.Terminating!.Text(), StringComparison.Ordinal);
        Assert.Empty(transcript.Warnings);
        Assert.Equal(0, Cloud.LaunchCount);
        Assert.DoesNotContain(Launch, transport.Sent);
    }

    [Theory]
    [MemberData(nameof(Foreign))]
    public void The_first_launch_that_meets_it_ends_the_run_and_may_have_been_carried_out(int status, string body)
    {
        TestTransport transport = Connected();
        transport.StandIn = request => request.RequestUri!.AbsolutePath == Launch ? Response(status, body) : null;

        Transcript transcript = Run(Rows);

        ErrorRecord row = Assert.Single(transcript.Errors);
        Assert.Equal("LaunchOutcomeUnknown", row.Id());
        Assert.Contains("Row 1 may have been launched", row.Text(), StringComparison.Ordinal);
        Assert.Equal(Id, transcript.Terminating?.Id());
        Assert.Contains("The run stopped at row 1.", transcript.Terminating!.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain(
            "permission", transcript.Terminating!.Text() + transcript.Terminating!.Action(), StringComparison.OrdinalIgnoreCase);
        Assert.Single(transport.Sent, Launch);
    }

    [Fact]
    public void A_single_launch_that_meets_it_is_one_error_and_not_called_unlaunched()
    {
        TestTransport transport = Connected();
        transport.StandIn = request => request.RequestUri!.AbsolutePath == Launch ? Response(403, "<p>Access denied") : null;

        Transcript transcript = Run("Start-GenesysFlow 'Nightly clean-up'");

        Assert.Empty(transcript.Errors);
        Assert.Equal(Id, transcript.Terminating?.Id());
        Assert.StartsWith("The flow may have been launched", transcript.Terminating!.Text(), StringComparison.Ordinal);
        Assert.Contains("Flow executions", transcript.Terminating!.Action(), StringComparison.Ordinal);
    }

    [Fact]
    public void With_a_journal_the_row_is_in_doubt_and_not_free_to_be_launched_again()
    {
        string journal = Path.Combine(Directory.CreateTempSubdirectory("foreign-").FullName, "run.jsonl");
        Shell["journal"] = journal;
        TestTransport transport = Connected();
        transport.StandIn = request => request.RequestUri!.AbsolutePath == Launch ? Response(403, """{"message":"Forbidden"}""") : null;

        Transcript transcript = Run($"{Rows} -Journal $journal -ReconcileTimeout 0");

        Assert.Equal(Id, transcript.Terminating?.Id());
        Assert.Equal("Unknown", Assert.Single(Run("Get-GenesysFlowJournal $journal").WithoutErrors().Output).Properties["Outcome"].Value);
        Directory.Delete(Path.GetDirectoryName(journal)!, recursive: true);
    }

    [Fact]
    public void Executions_that_meet_it_are_not_called_missing_and_are_told_of_once()
    {
        TestTransport transport = Connected();
        Shell["started"] = Run("1..3 | ForEach-Object { Start-GenesysFlow 'Nightly clean-up' }").WithoutErrors().Output;
        transport.StandIn = request => request.RequestUri!.AbsolutePath.StartsWith(Launch + "/", StringComparison.Ordinal)
            ? Response(404, "<p>Not here")
            : null;

        Transcript transcript = Run("$started | Wait-GenesysFlowExecution");

        Assert.Equal(Id, Assert.Single(transcript.Errors).Id());
        Assert.All(transcript.OutputOf<FlowExecution>(), execution => Assert.Equal("Launched", execution.Outcome));
    }

    [Fact]
    public void A_deleted_flow_is_not_found_and_said_to_be_deleted()
    {
        TestTransport transport = Connected();
        transport.StandIn = request => request.RequestUri!.AbsolutePath.StartsWith("/api/v2/flows/", StringComparison.Ordinal)
            ? Response(410, """{"message":"Flow has been deleted.","code":"architect.flow.deleted","status":410,"contextId":"c"}""")
            : null;

        Transcript transcript = Run("Start-GenesysFlow 00000000-0000-4000-8000-00000000dead");

        ErrorRecord error = transcript.Terminating ?? Assert.Single(transcript.Errors);
        Assert.Equal("FlowNotFound", error.Id());
        Assert.Contains("was deleted", error.Text(), StringComparison.Ordinal);
        Assert.Contains("deleted in Architect", error.Action(), StringComparison.Ordinal);
    }

    private static HttpResponseMessage Response(int status, string body) =>
        new((HttpStatusCode)status) { Content = new StringContent(body) };

    private TestTransport Connected()
    {
        var transport = new TestTransport();
        ConnectHurried(handler: transport);
        return transport;
    }
}
