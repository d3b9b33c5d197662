using System.Management.Automation;
using FlowCmdlets.Completion;
using FlowCmdlets.Session;
using FlowCmdlets.Tests.Engine;
using Xunit;

namespace FlowCmdlets.Tests.Completion;

/// <summary>A completion costs one request at most, waits for a short time only, and never fails.</summary>
public sealed class CompletionRequestTests : CompletionTest
{
    private const string Launch = "Start-GenesysFlow Onboard";
    private const string FlowPath = "/api/v2/flows";

    [Fact]
    public void The_first_completion_costs_one_request_and_the_next_ones_none()
    {
        Begin();
        Assert.Equal(["'Onboard employee'"], Texts(Launch));
        Assert.Equal(1, RequestCount);
        Assert.Equal(["'Onboard employee'"], Texts(Launch));
        Assert.NotEmpty(Texts("Start-GenesysFlow "));
        Assert.Equal(1, RequestCount);
        Clock.Advance(ResponseCache.KeptFor);
        Assert.Equal(["'Onboard employee'"], Texts(Launch));
        Assert.Equal(2, RequestCount);
    }

    [Theory]
    [InlineData("Start-GenesysFlow 'Onboard employee' -FlowVersion ")]
    [InlineData("Start-GenesysFlow 'Onboard employee' -RequiredInput ")]
    [InlineData("Start-GenesysFlow 'Onboard employee' -FlowVersion 1.0 -RequiredInput ")]
    [InlineData("Start-GenesysFlow 'Onboard employee' -InputData ")]
    [InlineData("Get-GenesysFlow -Division ")]
    public void Nothing_costs_two_requests_at_once(string line)
    {
        Begin();
        int before = 0;
        for (int pressed = 1; pressed <= 4; pressed++)
        {
            IReadOnlyList<string> texts = [.. Texts(line)];
            Assert.InRange(RequestCount - before, 0, 1);
            before = RequestCount;
            Assert.True(texts.Count > 0 || pressed == 1);
        }

        Assert.InRange(RequestCount, 1, 2);
        _ = Texts(line);
        Assert.Equal(before, RequestCount);
    }

    [Fact]
    public void What_a_command_has_looked_up_costs_nothing()
    {
        Begin();
        Run("Get-GenesysFlowInput 'Onboard employee'").WithoutErrors();
        int before = RequestCount;
        Assert.Contains("badgeNumber", Texts("Start-GenesysFlow 'Onboard employee' -RequiredInput "));
        Assert.Equal(before, RequestCount);
    }

    [Fact]
    public void Of_1200_flows_300_workflows_are_there_at_once_and_all_after_a_page_for_each_completion()
    {
        for (int i = 0; i < 1200; i++)
            Cloud.AddFlow(new SimulatedFlow { Name = $"Flow {i:0000}", Type = i % 4 == 0 ? "workflow" : "bot" });
        Begin();
        Assert.Equal(300, Texts("Start-GenesysFlow 'Flow ").Count());
        Assert.Equal(1, RequestCount);

        int before = 0;
        for (int page = 2; page <= 4; page++)
        {
            int offered = Texts("Get-GenesysFlow 'Flow ").Count();
            Assert.True(offered > before);
            Assert.Equal(page, RequestCount);
            before = offered;
        }

        Assert.Equal(1200, before);
        Assert.Equal(1200, Texts("Get-GenesysFlow 'Flow ").Count());
        Assert.Equal(300, Texts("Start-GenesysFlow 'Flow ").Count());
        Assert.Equal(4, RequestCount);
    }

    [Theory]
    [InlineData("Start-GenesysFlow ")]
    [InlineData("Start-GenesysFlow 'Onboard employee' -FlowVersion ")]
    [InlineData("Start-GenesysFlow 'Onboard employee' -UserInput ")]
    [InlineData("Start-GenesysFlow -Session $none ")]
    [InlineData("Get-GenesysFlow -Name ")]
    [InlineData("Get-GenesysFlow -Division ")]
    [InlineData("Get-GenesysFlow -Session ")]
    public void Without_a_session_nothing_is_offered(string line)
    {
        Assert.Empty(Complete(line));
        GenesysCloudSession session = ConnectByClock(Clock, Transport);
        session.Close();
        Assert.Empty(Complete(line));
        Assert.Equal(0, RequestCount);
    }

    [Theory]
    [InlineData(FaultKind.StatusBefore, 403)]
    [InlineData(FaultKind.StatusBefore, 401)]
    [InlineData(FaultKind.StatusBefore, 503)]
    [InlineData(FaultKind.TooManyRequests, 429)]
    [InlineData(FaultKind.DropBefore, 0)]
    [InlineData(FaultKind.UnreadableBody, 200)]
    [InlineData(FaultKind.ForeignBefore, 200)]
    public void A_service_that_refuses_or_fails_is_asked_once_and_not_again_for_a_while(FaultKind kind, int status)
    {
        Begin();
        Cloud.Faults.Add(new Fault(kind) { Method = "GET", Path = FlowPath, Status = status, RetryAfterSeconds = 5, Times = 1 });
        Assert.Empty(Complete(Launch));
        Assert.Empty(Complete(Launch));
        Assert.Equal(1, RequestCount);
        Clock.Advance(ResponseCache.FailuresKeptFor);
        Assert.Equal(["'Onboard employee'"], Texts(Launch));
        Assert.Equal(2, RequestCount);
    }

    [Fact]
    public void A_login_that_fails_offers_nothing()
    {
        Begin();
        Cloud.Faults.Add(new Fault(FaultKind.StatusBefore) { Path = "/oauth/token", Status = 401, Times = null });
        Assert.Empty(Complete(Launch));
    }

    [Fact]
    public async Task A_slow_response_is_not_waited_for_and_is_there_for_the_next_completion()
    {
        Begin();
        var held = new TaskCompletionSource();
        Transport.HoldAnswer = (request, _) =>
            request.RequestUri!.AbsolutePath == FlowPath ? held.Task : Task.CompletedTask;
        Assert.Empty(CompleteAsTimePasses(Launch));
        Assert.True(Clock.GetUtcNow() - Clock.Start >= ResponseCache.Patience);
        Assert.Empty(Complete(Launch));
        Assert.Equal(1, RequestCount);

        held.SetResult();
        Until(() => Transport.InFlight == 0);
        IReadOnlyList<string> texts = [];
        Until(() => (texts = [.. Texts(Launch)]).Count > 0);
        Assert.Equal(["'Onboard employee'"], texts);
        Assert.Equal(1, RequestCount);
        await held.Task;
    }

    [Fact]
    public void A_request_that_is_never_answered_is_given_up_and_sent_again_later()
    {
        Begin();
        Cloud.Faults.Add(new Fault(FaultKind.HangBefore) { Method = "GET", Path = FlowPath });
        Assert.Empty(CompleteAsTimePasses(Launch));
        Clock.Advance(ResponseCache.RequestTimeout);
        Until(() => Transport.InFlight == 0);
        Clock.Advance(ResponseCache.FailuresKeptFor);
        Until(() => Texts(Launch).Any());
        Assert.Equal(2, RequestCount);
    }

    [Fact]
    public void A_session_that_is_specified_is_the_one_that_is_asked()
    {
        Begin();
        Shell["named"] = Shell.DefaultSession;
        Shell.DefaultSession = null;
        Assert.Empty(Texts(Launch));
        Assert.Equal(["'Onboard employee'"], Texts("Start-GenesysFlow -Session $named Onboard"));
        Assert.Equal(["$named"], Texts("Start-GenesysFlow -Session "));
        Assert.Empty(Texts("Start-GenesysFlow -Session (throw) Onboard"));
    }

    [Fact]
    public void A_completion_is_reported_on_no_stream_of_the_next_command()
    {
        Begin();
        _ = Texts(Launch);
        Assert.DoesNotContain(
            Run("Get-GenesysCloudSession -Debug -Verbose").All, said => said.ToString().Contains("flows", StringComparison.Ordinal));
    }

    private IReadOnlyList<CompletionResult> CompleteAsTimePasses(string line)
    {
        using RunningScript pressed = StartCompleting(line);
        Task<IReadOnlyList<CompletionResult>> offered = Task.Run(() => Offered(pressed));
        Until(() => RequestCount > 0);
        Until(() =>
        {
            Clock.Advance(TimeSpan.FromSeconds(0.1));
            return offered.IsCompleted;
        });
        return offered.GetAwaiter().GetResult();
    }
}
