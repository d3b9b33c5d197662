using System.Management.Automation;
using FlowCmdlets.Tests.Engine;
using GenesysCloud.Simulator;
using Xunit;

namespace FlowCmdlets.Tests.Launching;

/// <summary>The user of a row: the column that gives it, and the input that takes it.</summary>
public sealed class RowUserTests : CloudTest
{
    private const string User = "7a7b1c2d-0000-4000-8000-000000000001";

    public RowUserTests()
    {
        Shell["user"] = User;
    }

    [Theory]
    [InlineData(
        "[pscustomobject]@{ UserId = '' } | Start-GenesysFlow 'Onboard employee'",
        "column 'UserId': input 'Flow.userId' is required and has no value")]
    [InlineData("@{ userid = '' } | Start-GenesysFlow 'Onboard employee'", "column 'userid': input 'Flow.userId' is required")]
    [InlineData(
        "[pscustomobject]@{ 'Flow.userId' = '' } | Start-GenesysFlow 'Onboard employee'",
        "column 'Flow.userId': input 'Flow.userId' is required")]
    [InlineData(
        "[pscustomobject]@{ badgeNumber = '1' } | Start-GenesysFlow 'Onboard employee'",
        "column 'Flow.userId': input 'Flow.userId' is required")]
    [InlineData(
        "[pscustomobject]@{ UserId = $user } | Start-GenesysFlow 'Onboard employee' -InputData @{ userId = 'u' }",
        "column 'UserId': '7a7b1c2d-0000-4000-8000-000000000001' is a second value for input 'Flow.userId'")]
    [InlineData(
        "[pscustomobject]@{ UserId = $user } | Start-GenesysFlow 'Onboard employee' -UserInput badgeNumber",
        "column 'UserId': '7a7b1c2d-0000-4000-8000-000000000001' is not an integer")]
    [InlineData(
        "[pscustomobject]@{ UserId = $user.Replace('-', '') } | Start-GenesysFlow 'Onboard employee'",
        "column 'UserId': '7a7b1c2d000040008000000000000001' is not the id of a Genesys Cloud user")]
    public void A_person_is_told_of_under_the_column_of_the_row(string script, string told)
    {
        Cloud.Settings.RequiredInSchemas = true;
        Connect();
        Assert.Contains(told, Assert.Single(Run(script).Errors).Text(), StringComparison.Ordinal);
        Assert.Equal(0, Cloud.LaunchCount);
    }

    [Fact]
    public void An_input_for_the_person_that_the_flow_does_not_declare_launches_nothing()
    {
        Connect();
        ErrorRecord error = Assert.Single(
            Run("[pscustomobject]@{ UserId = $user } | Start-GenesysFlow 'Get time-off balance' -UserInput Flow.agntId").Errors);
        Assert.Contains(
            "-UserInput: the flow declares no input 'Flow.agntId'; expected one of 'Flow.agentId', 'Flow.dates'",
            error.Text(),
            StringComparison.Ordinal);
        Assert.Equal(0, Cloud.LaunchCount);
    }

    [Fact]
    public void Without_the_right_to_read_a_flow_the_person_goes_under_the_name_that_a_flow_gives_its_inputs()
    {
        Shell["flow"] = Cloud.Flows.First(flow => flow.Name == "Onboard employee").Id;
        Connect(SimulatedClients.LaunchOnly);
        Transcript transcript = Run("Start-GenesysFlow $flow -UserId $user -UserInput userId").WithoutErrors();
        Assert.Equal($$"""{"Flow.userId":"{{User}}"}""", Assert.Single(Cloud.Launches).InputData.ToString());
        Assert.Contains(
            "may not be read (architect:flow:view is missing, at least for its division)",
            Assert.Single(transcript.Warnings),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_bad_guid_in_a_csv_cell_names_row_and_column()
    {
        Connect();
        Transcript transcript = Run("""
            [pscustomobject]@{ UserId = 'not-a-guid' }, [pscustomobject]@{ UserId = $user } | Start-GenesysFlow 'Onboard employee'
            """);
        Assert.StartsWith(
            "Row 1 was not launched: column 'UserId': 'not-a-guid' is not the id",
            Assert.Single(transcript.Errors).Text(),
            StringComparison.Ordinal);
        Assert.Single(transcript.Output);
    }
}
