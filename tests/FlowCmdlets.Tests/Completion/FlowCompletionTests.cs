using System.Management.Automation;
using FlowCmdlets.Tests.Engine;
using Xunit;

namespace FlowCmdlets.Tests.Completion;

/// <summary>Flows are completed by names that PowerShell reads back as they are.</summary>
public sealed class FlowCompletionTests : CompletionTest
{
    public static TheoryData<string> Names =>
    [
        "Plain", "Two words", "It's due", "Say \"now\"", "Cut [off]", "Cut [off", "What? All*", "Costs $HOME and $(1+1)", "Back`tick",
        "Pr\u00FCfung f\u00FCr M\u00FCller", "Manager\u2019s \u201Capproval\u201D", "\u5165\u793E\u624B\u7D9A\u304D", "-Verbose",
        "\u2013 dash", "123", "1e3", "0x10", "@{ a = 1 }", "a;b|c&d", "#comment", "a,b", "(x)", "\U0001F600 smile",
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_name_that_is_completed_is_the_flow_that_is_launched_and_found(string name)
    {
        Begin(name, "Cut o", "What! Allx");
        string first = name.Split(' ', '\'', '\u2019')[0];
        foreach (string typed in new[] { "", $"'{first}" })
        {
            CompletionResult launched = Complete($"Start-GenesysFlow {typed}").Single(offered => offered.ListItemText == name);
            Run($"Start-GenesysFlow {launched.CompletionText}").WithoutErrors();
            Assert.Equal(Cloud.Flows.Single(flow => flow.Name == name).Id, Cloud.Launches[^1].FlowId);

            CompletionResult found = Complete($"Get-GenesysFlow {typed}").Single(offered => offered.ListItemText == name);
            Assert.Equal(name, Assert.Single(Run($"(Get-GenesysFlow {found.CompletionText}).Name").WithoutErrors().OutputOf<string>()));

            CompletionResult read = Complete($"Get-GenesysFlowInput {typed}").Single(offered => offered.ListItemText == name);
            Run($"Get-GenesysFlowInput {read.CompletionText}").WithoutErrors();
        }
    }

    [Theory]
    [InlineData("Start-GenesysFlow ", "'Onboard employee'")]
    [InlineData("Start-GenesysFlow onb", "'Onboard employee'")]
    [InlineData("Start-GenesysFlow 'Onboard em", "'Onboard employee'")]
    [InlineData("Start-GenesysFlow \"Onboard em", "\"Onboard employee\"")]
    [InlineData("Start-GenesysFlow -Flow onb", "'Onboard employee'")]
    [InlineData("Start-GenesysFlow -FlowId onb", "'Onboard employee'")]
    [InlineData("Get-GenesysFlowOutput onb", "'Onboard employee'")]
    [InlineData("Get-GenesysFlow -Name onb", "'Onboard employee'")]
    [InlineData("Get-GenesysFlow -Name Plain,onb", "'Onboard employee'")]
    [InlineData("Get-GenesysFlow 'on*emp", "'Onboard employee'")]
    public void Names_are_completed_wherever_a_flow_is_given(string line, string offered)
    {
        Begin();
        Assert.Contains(offered, Texts(line));
    }

    [Fact]
    public void Names_that_begin_with_the_word_come_before_those_with_a_word_that_does()
    {
        Begin("Zebra", "A zebra", "Unzebra");
        Assert.Equal(["Zebra", "'A zebra'"], Texts("Start-GenesysFlow zeb"));
    }

    [Fact]
    public void An_id_is_completed_where_the_word_begins_one_and_wherever_ids_are_taken()
    {
        Begin();
        SimulatedFlow flow = Cloud.Flows.Single(flow => flow.Name == "Nightly clean-up");
        Assert.Contains(flow.Id, Texts($"Start-GenesysFlow {flow.Id[..6]}"));
        Assert.Contains(flow.Id, Texts($"Get-GenesysFlow -FlowId {flow.Id[..6]}"));
        CompletionResult byName = Assert.Single(Complete("Get-GenesysFlow -FlowId nightly"));
        Assert.Equal(flow.Id, byName.CompletionText);
        Assert.Equal("Nightly clean-up (workflow)", byName.ListItemText);
    }

    [Fact]
    public void A_flow_shows_its_type_version_division_and_description()
    {
        Begin();
        Assert.Equal(
            "workflow, version 3.0, division Home. Prepares the first day of a new employee.",
            Assert.Single(Complete("Start-GenesysFlow onboard")).ToolTip);
    }

    [Fact]
    public void Only_workflows_are_offered_for_a_launch()
    {
        Cloud.AddFlow(new SimulatedFlow { Name = "Answer calls", Type = "inboundcall" });
        Begin();
        Assert.Empty(Texts("Start-GenesysFlow Answer"));
        Assert.Equal(["'Answer calls'"], Texts("Get-GenesysFlow Answer"));
        Assert.Equal(["'Answer calls'"], Texts("Get-GenesysFlowInput Answer"));
    }

    [Fact]
    public void Flows_that_share_a_name_are_offered_by_id()
    {
        Cloud.AddFlow(new SimulatedFlow { Name = "Twin", Id = "10000000-0000-4000-8000-000000000001", Type = "bot" });
        Cloud.AddFlow(new SimulatedFlow { Name = "Twin", Id = "10000000-0000-4000-8000-000000000002", Type = "voice" });
        Begin();
        Assert.Equal(
            ["10000000-0000-4000-8000-000000000001", "10000000-0000-4000-8000-000000000002"],
            Texts("Get-GenesysFlowInput Twin").Order(StringComparer.Ordinal));
        Assert.Equal(["Twin"], Texts("Get-GenesysFlow Twin"));
    }

    [Fact]
    public void A_name_that_a_terminal_would_obey_is_offered_by_id_and_shown_without_it()
    {
        Begin("Red \u001B[31m alert");
        CompletionResult offered = Assert.Single(Complete("Start-GenesysFlow Red"));
        Assert.Equal(Cloud.Flows.Single(flow => flow.Name.StartsWith("Red", StringComparison.Ordinal)).Id, offered.CompletionText);
        Assert.DoesNotContain('\u001B', offered.ListItemText + offered.ToolTip);
    }

    [Fact]
    public void Versions_are_those_of_the_flow_newest_first()
    {
        Begin();
        Assert.Equal(["3.0"], Texts("Start-GenesysFlow 'Onboard employee' -FlowVersion "));
        IReadOnlyList<CompletionResult> offered = Complete("Start-GenesysFlow 'Onboard employee' -FlowVersion ");
        Assert.Equal(["3.0", "2.0", "1.0"], offered.Select(version => version.CompletionText));
        Assert.StartsWith("published, launched by default (", offered[0].ToolTip, StringComparison.Ordinal);
        Assert.Equal(["2.0"], Texts("Get-GenesysFlowInput 'Onboard employee' -FlowVersion 2"));
        Assert.Empty(Texts("Start-GenesysFlow -FlowVersion "));
        Assert.Empty(Texts("Start-GenesysFlow 'No such flow' -FlowVersion "));
    }

    [Fact]
    public void A_version_that_is_completed_is_the_one_that_is_launched()
    {
        SimulatedVersion[] published = [.. Enumerable.Range(1, 12).Select(i => new SimulatedVersion($"{i}.0"))];
        Cloud.AddFlow(new SimulatedFlow { Name = "Old", Versions = published });
        Begin();
        _ = Texts("Start-GenesysFlow Old");
        IReadOnlyList<string> versions = [.. Texts("Start-GenesysFlow Old -FlowVersion ")];
        Assert.Equal(Enumerable.Range(1, 12).Reverse().Select(i => $"{i}.0"), versions);
        Run($"Start-GenesysFlow Old -FlowVersion {versions[2]}").WithoutErrors();
        Assert.Equal("10.0", Cloud.Launches[^1].FlowVersion);
    }

    [Fact]
    public void Types_and_divisions_are_completed()
    {
        Begin();
        Assert.Equal(["workflow"], Texts("Get-GenesysFlow -Type workf"));
        Assert.Equal(0, RequestCount);
        CompletionResult division = Assert.Single(Complete("Get-GenesysFlow -Division Op"));
        Assert.Equal("Operations", division.CompletionText);
        Assert.Matches("^[0-9]+ flows?, ID [0-9a-f-]{36}$", division.ToolTip);
    }
}
