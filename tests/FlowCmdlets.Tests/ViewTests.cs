using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using FlowCmdlets.Executions;
using FlowCmdlets.Tests.Engine;
using GenesysCloud;
using Xunit;

namespace FlowCmdlets.Tests;

/// <summary>What a person sees at the prompt.</summary>
public sealed partial class ViewTests : CloudTest
{
    [Fact]
    public void Executions_are_a_table_with_their_result()
    {
        ConnectHurried();
        string[] lines = Show("[pscustomobject]@{ agentId = '452' } | Start-GenesysFlow 'Get time-off balance' | Wait-GenesysFlowExecution; Start-GenesysFlow 'Sync directory' -Wait");
        Assert.Matches("^Flow +Status +Took +Id +Result$", lines[0]);
        Assert.Matches($"^Get time-off balance +COMPLETED +[0-9]\\.[0-9] s {Cloud.Launches[0].Id} \\{{\"Flow.balanceMinutesPerDay\":\\[\"9600\",\"480\"\\],", lines[2]);
        Assert.Matches($"^Sync directory +ERROR +[0-9]\\.[0-9] s {Cloud.Launches[1].Id} error.workflow.loop.limitExceeded: The flow reached the limit", lines[3]);
    }

    [Fact]
    public void A_running_execution_shows_no_end()
    {
        Connect();
        string line = Show("Start-GenesysFlow 'Reindex knowledge base'")[2];
        Assert.Matches($"^Reindex knowledge b… RUNNING +{Cloud.Launches[0].Id}$", line);
    }

    [Fact]
    public void A_row_that_was_not_launched_says_why_in_the_table()
    {
        Connect();
        string line = Show("[pscustomobject]@{ badgeNumber = 'x' } | Start-GenesysFlow 'Onboard employee' -PassThru -ErrorAction SilentlyContinue")[2];
        Assert.Matches("^Onboard employee +refused +Row 1 was not launched: ", line);
    }

    [Fact]
    public void An_execution_is_a_list_of_all_there_is_on_request()
    {
        ConnectHurried();
        Run("$global:run = Start-GenesysFlow 'Charge card' @{ externalContactId = 'c'; amount = 1 } -Name test -Wait").WithoutErrors();
        var shown = new Dictionary<string, string>();
        // The bare engine has no Format-List: its labels, properties and scripts are read from the view itself.
        foreach (XElement item in ListOf("GenesysCloud.FlowExecution"))
        {
            string? property = item.Element("PropertyName")?.Value;
            Assert.True(property is null || typeof(FlowExecution).GetProperty(property) is not null, property);
            string script = property is null ? item.Element("ScriptBlock")!.Value : $"$_.{property}";
            shown.Add(item.Element("Label")?.Value ?? property!, $"{Run($"$run | ForEach-Object {{ {script} }}").WithoutErrors().Output.SingleOrDefault()}");
        }

        Assert.Equal(["Id", "Name", "Flow", "FlowVersion", "Outcome", "Status", "DateLaunched", "DateCompleted", "Duration", "CompletionReason", "Output", "Error", "Conversation", "UserId", "ExternalContactId"], shown.Keys);
        Assert.Equal($"Charge card ({Cloud.Launches[0].FlowId})", shown["Flow"]);
        Assert.Equal(("test", "FAILED", "Launched"), (shown["Name"], shown["Status"], shown["Outcome"]));
        Assert.StartsWith("error.workflow.dataaction.failed: ", shown["Error"], StringComparison.Ordinal);
    }

    [Fact]
    public void Every_column_that_is_made_for_the_views_is_shown_in_one()
    {
        string views = File.ReadAllText(Path.Combine(Repository.ModuleDirectory, "GenesysFlows.Format.ps1xml"));
        Assert.All(
            typeof(ExecutionFormat).GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly),
            column => Assert.Contains($"[FlowCmdlets.Executions.ExecutionFormat]::{column.Name}($_)", views, StringComparison.Ordinal));
    }

    [Fact]
    public void Flows_are_a_table()
    {
        Connect();
        string[] lines = Show("Get-GenesysFlow 'Export recordings', 'Draft*'");
        Assert.Matches("^Name +Type +Division +Published +Id$", lines[0]);
        Assert.Matches("^Export recordings +WORKFLOW +Operations +1.0 +[0-9a-f-]{36}$", lines[2]);
        Assert.Matches("^Draft: survey follow-up +WORKFLOW +Home +[0-9a-f-]{36}$", lines[3]);
    }

    [Fact]
    public void Inputs_are_a_table()
    {
        Connect();
        string[] lines = Show("Get-GenesysFlowInput 'Onboard employee'");
        Assert.Matches("^Name +Type +Required +Description$", lines[0]);
        Assert.Matches("^Flow.userId +string +True +Id of the Genesys Cloud user$", lines[2]);
        Assert.Matches("^Flow.equipment +list of string +False +What to have ready on the desk$", lines[7]);
    }

    [Fact]
    public void The_session_is_a_list_with_its_budget()
    {
        Cloud.Settings.RateLimit = 300;
        Connect();
        string[] lines = Show("Get-GenesysCloudSession");
        Assert.Equal(["Organization", "Region", "ClientId", "ConnectedAt", "TokenExpiresAt", "Budget", "IsConnected"], lines.Select(line => line[..line.IndexOf(' ', StringComparison.Ordinal)]));
        Assert.Matches("^Budget +: 299 of 300 requests left until [0-9:]{8}$", lines[5]);
    }

    private static IEnumerable<XElement> ListOf(string type) =>
        XDocument.Load(Path.Combine(Repository.ModuleDirectory, "GenesysFlows.Format.ps1xml")).Descendants("View")
            .Where(view => view.Descendants("TypeName").Any(name => name.Value == type))
            .SelectMany(view => view.Descendants("ListItem"));

    /// <summary>The lines on the screen, without colours and empty ones.</summary>
    private string[] Show(string script) =>
        [.. Run($"& {{ {script} }} | Out-Default").WithoutErrors().HostLines.Select(line => Colour().Replace(line, "").TrimEnd()).Where(line => line.Length > 0)];

    [GeneratedRegex("\u001b\\[[0-9;]*m")]
    private static partial Regex Colour();
}
