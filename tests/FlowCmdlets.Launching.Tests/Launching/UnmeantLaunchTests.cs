using System.Management.Automation;
using FlowCmdlets.Tests.Engine;
using GenesysCloud.Simulator;
using GenesysCloud.Simulator.People;
using Xunit;

namespace FlowCmdlets.Tests.Launching;

/// <summary>What a person cannot have meant is not launched: empty parameters, and people who contradict each other.</summary>
public sealed class UnmeantLaunchTests : CloudTest
{
    private const string Launch = "Start-GenesysFlow 'Onboard employee'";

    [Theory]
    [InlineData("UserId")]
    [InlineData("ExternalContactId")]
    [InlineData("FlowVersion")]
    [InlineData("InputData")]
    [InlineData("Culture")]
    [InlineData("Name")]
    [InlineData("Session")]
    public void A_parameter_whose_variable_does_not_exist_launches_nothing(string parameter)
    {
        Connect();
        foreach (string start in (string[])[$"{Launch} -WhatIf", Launch, $"[pscustomobject]@{{ badgeNumber = 1 }} | {Launch}"])
        {
            ErrorRecord? error = Run($"{start} -{parameter} $misspelled").Terminating;
            Assert.Contains(error?.Id(), (string[])["ParameterEmpty", "ParameterArgumentValidationError"]);
            Assert.Contains(parameter, error!.Exception.Message, StringComparison.Ordinal);
        }

        Assert.Equal(0, Cloud.LaunchCount);
    }

    [Theory]
    [InlineData("''")]
    [InlineData("'  '")]
    [InlineData("$person.Id")]
    public void An_empty_person_launches_nothing(string person)
    {
        Connect();
        Assert.Equal("ParameterEmpty", Run($"{Launch} -UserId {person}").Terminating?.Id());
        Assert.Equal(0, Cloud.LaunchCount);
    }

    [Fact]
    public void An_empty_cell_is_no_empty_parameter()
    {
        Connect();
        Run($"[pscustomobject]@{{ UserId = ''; badgeNumber = 1 }} | {Launch}").WithoutErrors();
        Assert.Equal(1, Cloud.LaunchCount);
    }

    [Theory]
    [InlineData("UserId")]
    [InlineData("ExternalContactId")]
    public void Rows_that_name_another_person_than_the_command_line_end_the_run_before_its_first_launch(string parameter)
    {
        Connect();
        Transcript transcript = Run(
            "1..3 | ForEach-Object { [pscustomobject]@{ " + parameter.ToLowerInvariant() +
            $" = \"row$_@example.com\"; badgeNumber = $_ }} }} | {Launch} -{parameter} all@example.com");

        ErrorRecord error = transcript.Terminating!;
        Assert.Equal("ColumnContradictsParameter", error.Id());
        Assert.Equal(
            $"Row 1 was not launched: column '{parameter.ToLowerInvariant()}' is 'row1@example.com', but -{parameter} is " +
            "'all@example.com'; expected one of them.",
            error.Text());
        Assert.Equal(0, Cloud.LaunchCount);
    }

    [Fact]
    public void Later_rows_that_name_another_person_are_refused_alone()
    {
        Cloud.AddUser(SimulatedUser.Of("all@example.com"));
        Connect();
        Transcript transcript = Run(
            "[pscustomobject]@{ UserId = ''; badgeNumber = 1 }, [pscustomobject]@{ UserId = 'ALL@example.com '; badgeNumber = 2 }, " +
            $"[pscustomobject]@{{ UserId = 'other@example.com'; badgeNumber = 3 }} | {Launch} -UserId all@example.com");

        Assert.Equal("ColumnContradictsParameter", Assert.Single(transcript.Errors).Id());
        Assert.Equal(2, Cloud.LaunchCount);
    }

    [Fact]
    public void What_an_earlier_launch_emitted_may_be_launched_for_another_person()
    {
        SimulatedUser[] users = [SimulatedUser.Of("one@example.com"), SimulatedUser.Of("two@example.com")];
        foreach (SimulatedUser user in users)
            Cloud.AddUser(user);
        Connect();
        Run($"[pscustomobject]@{{ badgeNumber = 1 }} | {Launch} -UserId one@example.com | {Launch} -UserId two@example.com")
            .WithoutErrors();
        Assert.Equal(
            users.Select(user => user.Id),
            Cloud.Launches.Select(launch => launch.InputData!.Value.GetProperty("Flow.userId").GetString()));
    }
}
