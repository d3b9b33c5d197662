using System.Management.Automation;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using FlowCmdlets.Executions;
using FlowCmdlets.Journals;
using FlowCmdlets.Pipeline;
using FlowCmdlets.Tests.Engine;
using GenesysCloud.Architect;
using GenesysCloud.Http;
using GenesysCloud.Launching.Executions;
using GenesysCloud.Launching.Journal;
using GenesysCloud.Launching.Schemas;
using Xunit;

namespace FlowCmdlets.Tests;

/// <summary>What a person sees at the prompt.</summary>
public sealed partial class ViewTests : CloudTest
{
    /// <summary>A character that no view has of its own: where one is left when the whole ids are taken out, an id was cut.</summary>
    private const char IdCharacter = 'ß';

    private const string LongName = "Onboard every new employee of the subsidiaries north of the river";

    private static readonly string s_id = Guid.Empty.ToString().Replace('0', IdCharacter);

    private static readonly JournalEntry s_entry = new()
    {
        Key = LongName,
        Row = 1,
        State = JournalState.Finished,
        Attempt = 1,
        Attempts = 1,
        Name = LongName,
        DoubtfulFrom = 1,
        SentAt = default,
        ExecutionId = s_id,
        Status = "COMPLETED",
    };

    private static readonly XElement[] s_views = [.. XDocument.Load(
        Path.Combine(Repository.ModuleDirectory, "GenesysFlows.Format.ps1xml")).Descendants("View")];

    /// <summary>Every view in the file.</summary>
    public static TheoryData<string, string> Views => [.. s_views.Select(view => (TypeOf(view).FullName!, KindOf(view)))];

    /// <summary>The types that are shown as a table unless a list is asked for, on the screens that people have.</summary>
    public static MatrixTheoryData<string, int> Tables => new(
        s_views.DistinctBy(TypeOf).Where(view => KindOf(view) == "TableControl").Select(view => TypeOf(view).FullName!), [80, 100, 120]);

    [Theory]
    [MemberData(nameof(Tables))]
    public void No_header_is_broken_and_no_id_is_cut_at_any_usual_width(string type, int width)
    {
        Shell.Host.Width = width;
        object[] rows = Samples(type);
        Shell["shown"] = rows;
        string[] lines = Show("$shown");

        XElement view = s_views.First(view => TypeOf(view).FullName == type);
        string labels = string.Join(" +", view.Descendants("TableColumnHeader").Select(header => header.Element("Label")!.Value));
        int rule = Array.FindIndex(lines, line => Rule().IsMatch(line));
        Assert.Matches($"^ *{labels}$", lines[rule - 1]);
        Assert.All(lines, line => Assert.True(line.Length < width, line));
        Assert.Equal(
            rows.Count(row => row is FlowExecution { Id: not null } or Flow or FlowJournalRow { Id: not null }),
            lines.Count(line => line.Contains(s_id, StringComparison.Ordinal)));
        Assert.DoesNotContain(IdCharacter, string.Concat(lines).Replace(s_id, "", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Views))]
    public void Every_view_shows_properties_that_its_type_has(string type, string kind)
    {
        XElement view = s_views.Single(view => TypeOf(view).FullName == type && KindOf(view) == kind);
        IEnumerable<string> named = view.Descendants("PropertyName").Select(name => name.Value)
            .Concat(view.Descendants("ScriptBlock")
                .SelectMany(script => PropertyInScript().Matches(script.Value))
                .Select(match => match.Groups[1].Value));
        Assert.All(named, name => Assert.NotNull(TypeOf(view).GetProperty(name)));
    }

    [Fact]
    public void Whatever_is_emitted_has_a_list()
    {
        IEnumerable<Type> emitted = typeof(GenesysCmdlet).Assembly.GetTypes()
            .SelectMany(cmdlet => cmdlet.GetCustomAttributes<OutputTypeAttribute>()).SelectMany(output => output.Type)
            .Select(output => output.Type).Where(output => output != typeof(void) && output.Namespace != "System.IO");
        Assert.Subset(s_views.Where(view => KindOf(view) == "ListControl").Select(TypeOf).ToHashSet(), emitted.ToHashSet());
    }

    [Fact]
    public void Executions_are_a_table_with_their_result()
    {
        ConnectHurried();
        string[] lines = Show(
            "[pscustomobject]@{ agentId = '452' } | Start-GenesysFlow 'Get time-off balance' | Wait-GenesysFlowExecution");
        Assert.Equal("   Flow: Get time-off balance", lines[0]);
        Assert.Matches("^Status +Duration +Id +Result$", lines[1]);
        Assert.Matches(
            $"^COMPLETED +[0-9]\\.[0-9] s {Cloud.Launches[0].Id} balanceMinutesPerDay: \\[\"1440\",\"960\"\\], statusCode: 200, ",
            lines[3]);
        Assert.Matches(
            $"^ERROR +[0-9]\\.[0-9] s [0-9a-f-]{{36}} The flow reached the limit", Show("Start-GenesysFlow 'Sync directory' -Wait")[3]);
    }

    [Fact]
    public void Executions_of_another_flow_are_another_group()
    {
        Connect();
        string[] lines = Show("Start-GenesysFlow 'Reindex knowledge base'; Start-GenesysFlow 'Sync directory'");
        Assert.Equal(
            ["   Flow: Reindex knowledge base", "   Flow: Sync directory"],
            lines.Where(line => line.Contains("Flow:", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_running_execution_shows_no_end()
    {
        Connect();
        string line = Show("Start-GenesysFlow 'Reindex knowledge base'")[3];
        Assert.Matches($"^RUNNING +{Cloud.Launches[0].Id}$", line);
    }

    [Fact]
    public void A_row_that_was_not_launched_says_why_in_the_table()
    {
        Connect();
        string line = Show(
            "[pscustomobject]@{ badgeNumber = 'x' } | Start-GenesysFlow 'Onboard employee' -PassThru -ErrorAction SilentlyContinue")[3];
        Assert.Matches("^refused +Row 1 was not launched: ", line);
    }

    [Fact]
    public void A_journals_row_has_its_id_or_the_reason_why_it_has_none()
    {
        Shell["shown"] = Samples(typeof(FlowJournalRow).FullName!);
        string[] lines = Show("$shown");
        Assert.Matches($"^COMPLETED +{LongName} +{s_id}$", lines[2]);
        Assert.Matches("^refused +E2 +400 bad.request$", lines[4]);
    }

    [Theory]
    [InlineData("Finished", "FAILED", "FAILED")]
    [InlineData("Launched", null, "launched")]
    [InlineData("Refused", null, "refused")]
    [InlineData("NotSent", null, "not sent")]
    [InlineData("Unknown", null, "unknown")]
    [InlineData("Intent", null, "unknown")]
    public void A_journals_row_has_the_status_of_its_execution_or_what_became_of_the_launch(string state, string? status, string shown)
    {
        var row = new FlowJournalRow(s_entry with { State = Enum.Parse<JournalState>(state), Status = status });
        Assert.Equal(shown, JournalFormat.Status(row));
    }

    [Fact]
    public void An_execution_is_a_list_of_all_there_is_on_request()
    {
        ConnectHurried();
        Run("$global:run = Start-GenesysFlow 'Charge card' @{ externalContactId = 'c'; amount = 1 } -Name test -Wait").WithoutErrors();
        var shown = Show("$run | Format-List").Select(line => ListLine().Match(line)).Where(line => line.Success)
            .ToDictionary(line => line.Groups["label"].Value, line => line.Groups["value"].Value);

        Assert.Equal(
            [
                "Id", "Name", "Flow", "FlowVersion", "Outcome", "Status", "DateLaunched", "DateCompleted", "Duration", "CompletionReason",
                "Output", "Error", "Conversation", "UserId", "ExternalContactId",
            ],
            shown.Keys);
        Assert.Equal($"Charge card ({Cloud.Launches[0].FlowId})", shown["Flow"]);
        Assert.Equal(("test", "FAILED", "Launched"), (shown["Name"], shown["Status"], shown["Outcome"]));
        Assert.StartsWith("error.workflow.dataaction.failed: ", shown["Error"], StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_is_made_for_the_views_is_shown_in_one()
    {
        string[] shown = [.. s_views.Descendants("ScriptBlock").SelectMany(script => MethodInScript().Matches(script.Value))
            .Select(match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal)];
        Assert.Equal(
            new[] { typeof(ExecutionFormat), typeof(JournalFormat) }
                .SelectMany(format => format.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly)
                    .Select(method => $"[{format.FullName}]::{method.Name}"))
                .Distinct()
                .Order(StringComparer.Ordinal),
            shown);
    }

    [Fact]
    public void Flows_are_a_table()
    {
        Connect();
        string[] lines = Show("Get-GenesysFlow 'Export recordings', 'Draft*'");
        Assert.Matches("^Type +Name +Published +Id$", lines[0]);
        Assert.Matches("^WORKFLOW +Export recordings +1.0 +[0-9a-f-]{36}$", lines[2]);
        Assert.Matches("^WORKFLOW +Draft: survey follow-up +[0-9a-f-]{36}$", lines[3]);
    }

    [Fact]
    public void Inputs_are_a_table()
    {
        Connect();
        string[] lines = Show("Get-GenesysFlowInput 'Onboard employee'");
        Assert.Matches("^Name +Type +Limits +Description$", lines[0]);
        Assert.Matches("^Flow.userId +string .*Id of the", lines[2]);
        Assert.Contains(lines, line => line.StartsWith("Flow.equipment         list of string", StringComparison.Ordinal));
    }

    [Fact]
    public void The_session_is_a_list_with_its_quota()
    {
        Cloud.Settings.RateLimit = 300;
        Connect();
        string[] lines = Show("Get-GenesysCloudSession");
        Assert.Equal(
            ["Organization", "Region", "ClientId", "ConnectedAt", "TokenExpiresAt", "Quota", "RateLimitSource", "IsConnected"],
            lines.Select(line => line[..line.IndexOf(' ', StringComparison.Ordinal)]));
        Assert.Matches("^Quota +: 299 of 300 requests left until [0-9:]{8}$", lines[5]);
        Assert.Matches("^RateLimitSource +: Reported$", lines[6]);
    }

    private static Type TypeOf(XElement view)
    {
        string name = view.Descendants("TypeName").Single().Value;
        Assembly[] shipped = [typeof(GenesysCmdlet).Assembly, typeof(FlowExecution).Assembly, typeof(Flow).Assembly];
        return shipped.Select(assembly => assembly.GetType(name)).First(type => type is not null)!;
    }

    /// <summary><c>TableControl</c> or <c>ListControl</c>.</summary>
    private static string KindOf(XElement view) =>
        view.Elements().Single(element => element.Name.LocalName.EndsWith("Control", StringComparison.Ordinal)).Name.LocalName;

    /// <summary>What needs much room, twice, and what has no id.</summary>
    private static object[] Samples(string type)
    {
        if (type == typeof(FlowExecution).FullName)
        {
            var launched = new DateTime(2026, 3, 14, 9, 26, 53, DateTimeKind.Local);
            var ended = new FlowExecution
            {
                Id = s_id,
                FlowName = LongName,
                Status = "TERMINATED",
                DateLaunched = launched,
                DateCompleted = launched.AddMinutes(119),
                CompletionReason = LongName,
            };
            return [ended, ended, new FlowExecution { FlowName = LongName, Outcome = "NotSent", Error = FlowExecutionError.Of(LongName) }];
        }

        if (type == typeof(Flow).FullName)
        {
            var flow =
                new Flow { Id = s_id, Name = LongName, Type = "INBOUNDSHORTMESSAGE", PublishedVersion = new FlowVersion { Id = "1234.0" } };
            return [flow, flow];
        }

        if (type == typeof(FlowInput).FullName || type == typeof(FlowVariable).FullName)
        {
            return [new FlowInput
            {
                Name = "Flow.externalContactPreferredLanguage",
                Type = FlowVariableType.List,
                ItemType = FlowVariableType.DateTime,
                Description = LongName,
            }];
        }

        if (type == typeof(FlowJournalSummary).FullName)
        {
            var counts = new JournalSummary(
                4_100_000, 1_000_000, 1_000_000, 1_000_000, 100_000, 0, new Dictionary<string, int> { ["COMPLETED"] = 1_000_000 });
            return [new FlowJournalSummary(
                "run.jsonl", new JournalHeader("run", new JournalIdentity(s_id, LongName, "region"), default), counts)];
        }

        Assert.Equal(typeof(FlowJournalRow).FullName, type);
        JournalEntry refused = s_entry with
        {
            Key = "E2",
            Row = 3,
            State = JournalState.Refused,
            ExecutionId = null,
            Status = null,
            HttpStatus = 400,
            Reason = "bad.request",
        };
        return [new FlowJournalRow(s_entry), new FlowJournalRow(s_entry with { Row = 2 }), new FlowJournalRow(refused)];
    }

    /// <summary>The lines on the screen, without colours and empty ones.</summary>
    private string[] Show(string script) =>
        [.. Run($"& {{ {script} }} | Out-Default").WithoutErrors().HostLines.Select(line => Colour().Replace(line, "").TrimEnd())
            .Where(line => line.Length > 0)];

    [GeneratedRegex("\u001b\\[[0-9;]*m")]
    private static partial Regex Colour();

    /// <summary>The line under a table's header.</summary>
    [GeneratedRegex("^ *-[- ]+$")]
    private static partial Regex Rule();

    /// <summary>A line of a list; the rest of a long value is on lines that are indented.</summary>
    [GeneratedRegex("^(?<label>[A-Za-z]+) +: ?(?<value>.*)$")]
    private static partial Regex ListLine();

    [GeneratedRegex(@"(\[[\w.]+\]::\w+)\(\$_\)")]
    private static partial Regex MethodInScript();

    [GeneratedRegex(@"\$_\.(\w+)")]
    private static partial Regex PropertyInScript();
}
