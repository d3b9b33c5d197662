using System.Management.Automation;
using FlowCmdlets.Tests.Engine;
using GenesysCloud.Architect;
using GenesysCloud.Launching.Executions;
using GenesysCloud.Simulator;
using Xunit;

namespace FlowCmdlets.Tests.Launching;

/// <summary>One launch: by what the flow is named, and what goes into it.</summary>
public sealed class StartGenesysFlowTests : CloudTest
{
    private const string User = "7a7b1c2d-0000-4000-8000-000000000001";

    public StartGenesysFlowTests() => Shell["user"] = User;

    private SimulatedFlow CleanUp => Cloud.Flows.First(flow => flow.Name == "Nightly clean-up");

    [Theory]
    [InlineData("Start-GenesysFlow 'Nightly clean-up'")]
    [InlineData("Start-GenesysFlow -Flow ' NIGHTLY CLEAN-UP '")]
    [InlineData("Start-GenesysFlow $cleanUp")]
    [InlineData("Start-GenesysFlow ([guid]$cleanUp)")]
    [InlineData("Start-GenesysFlow -FlowId $cleanUp")]
    [InlineData("Start-GenesysFlow -FlowName 'Nightly clean-up'")]
    [InlineData("Start-GenesysFlow (Get-GenesysFlow 'Nightly clean-up')")]
    [InlineData("Get-GenesysFlow 'Nightly clean-up' | Start-GenesysFlow")]
    [InlineData("'Nightly clean-up' | Start-GenesysFlow")]
    [InlineData("$cleanUp | Start-GenesysFlow")]
    [InlineData("[guid]$cleanUp | Start-GenesysFlow")]
    [InlineData("[pscustomobject]@{ FlowId = $cleanUp } | Start-GenesysFlow")]
    [InlineData("[pscustomobject]@{ FlowName = 'Nightly clean-up' } | Start-GenesysFlow")]
    [InlineData("[pscustomobject]@{ Flow = $cleanUp } | Start-GenesysFlow")]
    public void A_flow_is_named_by_id_or_name_or_is_piped(string script)
    {
        Connect();
        Shell["cleanUp"] = CleanUp.Id;
        FlowExecution execution = Assert.Single(Run(script).WithoutErrors().OutputOf<FlowExecution>());
        LaunchRecord launch = Assert.Single(Cloud.Launches);
        Assert.Equal(CleanUp.Id, launch.FlowId);
        Assert.Equal(launch.Id, execution.Id);
        Assert.Null(launch.InputData);
        Assert.Equal(
            (CleanUp.Id, "Nightly clean-up", "1.0", "Launched", "RUNNING"),
            (execution.FlowId, execution.FlowName, execution.FlowVersion, execution.Outcome, execution.Status));
        Assert.NotNull(execution.DateLaunched);
    }

    [Fact]
    public void Several_piped_names_launch_each_flow()
    {
        Connect();
        Run("'Nightly clean-up', 'Sync directory', 'Nightly clean-up' | Start-GenesysFlow -ThrottleLimit 1").WithoutErrors();
        Assert.Equal(
            ["Nightly clean-up", "Sync directory", "Nightly clean-up"],
            Cloud.Launches.Select(launch => Cloud.Flows.First(flow => flow.Id == launch.FlowId).Name));
    }

    [Fact]
    public void InputData_goes_into_the_declared_inputs()
    {
        Connect();
        Run(
            "Start-GenesysFlow 'Onboard employee' @{ userId = 'u1'; 'FLOW.STARTDATE' = '2026-12-01'; badgeNumber = '42'; " +
            "'Flow.remote' = 'yes'; salary = 12.5; equipment = 'desk', 'lamp' }").WithoutErrors();
        Assert.Equal(
            """{"Flow.userId":"u1","Flow.startDate":"2026-12-01","Flow.badgeNumber":42,"Flow.remote":true,"Flow.salary":12.5""" +
            ""","Flow.equipment":["desk","lamp"]}""",
            Assert.Single(Cloud.Launches).InputData.ToString());
    }

    [Fact]
    public void A_name_and_a_version_go_with_the_launch()
    {
        Connect();
        FlowExecution execution = Assert.Single(Run("Start-GenesysFlow 'Onboard employee' -UserId $user -FlowVersion 1.0 -Name 'first day'")
            .WithoutErrors()
            .OutputOf<FlowExecution>());
        LaunchRecord launch = Assert.Single(Cloud.Launches);
        Assert.Equal(("1.0", "first day"), (launch.FlowVersion, launch.Name));
        Assert.Equal(("1.0", "first day"), (execution.FlowVersion, execution.Name));
    }

    [Fact]
    public void Inputs_are_checked_by_the_version_that_is_launched()
    {
        Connect();
        Transcript transcript = Run("Start-GenesysFlow 'Onboard employee' @{ badgeNumber = 42 } -UserId $user -FlowVersion 1.0 -Strict");
        Assert.Contains("'badgeNumber'", Assert.Single(transcript.Errors).Text(), StringComparison.Ordinal);
        Assert.Equal(0, Cloud.LaunchCount);
    }

    [Fact]
    public void A_version_that_is_not_there_is_told_by_its_name()
    {
        Connect();
        ErrorRecord error = Assert.Single(Run("Start-GenesysFlow 'Nightly clean-up' -FlowVersion 9.0").Errors);
        Assert.Equal("FlowVersionNotFound", error.Id());
        Assert.Contains("no version '9.0'; the published version is", error.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_user_goes_into_the_input_for_one()
    {
        Connect();
        FlowExecution execution = Assert.Single(
            Run("Start-GenesysFlow 'Onboard employee' -UserId $user").WithoutErrors().OutputOf<FlowExecution>());
        Assert.Equal($$"""{"Flow.userId":"{{User}}"}""", Assert.Single(Cloud.Launches).InputData.ToString());
        Assert.Equal(User, execution.UserId);
    }

    [Theory]
    [InlineData("Welcome new customer", "Flow.externalContactId", "")]
    [InlineData("Confirm appointment", "Flow.contactId", "; appointment = '2026-12-01T09:00:00Z'")]
    public void An_external_contact_goes_into_the_input_for_one(string flow, string input, string more)
    {
        Connect();
        FlowExecution execution = Assert.Single(
            Run($"Start-GenesysFlow '{flow}' -ExternalContactId $user -InputData @{{ {more.TrimStart(';')} }}")
                .WithoutErrors()
                .OutputOf<FlowExecution>());
        Assert.Equal(User, Assert.Single(Cloud.Launches).InputData!.Value.GetProperty(input).GetString());
        Assert.Equal(User, execution.ExternalContactId);
    }

    [Fact]
    public void UserInput_names_the_input_where_it_is_called_otherwise()
    {
        Connect();
        Run("Start-GenesysFlow 'Get time-off balance' -UserId $user -UserInput 'Flow.agentId'").WithoutErrors();
        Run("Start-GenesysFlow 'Get time-off balance' -ExternalContactId $user -ExternalContactInput agentid").WithoutErrors();
        Assert.All(Cloud.Launches, launch => Assert.Equal($$"""{"Flow.agentId":"{{User}}"}""", launch.InputData.ToString()));
    }

    [Fact]
    public void A_user_for_a_flow_without_an_input_for_one_is_refused_with_the_inputs_there_are()
    {
        Connect();
        ErrorRecord error = Assert.Single(Run("Start-GenesysFlow 'Get time-off balance' @{ agentId = 'a' } -UserId $user").Errors);
        Assert.Equal("InputInvalid", error.Id());
        Assert.Contains(
            "no input for the user; use -UserInput to specify one of 'Flow.agentId', 'Flow.dates'", error.Text(), StringComparison.Ordinal);
        Assert.Equal(0, Cloud.LaunchCount);
    }

    [Fact]
    public void A_user_for_a_flow_without_any_input_is_refused()
    {
        Connect();
        Assert.Contains(
            "the flow declares no inputs, so -UserId can't be used",
            Assert.Single(Run("Start-GenesysFlow 'Nightly clean-up' -UserId $user").Errors).Text(),
            StringComparison.Ordinal);
        Assert.Equal(0, Cloud.LaunchCount);
    }

    [Fact]
    public void A_user_and_an_external_contact_at_once_are_refused()
    {
        Connect();
        ErrorRecord error = Assert.Single(Run("Start-GenesysFlow 'Onboard employee' -UserId $user -ExternalContactId $user").Errors);
        Assert.Equal("InputInvalid", error.Id());
        Assert.Contains("expected only one of them", error.Text(), StringComparison.Ordinal);
        Assert.Equal(0, Cloud.LaunchCount);
    }

    [Fact]
    public void A_user_who_is_neither_an_id_nor_found_is_refused_with_its_value()
    {
        Connect();
        ErrorRecord error = Assert.Single(Run("Start-GenesysFlow 'Onboard employee' -UserId 'john'").Errors);
        Assert.Equal("PersonNotFound", error.Id());
        Assert.StartsWith(
            "The flow was not launched: -UserId: no user that the OAuth client can see has the e-mail address or user name 'john'",
            error.Text(),
            StringComparison.Ordinal);
        Assert.Equal(0, Cloud.LaunchCount);
    }

    [Fact]
    public void A_client_that_may_not_read_flows_launches_by_id_and_is_told_once_what_that_means()
    {
        Connect(SimulatedClients.LaunchOnly);
        Shell["onboard"] = Cloud.Flows.First(flow => flow.Name == "Onboard employee").Id;
        Transcript transcript = Run(
            "1..3 | ForEach-Object { [pscustomobject]@{ 'Flow.userId' = \"u$_\"; 'Flow.badgeNumber' = 7; other = 'x' } } | " +
            "Start-GenesysFlow $onboard -ThrottleLimit 1").WithoutErrors();
        Assert.Equal(3, transcript.Output.Count);
        Assert.Equal(2, transcript.Warnings.Count);
        Assert.Contains("missing permission architect:flow:view", transcript.Warnings[0], StringComparison.Ordinal);
        Assert.Equal(
            $"The inputs of the flow '{Shell["onboard"]}' can't be read, so the column 'other' is not sent; " +
            "only names that begin with 'Flow.' are.",
            transcript.Warnings[1]);
        Assert.Equal("""{"Flow.userId":"u1","Flow.badgeNumber":7}""", Cloud.Launches[0].InputData.ToString());
    }

    [Fact]
    public void A_client_that_may_not_read_flows_must_say_which_input_is_the_user()
    {
        Connect(SimulatedClients.LaunchOnly);
        Shell["onboard"] = Cloud.Flows.First(flow => flow.Name == "Onboard employee").Id;
        Transcript transcript = Run("""
            Start-GenesysFlow $onboard -UserId $user -WarningAction Ignore
            Start-GenesysFlow $onboard -UserId $user -UserInput Flow.userId -WarningAction Ignore
            """);
        Assert.Contains(
            "use -UserInput to specify the input for the user", Assert.Single(transcript.Errors).Text(), StringComparison.Ordinal);
        Assert.Equal($$"""{"Flow.userId":"{{User}}"}""", Assert.Single(Cloud.Launches).InputData.ToString());
    }

    [Fact]
    public void Wait_emits_the_execution_as_it_ended()
    {
        ConnectHurried();
        FlowExecution execution = Assert.Single(
            Run("Start-GenesysFlow 'Onboard employee' -UserId $user -Wait").WithoutErrors().OutputOf<FlowExecution>());
        Assert.Equal("COMPLETED", execution.Status);
        Assert.Equal("ONB-1", execution.Output["Flow.ticket"]);
        Assert.Equal(User, execution.UserId);
        Assert.True(execution.Duration > TimeSpan.Zero);
    }

    [Fact]
    public void Wait_with_a_timeout_emits_what_still_runs_and_one_error()
    {
        AddLasting(TimeSpan.FromDays(1));
        ConnectHurried();
        Transcript transcript = Run("Start-GenesysFlow Lasting -Wait -Timeout 00:00:03");
        Assert.Equal("RUNNING", Assert.Single(transcript.OutputOf<FlowExecution>()).Status);
        Assert.Equal("WaitTimedOut", Assert.Single(transcript.Errors).Id());
    }
}
