using System.Management.Automation;
using FlowCmdlets.Tests.Engine;
using GenesysCloud.Architect;
using GenesysCloud.Launching.Executions;
using GenesysCloud.Simulator;
using Xunit;

namespace FlowCmdlets.Tests.Launching;

/// <summary>Rows, as <c>Import-Csv</c> makes them: objects whose properties are all text.</summary>
public sealed class RowTests : CloudTest
{
    private const string User = "7a7b1c2d-0000-4000-8000-000000000001";

    public RowTests()
    {
        Shell["user"] = User;
    }

    [Theory]
    [InlineData("userId = $user; startDate = '2026-12-01'")]
    [InlineData("'Flow.userId' = $user; 'Flow.startDate' = '2026-12-01'")]
    [InlineData("'flow.USERID' = $user; STARTDATE = '2026-12-01'")]
    public void Columns_match_inputs_with_or_without_prefix_and_in_any_case(string columns)
    {
        Connect();
        Run($"[pscustomobject]@{{ {columns} }} | Start-GenesysFlow 'Onboard employee'").WithoutErrors();
        Assert.Equal($$"""{"Flow.userId":"{{User}}","Flow.startDate":"2026-12-01"}""", Assert.Single(Cloud.Launches).InputData.ToString());
    }

    [Fact]
    public void Text_cells_become_what_the_flow_declares_whatever_the_culture()
    {
        Connect();
        Run("""
            [cultureinfo]::CurrentCulture = 'de-DE'
            [pscustomobject]@{ userId = $user; startDate = '2026-12-01'; badgeNumber = '0042'; remote = 'no'; salary = '1234.5';
            """ + """
             equipment = 'desk; lamp' } | Start-GenesysFlow 'Onboard employee'
            """).WithoutErrors();
        Assert.Equal(
            $$"""{"Flow.userId":"{{User}}","Flow.startDate":"2026-12-01","Flow.badgeNumber":42,"Flow.remote":false,"Flow.salary":1234.5""" +
            ""","Flow.equipment":["desk","lamp"]}""",
            Assert.Single(Cloud.Launches).InputData.ToString());
    }

    [Fact]
    public void Values_that_are_typed_already_pass_through()
    {
        Connect();
        Run(
            "[pscustomobject]@{ userId = [guid]$user; startDate = [dateonly]::new(2026, 12, 1); badgeNumber = 42; remote = $true; " +
            "salary = [decimal]1234.5; equipment = @('desk', 'lamp') } | Start-GenesysFlow 'Onboard employee'").WithoutErrors();
        Assert.Equal(
            $$"""{"Flow.userId":"{{User}}","Flow.startDate":"2026-12-01","Flow.badgeNumber":42,"Flow.remote":true,"Flow.salary":1234.5""" +
            ""","Flow.equipment":["desk","lamp"]}""",
            Assert.Single(Cloud.Launches).InputData.ToString());
    }

    [Fact]
    public void Hashtables_are_rows_too()
    {
        Connect();
        FlowExecution execution = Assert.Single(Run(
            "@{ 'Flow.userId' = $user; badgeNumber = '1' }, [ordered]@{ 'Flow.userId' = $user } | " +
            "Start-GenesysFlow 'Onboard employee' -ThrottleLimit 1 | Select-Object -First 1").WithoutErrors().OutputOf<FlowExecution>());
        Assert.Equal(1, Cloud.Launches[0].InputData!.Value.GetProperty("Flow.badgeNumber").GetInt32());
        Assert.Equal("Onboard employee", execution.FlowName);
    }

    [Fact]
    public void Empty_cells_are_absent_and_never_zero()
    {
        Connect();
        Run(
            "[pscustomobject]@{ userId = $user; startDate = ''; badgeNumber = ''; remote = ' '; salary = ''; equipment = ''; " +
            "ExternalContactId = ''; FlowVersion = '' } | Start-GenesysFlow 'Onboard employee'").WithoutErrors();
        Assert.Equal($$"""{"Flow.userId":"{{User}}"}""", Assert.Single(Cloud.Launches).InputData.ToString());
    }

    [Fact]
    public void Parameters_that_rows_can_give_are_never_value_types_that_an_empty_cell_would_turn_to_zero()
    {
        var command = (CmdletInfo)Run("Get-Command Start-GenesysFlow").WithoutErrors().Output[0].BaseObject;
        ParameterMetadata[] byName = [.. command.Parameters.Values.Where(
            parameter => parameter.ParameterSets.Values.Any(set => set.ValueFromPipelineByPropertyName))];
        Assert.Equal(["ExternalContactId", "Flow", "UserId"], byName.Select(parameter => parameter.Name).Order(StringComparer.Ordinal));
        Assert.All(byName, parameter => Assert.False(parameter.ParameterType.IsValueType));
    }

    [Fact]
    public void A_column_of_one_row_does_not_leak_into_the_next()
    {
        Connect();
        Run(
            "[pscustomobject]@{ UserId = $user; FlowVersion = '2.0' }, [pscustomobject]@{ 'Flow.userId' = 'other' } | " +
            "Start-GenesysFlow 'Onboard employee'").WithoutErrors();
        Assert.Equal(["2.0", "3.0"], Cloud.Launches.OrderBy(launch => launch.FlowVersion).Select(launch => launch.FlowVersion));
        Assert.Contains(Cloud.Launches, launch => launch.InputData.ToString() == """{"Flow.userId":"other"}""");
    }

    [Fact]
    public void A_flow_is_looked_up_once_for_all_rows()
    {
        Connect();
        Run("1..50 | ForEach-Object { [pscustomobject]@{ userId = $user } } | Start-GenesysFlow 'Onboard employee'").WithoutErrors();
        Assert.Equal(
            2,
            Cloud.Requests.Count(request => request.Method == "GET" && request.Path.StartsWith("/api/v2/flows", StringComparison.Ordinal)));
    }

    [Fact]
    public void An_unknown_column_is_warned_of_once_with_the_nearest_input()
    {
        Connect();
        Transcript transcript = Run(
            "1..20 | ForEach-Object { [pscustomobject]@{ userId = $user; badgeNumber = '1'; bagdeNumber = '1'; zzzzzz = 'x' } } | " +
            "Start-GenesysFlow 'Onboard employee'").WithoutErrors();
        Assert.Equal(
            [
                "The flow 'Onboard employee' declares no input for the columns 'bagdeNumber' (did you mean 'Flow.badgeNumber'?), " +
                "'zzzzzz', which are ignored.",
            ],
            transcript.Warnings);
        Assert.Equal(20, Cloud.LaunchCount);
    }

    [Fact]
    public void With_Strict_an_unknown_column_refuses_its_row()
    {
        Connect();
        Transcript transcript = Run(
            "[pscustomobject]@{ userId = $user; badgeNumber = '1'; bagdeNumber = '1' }, [pscustomobject]@{ userId = $user } | " +
            "Start-GenesysFlow 'Onboard employee' -Strict");
        Assert.Contains(
            "column 'bagdeNumber': the flow declares no such input for '1'; expected 'Flow.badgeNumber'",
            Assert.Single(transcript.Errors).Text(),
            StringComparison.Ordinal);
        Assert.Empty(transcript.Warnings);
        Assert.Equal(1, Cloud.LaunchCount);
    }

    [Fact]
    public void A_column_named_as_a_result_is_unknown_like_any_other_in_rows_that_are_none()
    {
        Connect();
        Transcript told = Run(
            "[pscustomobject]@{ userId = $user; Status = 'gold' } | Start-GenesysFlow 'Onboard employee'").WithoutErrors();
        Assert.Equal(["The flow 'Onboard employee' declares no input for the column 'Status', which is ignored."], told.Warnings);
        ErrorRecord error = Assert.Single(
            Run("[pscustomobject]@{ userId = $user; Status = 'gold' } | Start-GenesysFlow 'Onboard employee' -Strict").Errors);
        Assert.Contains(
            "column 'Status': the flow declares no such input for 'gold'; expected one of 'Flow.userId', 'Flow.startDate',",
            error.Text(),
            StringComparison.Ordinal);
        Assert.Equal(1, Cloud.LaunchCount);
    }

    [Theory]
    [InlineData(
        "[pscustomobject]@{ UserId = ''; badgeNumber = '1' } | Start-GenesysFlow 'Onboard employee'",
        "column 'UserId': input 'Flow.userId' is required and has no value")]
    [InlineData(
        "@{ userid = ''; badgeNumber = '1' } | Start-GenesysFlow 'Onboard employee'", "column 'userid': input 'Flow.userId' is required")]
    [InlineData(
        "[pscustomobject]@{ 'Flow.userId' = ''; badgeNumber = '1' } | Start-GenesysFlow 'Onboard employee'",
        "column 'Flow.userId': input 'Flow.userId' is required")]
    [InlineData(
        "[pscustomobject]@{ badgeNumber = '1' } | Start-GenesysFlow 'Onboard employee'",
        "column 'Flow.userId': input 'Flow.userId' is required")]
    [InlineData(
        "[pscustomobject]@{ UserId = $user } | Start-GenesysFlow 'Onboard employee' -InputData @{ userId = 'u' }",
        "column 'UserId': '7a7b1c2d-0000-4000-8000-000000000001' is a second value for input 'Flow.userId'")]
    [InlineData(
        "[pscustomobject]@{ UserId = $user } | Start-GenesysFlow 'Onboard employee' -UserInput badgeNumber",
        "column 'UserId': '7a7b1c2d-0000-4000-8000-000000000001' isn't an integer")]
    [InlineData(
        "[pscustomobject]@{ UserId = $user.Replace('-', '') } | Start-GenesysFlow 'Onboard employee'",
        "column 'UserId': '7a7b1c2d000040008000000000000001' isn't the ID of a Genesys Cloud user")]
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
    public void A_flow_is_one_flow_by_whatever_its_rows_name_it()
    {
        Connect();
        Shell.Host.Answer = "Yes";
        Shell["flow"] = Cloud.Flows.First(flow => flow.Name == "Nightly clean-up").Id;
        Transcript transcript = Run(
            "[pscustomobject]@{ FlowName = 'Nightly clean-up'; x = 1 }, [pscustomobject]@{ FlowId = $flow; x = 2 }, " +
            "[pscustomobject]@{ FlowId = 'nightly CLEAN-UP'; x = 3 }, [pscustomobject]@{ FlowId = $flow.ToUpperInvariant(); x = 4 } | " +
            "Start-GenesysFlow -Confirm").WithoutErrors();
        Assert.Equal(4, Cloud.LaunchCount);
        Assert.Equal(
            [
                "The flow 'Nightly clean-up' declares no input for the column 'x', which is ignored.",
                "The flow 'Nightly clean-up' declares no inputs. It was launched 4 times, once for each row.",
            ],
            transcript.Warnings);
        Assert.Single(Shell.Host.Questions);
    }

    [Theory]
    [InlineData("@{ Flow = 'Nightly clean-up' } | Start-GenesysFlow")]
    [InlineData("[pscustomobject]@{ FlowId = ''; FlowName = 'Nightly clean-up' } | Start-GenesysFlow")]
    [InlineData("@{ FlowId = ''; FlowName = 'Nightly clean-up' } | Start-GenesysFlow")]
    public void An_empty_column_for_the_flow_leaves_it_to_the_others(string script)
    {
        Connect();
        Assert.Equal("Nightly clean-up", Assert.Single(Run(script).WithoutErrors().OutputOf<FlowExecution>()).FlowName);
    }

    [Fact]
    public void Without_the_right_to_read_a_flow_the_person_goes_under_the_name_that_a_flow_gives_its_inputs()
    {
        Shell["flow"] = Cloud.Flows.First(flow => flow.Name == "Onboard employee").Id;
        Connect(SimulatedClients.LaunchOnly);
        Transcript transcript = Run("Start-GenesysFlow $flow -UserId $user -UserInput userId").WithoutErrors();
        Assert.Equal($$"""{"Flow.userId":"{{User}}"}""", Assert.Single(Cloud.Launches).InputData.ToString());
        Assert.Contains(
            "(missing permission architect:flow:view, at least in its division), so inputs aren't validated",
            Assert.Single(transcript.Warnings),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_whole_number_of_any_length_is_text_where_text_is_wanted()
    {
        Cloud.AddFlow(new SimulatedFlow { Name = "Ids", Inputs = [new("Flow.id")] });
        Connect();
        Run("[pscustomobject]@{ id = [bigint]::Parse('123456789012345678901234567890') } | Start-GenesysFlow Ids").WithoutErrors();
        Assert.Equal("""{"Flow.id":"123456789012345678901234567890"}""", Assert.Single(Cloud.Launches).InputData.ToString());
    }

    [Fact]
    public void What_is_emitted_carries_the_columns_of_its_row()
    {
        Connect();
        PSObject execution = Assert.Single(Run(
            "[pscustomobject]@{ userId = $user; badgeNumber = '7'; team = 'north' } | " +
            "Start-GenesysFlow 'Onboard employee' -WarningAction Ignore").WithoutErrors().Output);
        Assert.Equal("7", execution.Properties["badgeNumber"].Value);
        Assert.Equal("north", execution.Properties["team"].Value);
        Assert.Equal(User, execution.Properties["UserId"].Value);
    }

    [Fact]
    public void A_column_named_as_a_result_never_hides_it_and_keeps_its_value_as_the_rows()
    {
        Cloud.AddFlow(new SimulatedFlow { Name = "Clash", Inputs = [new("Flow.id"), new("Flow.status"), new("Flow.name")] });
        Connect();
        PSObject execution = Assert.Single(
            Run("[pscustomobject]@{ Id = 'row-id'; Status = 'row-status'; Name = 'row-name' } | Start-GenesysFlow Clash")
                .WithoutErrors().Output);
        LaunchRecord launch = Assert.Single(Cloud.Launches);
        Assert.Equal("""{"Flow.id":"row-id","Flow.status":"row-status","Flow.name":"row-name"}""", launch.InputData.ToString());
        Assert.Equal(launch.Id, execution.Properties["Id"].Value);
        Assert.Equal("RUNNING", execution.Properties["Status"].Value);
        Assert.Equal(
            ("row-id", "row-status", "row-name"),
            (execution.Properties["Row.Id"].Value, execution.Properties["Row.Status"].Value, execution.Properties["Row.Name"].Value));
    }

    [Theory]
    [InlineData("$_")]
    [InlineData("$row = [ordered]@{}; foreach ($p in $_.PSObject.Properties) { $row[$p.Name] = \"$($p.Value)\" }; [pscustomobject]$row")]
    public void What_is_emitted_is_a_row_again(string again)
    {
        Cloud.AddFlow(
            new SimulatedFlow { Name = "Clash", Inputs = [new("Flow.userId"), new("Flow.id"), new("Flow.count", ArchitectType.Integer)] });
        Connect();
        Run(
            "[pscustomobject]@{ userId = $user; Id = 'row-id'; count = '7' } | Start-GenesysFlow Clash | " +
            $"ForEach-Object {{ {again} }} | Start-GenesysFlow -Strict").WithoutErrors();
        Assert.Equal(2, Cloud.LaunchCount);
        Assert.Equal(Cloud.Launches[0].InputData.ToString(), Cloud.Launches[1].InputData.ToString());
        Assert.Equal(Cloud.Launches[0].FlowId, Cloud.Launches[1].FlowId);
    }

    [Fact]
    public void Inputs_for_all_rows_and_columns_of_one_do_not_contradict_silently()
    {
        Connect();
        ErrorRecord error = Assert.Single(Run(
            "[pscustomobject]@{ userId = $user; badgeNumber = '1' } | " +
            "Start-GenesysFlow 'Onboard employee' -InputData @{ badgeNumber = 2 }").Errors);
        Assert.Contains("a second value for input 'Flow.badgeNumber'", error.Text(), StringComparison.Ordinal);
        Assert.Equal(0, Cloud.LaunchCount);
    }
}
