using System.Management.Automation;
using FlowCmdlets.Session;
using FlowCmdlets.Tests.Engine;
using GenesysCloud.Architect;
using GenesysCloud.Simulator;
using Xunit;

namespace FlowCmdlets.Tests.Pipeline;

/// <summary>What comes from outside can't command the terminal, and stays exact for scripts.</summary>
public sealed class TerminalTextTests : CloudTest
{
    private const string Hostile = "Pay\u001b]0;owned\u0007roll\u001b[2J\u009b31m \u202eevil\u0007\r";
    private const string Harmless = "Payroll evil";

    [Fact]
    public void Views_show_names_and_descriptions_without_what_a_terminal_obeys_and_properties_keep_it()
    {
        Connect();
        Cloud.AddFlow(new SimulatedFlow
        {
            Name = Hostile,
            Description = Hostile,
            Inputs = [new SimulatedInput("Flow.text") { Description = Hostile }],
        });

        Transcript transcript = Run(
            $"""
            $flow = Get-GenesysFlow | Where-Object Name -like 'Pay*'
            $flow.Name
            $flow, ($flow | Get-GenesysFlowInput) | ForEach-Object {"{"} $_ | Out-String; $_ | Format-List | Out-String {"}"}
            """).WithoutErrors();

        Assert.Equal(Hostile, transcript.Output[0].ToString());
        string[] shown = [.. transcript.Output.Skip(1).Select(text => text.ToString())];
        Assert.Equal(4, shown.Length);
        Assert.All(shown, AssertHarmless);
        Assert.Contains(shown, text => text.Contains(Harmless, StringComparison.Ordinal));
    }

    [Fact]
    public void Errors_warnings_and_verbose_messages_hold_nothing_that_a_terminal_obeys()
    {
        Cloud.AddFlow(new SimulatedFlow { Name = Hostile, Type = "INBOUNDCALL" });
        Cloud.AddFlow(new SimulatedFlow { Name = Hostile, Type = "BOT" });
        var transport = new TestTransport
        {
            Rewrite = text => text.Replace("Simulated organization", "Org\\u001b[31m", StringComparison.Ordinal),
        };
        ConnectThrough(transport);
        Shell["flow"] = Hostile;

        Transcript transcript = Run(
            "Get-GenesysFlowInput -Flow $flow -ErrorAction Continue -Verbose; Start-GenesysFlow -Flow 'no such flow\u001b[31m' -Verbose");

        ErrorRecord[] errors = [.. transcript.Errors, .. new[] { transcript.Terminating }.OfType<ErrorRecord>()];
        Assert.NotEmpty(errors);
        Assert.All(errors, error => AssertHarmless(error.Text() + error.Action()));
        Assert.All(transcript.Warnings.Concat(transcript.Verbose), AssertHarmless);
    }

    [Fact]
    public async Task The_name_of_the_organization_is_one_line_in_messages()
    {
        var transport = new TestTransport
        {
            Rewrite = text => text.Replace("Simulated organization", "Org\\nWARNING: no\\r\\nmore", StringComparison.Ordinal),
        };
        GenesysCloudSession session = ConnectThrough(transport);
        await session.Client.GetOrganizationAsync(TestContext.Current.CancellationToken);

        Transcript transcript = Run("Disconnect-GenesysCloud -Verbose").WithoutErrors();

        Assert.StartsWith("Org WARNING: no more (", session.ToString(), StringComparison.Ordinal);
        Assert.Contains(transcript.Verbose, line => line.Contains("Org WARNING: no more", StringComparison.Ordinal));
        Assert.All(transcript.Verbose, line => Assert.DoesNotContain('\n', line));
    }

    private static void AssertHarmless(string text) =>
        Assert.DoesNotContain(
            text, character => character is (< ' ' and not ('\r' or '\n' or '\t')) or (>= '\u007f' and <= '\u009f') or '\u202e');
}
