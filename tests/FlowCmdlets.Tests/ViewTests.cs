using System.Management.Automation;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using FlowCmdlets.Access;
using FlowCmdlets.Binding;
using FlowCmdlets.Executions;
using FlowCmdlets.Journals;
using FlowCmdlets.Pipeline;
using FlowCmdlets.Tests.Engine;
using FlowCmdlets.Tests.History;
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
            rows.Count(row => HistorySamples.HasId(row) || row is Flow or FlowExecution { Id: { } } or FlowJournalRow { Id: { } }),
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

        // What is made for the views beside the properties.
        string[] made = type == typeof(FlowExecution).FullName ? MadeBy(ExecutionFormat.View(new PSObject(new FlowExecution())))
            : type == typeof(FlowJournalRow).FullName ? MadeBy(JournalFormat.View(new PSObject(new FlowJournalRow(s_entry, null))))
            : [];
        IEnumerable<string> shown = view.Descendants("ScriptBlock").SelectMany(script => ShownInScript().Matches(script.Value))
            .Select(match => match.Groups[1].Value);
        Assert.All(shown, name => Assert.True(made.Contains(name) || TypeOf(view).GetProperty(name) is not null, name));
    }

    [Fact]
    public void No_view_calls_a_method()
    {
        Assert.DoesNotContain(
            s_views.Descendants("ScriptBlock"),
            script => script.Value.Contains("::", StringComparison.Ordinal) || MethodCall().IsMatch(script.Value));
    }

    [Fact]
    public void The_types_file_knows_every_type_that_is_shown_and_all_of_its_properties()
    {
        var declared = XDocument.Load(Path.Combine(Repository.ModuleDirectory, "GenesysFlows.Types.ps1xml"))
            .Root!.Elements("Type").ToDictionary(
                type => type.Element("Name")!.Value,
                type => type.Descendants("ReferencedProperties").Elements("Name").Select(name => name.Value).ToArray());
        foreach (Type type in s_views.Select(TypeOf).Distinct())
        {
            Assert.Equal(
                type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.GetIndexParameters().Length == 0)
                    .Select(property => property.Name).Order(StringComparer.Ordinal),
                declared[type.FullName!].Order(StringComparer.Ordinal));
            Assert.Contains("Deserialized." + type.FullName, declared.Keys);
        }
    }

    [Fact]
    public void A_type_of_flow_fits_at_120_columns()
    {
        (Shell.Host.Width, Shell["shown"]) = (120, Samples(typeof(Flow).FullName!));
        Assert.Contains(Show("$shown"), line => line.Contains(" INBOUNDSHORTMESSAGE ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(80)]
    [InlineData(140)]
    public void The_detail_of_a_check_takes_the_rest_of_the_screen_and_breaks_between_words(int width)
    {
        string[] words = [.. Enumerable.Range(100, 60).Select(number => $"word{number}")];
        (Shell.Host.Width, Shell["shown"]) = (width, new AccessCheck(CheckName.Proxy, AccessResult.Ok, string.Join(' ', words)));
        string[] lines = Show("$shown")[2..];
        Assert.Equal(words, lines.SelectMany(line => line.Split(' ')).Where(word => word.StartsWith("word", StringComparison.Ordinal)));
        Assert.All(lines[..^1], line => Assert.InRange(line.Length, width - 10, width - 1));
    }

    [Fact]
    public void Whatever_is_emitted_has_a_list()
    {
        IEnumerable<Type> emitted = typeof(GenesysCmdlet).Assembly.GetTypes()
            .SelectMany(cmdlet => cmdlet.GetCustomAttributes<OutputTypeAttribute>()).SelectMany(output => output.Type)
            .Select(output => output.Type).Where(IsOfTheModule);
        Assert.Subset(s_views.Where(view => KindOf(view) == "ListControl").Select(TypeOf).ToHashSet(), emitted.ToHashSet());
    }

    private static bool IsOfTheModule(Type type) =>
        type.Namespace is { } name
        && (name.StartsWith("GenesysCloud", StringComparison.Ordinal) || name.StartsWith("FlowCmdlets", StringComparison.Ordinal));

    [Fact]
    public void Executions_are_a_table_with_their_result()
    {
        ConnectHurried();
        string[] lines = Show(
            "[pscustomobject]@{ agentId = '452' } | Start-GenesysFlow 'Get time-off balance' | Wait-GenesysFlowExecution");
        Assert.Equal("   Flow: Get time-off balance", lines[0]);
        Assert.Matches("^Status +Row +Id +Result$", lines[1]);
        Assert.Matches(
            $"^COMPLETED +1 +{Cloud.Launches[0].Id} balanceMinutesPerDay: \\[\"1440\",\"960\"\\], statusCode: 200, ",
            lines[3]);
        Assert.Matches(
            $"^ERROR +[0-9a-f-]{{36}} The flow reached the limit.*\\([0-9]\\.[0-9] s\\)$",
            Show("Start-GenesysFlow 'Sync directory' -Wait")[3]);
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
        Assert.Matches("^refused +1 +column 'badgeNumber': ", line);
    }

    [Fact]
    public void A_journals_row_has_its_id_or_the_reason_why_it_has_none()
    {
        Shell["shown"] = Samples(typeof(FlowJournalRow).FullName!);
        string[] lines = Show("$shown");
        Assert.Matches("^Status +Row +Id or reason$", lines[0]);
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
        var row = new FlowJournalRow(s_entry with { State = Enum.Parse<JournalState>(state), Status = status }, "employee");
        Assert.Equal(shown, Value(JournalFormat.View(new PSObject(row)), "State"));
    }

    [Fact]
    public void A_journals_row_without_a_key_column_is_known_by_its_number()
    {
        Assert.Equal("7", Value(JournalFormat.View(new PSObject(new FlowJournalRow(s_entry with { Row = 7 }, null))), "KeyOrNumber"));
        Assert.Equal(LongName, Value(JournalFormat.View(new PSObject(new FlowJournalRow(s_entry, "employee"))), "KeyOrNumber"));
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
                "Row", "Id", "Name", "Flow", "FlowVersion", "Outcome", "Status", "DateLaunched", "DateCompleted", "Duration",
                "CompletionReason", "Output", "Error", "Conversation", "UserId", "ExternalContactId",
                "Columns",
            ],
            shown.Keys);
        Assert.Equal($"Charge card ({Cloud.Launches[0].FlowId})", shown["Flow"]);
        Assert.Equal(("test", "FAILED", "Launched"), (shown["Name"], shown["Status"], shown["Outcome"]));
        Assert.StartsWith("error.workflow.dataaction.failed: ", shown["Error"], StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_is_made_for_the_views_is_shown_in_one()
    {
        string scripts = string.Concat(s_views.Descendants("ScriptBlock").Select(script => script.Value + "\n"));
        string[] made =
        [
            .. MadeBy(ExecutionFormat.View(new PSObject(new FlowExecution()))).Except(ColumnNames.Results),
            .. MadeBy(JournalFormat.View(new PSObject(new FlowJournalRow(s_entry, null))))
                .Except(typeof(FlowJournalRow).GetProperties().Select(property => property.Name)),
        ];
        Assert.All(made, name => Assert.Matches($@"\$_\.GenesysFlowsView\.{name}\b", scripts));
    }

    [Fact]
    public void Flows_are_a_table()
    {
        Connect();
        string[] lines = Show("Get-GenesysFlow 'Export recordings', 'Draft*'");
        Assert.Matches("^Version +Name +Type +Id$", lines[0]);
        Assert.Matches("^1.0 +Export recordings +WORKFLOW +[0-9a-f-]{36}$", lines[2]);
        Assert.Matches("^ +Draft: survey follow-up +WORKFLOW +[0-9a-f-]{36}$", lines[3]);
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
            [
                "Name", "Organization", "Region", "RegionSource", "ClientId", "CredentialSource", "SignIn", "ConnectedAt", "TokenExpiresAt",
                "Quota", "RateLimitSource", "IsDefault", "IsConnected",
            ],
            lines.Select(line => line[..line.IndexOf(' ', StringComparison.Ordinal)]));
        Assert.Matches("^Quota +: 299 of 300 requests left until [0-9:]{8}$", lines[9]);
        Assert.Matches("^RateLimitSource +: Reported$", lines[10]);
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
        if (HistorySamples.Of(type, s_id, LongName) is { } history)
            return history;

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

        if (type == typeof(AccessCheck).FullName)
        {
            return
            [
                new AccessCheck("Get-GenesysFlowExecution", AccessResult.NotTested, LongName, LongName),
                new AccessCheck(CheckName.Proxy, AccessResult.Ok, LongName),
            ];
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
        return
        [
            new FlowJournalRow(s_entry, "employee"), new FlowJournalRow(s_entry with { Row = 2 }, "employee"),
            new FlowJournalRow(refused, "employee"),
        ];
    }

    private static object? Value(object view, string name) => ((PSObject)view).Properties[name].Value;

    private static string[] MadeBy(object view) => [.. ((PSObject)view).Properties.Select(property => property.Name)];

    /// <summary>The line under a table's header.</summary>
    [GeneratedRegex("^ *-[- ]+$")]
    private static partial Regex Rule();

    /// <summary>A line of a list; the rest of a long value is on lines that are indented.</summary>
    [GeneratedRegex("^(?<label>[A-Za-z]+) +: ?(?<value>.*)$")]
    private static partial Regex ListLine();

    /// <summary>A call, but not an expression in parentheses as the name of a property.</summary>
    [GeneratedRegex(@"\.\w+\(")]
    private static partial Regex MethodCall();

    [GeneratedRegex(@"\$_\.(?!GenesysFlowsView)(\w+)")]
    private static partial Regex PropertyInScript();

    [GeneratedRegex(@"\$_\.GenesysFlowsView\.(\w+)")]
    private static partial Regex ShownInScript();
}
