using System.Management.Automation;
using FlowCmdlets.Tests.Engine;
using GenesysCloud.Simulator;
using Xunit;

namespace FlowCmdlets.Tests.Api;

/// <summary>A write that may have been carried out is reported as such, and sent again only on the user's word.</summary>
public sealed class InvokeApiWriteTests : CloudTest
{
    private const string Create = "Invoke-GenesysCloudApi routing/queues POST -Body @{ name = 'New' }";

    [Theory]
    [InlineData(FaultKind.StatusAfter, ErrorCategory.ResourceUnavailable)]
    [InlineData(FaultKind.DropAfter, ErrorCategory.ResourceUnavailable)]
    [InlineData(FaultKind.HangAfter, ErrorCategory.OperationTimeout)]
    [InlineData(FaultKind.UnreadableBody, ErrorCategory.ResourceUnavailable)]
    public void A_write_without_a_conclusive_response_is_an_error_of_its_own_and_sent_once(FaultKind kind, ErrorCategory category)
    {
        ConnectHurried(timeout: TimeSpan.FromMinutes(5));
        Cloud.Faults.Add(new Fault(kind) { Method = "POST", Path = "/api/v2/routing/queues" });
        ErrorRecord error = Run(Create).Terminating!;
        Assert.Equal(("RequestOutcomeUnknown", category), (error.Id(), error.CategoryInfo.Category));
        Assert.StartsWith("The request may have been carried out: POST /api/v2/routing/queues", error.Text(), StringComparison.Ordinal);
        Assert.Contains("-Idempotent", error.Action(), StringComparison.Ordinal);
        Assert.Equal(1, Cloud.Requests.Count(request => request.Method == "POST" && request.Path == "/api/v2/routing/queues"));
    }

    [Fact]
    public void With_Idempotent_it_is_retried_like_a_read()
    {
        ConnectHurried();
        Cloud.Faults.Add(new Fault(FaultKind.StatusAfter) { Method = "POST", Path = "/api/v2/routing/queues", Times = 2 });
        Assert.Single(Run($"{Create} -Idempotent").WithoutErrors().Output);
        Assert.Equal(3, Cloud.Requests.Count(request => request.Method == "POST" && request.Path == "/api/v2/routing/queues"));
    }

    [Fact]
    public void A_launch_by_this_cmdlet_is_never_sent_twice_either()
    {
        ConnectHurried();
        Cloud.Faults.Add(new Fault(FaultKind.DropAfter));
        string id = Cloud.Flows.First(flow => flow.Name == "Nightly clean-up").Id;
        ErrorRecord error = Run($"Invoke-GenesysCloudApi flows/executions POST -Body @{{ flowId = '{id}' }}").Terminating!;
        Assert.Equal("RequestOutcomeUnknown", error.Id());
        Assert.Equal(1, Cloud.LaunchCount);
    }

    [Fact]
    public void A_write_that_was_certainly_not_carried_out_says_so()
    {
        var transport = new TestTransport();
        ConnectHurried(handler: transport);
        Run("Get-GenesysFlow | Out-Null").WithoutErrors();
        transport.Unplugged = true;
        ErrorRecord error = Run(Create).Terminating!;
        Assert.Equal("ServiceUnreachable", error.Id());
        Assert.Contains("Nothing was sent", error.Action(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_while_a_write_is_on_its_way_warns_that_it_may_have_been_carried_out()
    {
        ConnectHurried();
        Cloud.Faults.Add(new Fault(FaultKind.HangAfter) { Method = "POST", Path = "/api/v2/routing/queues" });
        using RunningScript running = Shell.Start(Create);
        Until(() => Cloud.Requests.Any(request => request.Path == "/api/v2/routing/queues"));
        Transcript transcript = await Task.Run(running.Stop, TestContext.Current.CancellationToken);
        Assert.Equal(PSInvocationState.Stopped, transcript.State);
        Assert.Contains("POST routing/queues was stopped after it was sent, and may have been carried out.", transcript.HostWarnings);
    }

    [Fact]
    public void A_stop_while_a_read_is_on_its_way_says_nothing()
    {
        ConnectHurried();
        Cloud.Faults.Add(new Fault(FaultKind.HangAfter) { Method = "GET", Path = "/api/v2/routing/queues" });
        using RunningScript running = Shell.Start("Invoke-GenesysCloudApi routing/queues");
        Until(() => Cloud.Requests.Any(request => request.Path == "/api/v2/routing/queues"));
        Transcript transcript = running.Stop();
        Assert.Equal(PSInvocationState.Stopped, transcript.State);
        Assert.DoesNotContain(transcript.HostWarnings, warning => warning.Contains("carried out", StringComparison.Ordinal));
    }
}
