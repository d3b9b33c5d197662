using System.Management.Automation;
using FlowCmdlets.Tests.Engine;
using GenesysCloud.Simulator;
using Xunit;

namespace FlowCmdlets.Tests.Flows;

/// <summary>Names as people give them: with brackets, spaces, accents of either form, versions without their zero.</summary>
public sealed class NameTests : CloudTest
{
    private const string Composed = "Onboard Andr\u00E9";
    private const string Decomposed = "Onboard Andre\u0301";

    [Fact]
    public void A_pattern_that_is_none_is_a_name_and_the_other_names_go_on()
    {
        Begin("A", "Cut [off", "B");
        Assert.Equal(["A", "Cut [off", "B"], Run("(Get-GenesysFlow 'A', 'Cut [off', 'B').Name").WithoutErrors().OutputOf<string>());
        Transcript missing = Run("(Get-GenesysFlow 'A', 'Cut [of', 'B').Name");
        Assert.Equal(["A", "B"], missing.OutputOf<string>());
        Assert.Contains("did you mean 'Cut [off'", Assert.Single(missing.Errors).Text(), StringComparison.Ordinal);
        Assert.Contains(
            "in a division 'x [y'",
            Assert.Single(Run("Get-GenesysFlow -Division 'x [y'").WithoutErrors().Warnings),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Composed, Decomposed)]
    [InlineData(Decomposed, Composed)]
    [InlineData(Composed, Composed + " ")]
    [InlineData(Composed + " ", Composed)]
    [InlineData(" " + Decomposed, "onboard ANDR\u00C9")]
    public void What_is_not_seen_of_a_name_does_not_count_where_nothing_matches_exactly(string name, string given)
    {
        Begin(name);
        Shell["given"] = given;
        Assert.Single(Run("Get-GenesysFlow $given").WithoutErrors().Output);
        Run("Start-GenesysFlow $given").WithoutErrors();
        Assert.Equal(1, Cloud.LaunchCount);
    }

    [Fact]
    public void A_name_that_matches_exactly_comes_first()
    {
        Begin(Composed, Decomposed);
        Shell["given"] = Decomposed;
        Assert.Equal(Decomposed, Assert.Single(Run("(Get-GenesysFlow $given).Name").WithoutErrors().OutputOf<string>()));
    }

    [Theory]
    [InlineData("'2'")]
    [InlineData("'2.0'")]
    [InlineData("2")]
    [InlineData("([double]2)")]
    [InlineData("' 2 '")]
    public void A_version_is_found_without_its_zero(string version)
    {
        Connect();
        Run($"Start-GenesysFlow 'Onboard employee' -FlowVersion {version}; Get-GenesysFlowInput 'Onboard employee' -FlowVersion {version}")
            .WithoutErrors();
        Assert.Equal("2.0", Assert.Single(Cloud.Launches).FlowVersion);
    }

    [Theory]
    [InlineData("Onboard employee", "the published version is '3.0'", "omit -FlowVersion")]
    [InlineData("Draft: survey follow-up", "it has never been published", "Publish the flow")]
    public void Of_a_version_that_is_not_there_the_error_says_what_there_is_and_advises_nothing_that_fails_too(
        string flow, string told, string advice)
    {
        Connect();
        ErrorRecord error = Assert.Single(Run($"Start-GenesysFlow '{flow}' -FlowVersion 99").Errors);
        Assert.Contains($"has no version '99.0'; {told}.", error.Text(), StringComparison.Ordinal);
        Assert.Contains(advice, error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_and_flows_are_piped_into_Get_GenesysFlow()
    {
        Connect();
        Assert.Equal(
            ["Onboard employee", "Nightly clean-up"],
            Run("('Onboard employee', 'Nightly clean-up' | Get-GenesysFlow).Name").WithoutErrors().OutputOf<string>());
        Assert.Equal(
            ["Nightly clean-up"], Run("(Get-GenesysFlow 'Nightly clean-up' | Get-GenesysFlow).Name").WithoutErrors().OutputOf<string>());
        Assert.Equal(
            ["Nightly clean-up"], Run("(Start-GenesysFlow 'Nightly clean-up' | Get-GenesysFlow).Name").WithoutErrors().OutputOf<string>());
    }

    [Theory]
    [InlineData("Start-GenesysFlow (Get-GenesysFlow 'O*')", "flows were given where one is expected")]
    [InlineData("Get-GenesysFlowInput 'A', 'B'", "2 flows were given where one is expected")]
    [InlineData("Get-GenesysFlowOutput 'A', 'B'", "2 flows were given where one is expected")]
    [InlineData(
        "[pscustomobject]@{ N = 'x' } | Start-GenesysFlow 'Onboard employee' -Name { $_.N }", "A script block was given where one text")]
    [InlineData("Start-GenesysFlow 'Onboard employee' -InputData '[1]'", "The JSON is no object")]
    [InlineData("Start-GenesysFlow 'Onboard employee' -InputData 'x'", "The text is no JSON")]
    [InlineData("Start-GenesysFlow 'Onboard employee' -InputData 7", "Int32 is no set of inputs")]
    public void What_a_parameter_cannot_take_is_refused_with_what_it_takes(string script, string told)
    {
        Connect();
        Assert.Contains(told, Run(script).Terminating!.Text(), StringComparison.Ordinal);
        Assert.Equal(0, Cloud.LaunchCount);
    }

    [Theory]
    [InlineData("@{ badgeNumber = 7; equipment = @('a', 'b') }")]
    [InlineData("([pscustomobject]@{ badgeNumber = 7; equipment = 'a', 'b' })")]
    [InlineData("'{\"badgeNumber\": 7, \"equipment\": [\"a\", \"b\"]}'")]
    public void Inputs_are_a_hashtable_an_object_or_JSON(string inputs)
    {
        Connect();
        Run($"Start-GenesysFlow 'Onboard employee' -InputData {inputs}").WithoutErrors();
        Assert.Equal("""{"Flow.badgeNumber":7,"Flow.equipment":["a","b"]}""", Assert.Single(Cloud.Launches).InputData.ToString());
    }

    [Fact]
    public void An_execution_that_is_not_found_is_named_by_its_id()
    {
        Connect();
        Assert.Contains(
            "5f8c4b5a-0000-4000-8000-00000000beef",
            Assert.Single(Run("Get-GenesysFlowExecution '5f8c4b5a-0000-4000-8000-00000000beef'").Errors).Text(),
            StringComparison.Ordinal);
    }

    private void Begin(params string[] names)
    {
        foreach (string name in names)
            Cloud.AddFlow(new SimulatedFlow { Name = name });
        Connect();
    }
}
