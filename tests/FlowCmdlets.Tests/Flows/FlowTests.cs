using System.Globalization;
using System.Management.Automation;
using FlowCmdlets.Tests.Engine;
using GenesysCloud.Architect;
using GenesysCloud.Http;
using GenesysCloud.Launching.Schemas;
using GenesysCloud.Simulator;
using Xunit;

namespace FlowCmdlets.Tests.Flows;

/// <summary>Finding flows, and what they take.</summary>
public sealed class FlowTests : CloudTest
{
    [Fact]
    public void An_id_may_stand_where_a_name_does()
    {
        Connect();
        string id = Cloud.Flows.First(flow => flow.Name == "Nightly clean-up").Id;
        Assert.Equal("Nightly clean-up", Assert.Single(Run($"Get-GenesysFlow {id}").WithoutErrors().OutputOf<Flow>()).Name);
    }

    [Fact]
    public void A_flow_that_is_not_there_is_told_with_what_the_service_said()
    {
        Connect();
        ErrorRecord error = Assert.Single(Run("Get-GenesysFlow 00000000-0000-4000-8000-00000000dead").Errors);
        GenesysCloudException call = Assert.IsAssignableFrom<GenesysCloudException>(error.Exception);
        Assert.Equal((404, "architect.flow.not.found", 1), (call.Status, call.Code, call.Attempts));
        Assert.Contains($"Correlation ID: {call.CorrelationId}.", error.Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en-US")]
    [InlineData("th-TH")]
    public void The_times_of_a_version_can_be_read_back_exactly_in_any_culture(string culture)
    {
        Connect();
        Shell["culture"] = culture;
        PSObject[] times = [.. Run(
            """
            [cultureinfo]::CurrentCulture = $culture
            $version = (Get-GenesysFlow 'Onboard employee').PublishedVersion
            $version.DatePublished
            ($version | ConvertTo-Csv | ConvertFrom-Csv).DatePublished
            """).WithoutErrors().Output];
        Assert.Equal(
            (DateTime)times[0].BaseObject,
            DateTime.Parse((string)times[1].BaseObject, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind));
    }

    [Theory]
    [InlineData("-Name")]
    [InlineData("-Type")]
    [InlineData("-Division")]
    public void Nothing_is_no_filter(string parameter)
    {
        Connect();
        Assert.StartsWith(
            "ParameterArgumentValidationError", Run($"Get-GenesysFlow {parameter} $null").Terminating?.Id(), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_parameters_all_flows_come_by_name()
    {
        Connect();
        IReadOnlyList<Flow> flows = Run("Get-GenesysFlow").WithoutErrors().OutputOf<Flow>();
        Assert.Equal(
            Cloud.Flows.Where(flow => !flow.Deleted).Select(flow => flow.Id).Order(StringComparer.Ordinal),
            flows.Select(flow => flow.Id).Order(StringComparer.Ordinal));
        Assert.Equal(flows.Select(flow => flow.Name).Order(StringComparer.CurrentCultureIgnoreCase), flows.Select(flow => flow.Name));
    }

    [Theory]
    [InlineData("'onboard EMPLOYEE'", "Onboard employee")]
    [InlineData("'O*board employee'", "Offboard employee|Onboard employee")]
    [InlineData("'Close ticket', 'Open*'", "Close ticket|Open ticket")]
    [InlineData("'nothing*'", "")]
    [InlineData("'Reset*' -Type workflow", "Reset voicemail PIN|Reset voicemail PINs")]
    [InlineData("-Type inboundcall", "After hours|Main IVR|Support line")]
    [InlineData("-Type securecall, digitalbot", "Order bot|Secure payment")]
    [InlineData("-Division Operations", "Export recordings|Notify supervisors|Publish schedule|Rotate agents")]
    [InlineData("-Division oper* -Name *s", "Export recordings|Notify supervisors|Rotate agents")]
    [InlineData("'Grüße*'", "Grüße versenden")]
    public void Flows_are_found_by_name_type_and_division(string parameters, string names)
    {
        Connect();
        IReadOnlyList<Flow> flows = Run($"Get-GenesysFlow {parameters}").WithoutErrors().OutputOf<Flow>();
        Assert.Equal(names, string.Join('|', flows.Select(flow => flow.Name)));
    }

    [Fact]
    public void A_division_is_found_by_its_name_also_with_brackets()
    {
        Cloud.AddFlow(new SimulatedFlow { Name = "Bracketed", Division = new SimulatedDivision("d-1", "Sales [EU]") });
        Connect();
        Assert.Equal("Bracketed", Assert.Single(Run("Get-GenesysFlow -Division 'Sales [EU]'").WithoutErrors().OutputOf<Flow>()).Name);
    }

    [Theory]
    [InlineData(
        "-Division Oprations, Operations", "The OAuth client can't see any flow in a division 'Oprations'; did you mean 'Operations'?")]
    [InlineData(
        "-Division Operations -Type securecall", "The OAuth client can't see any flow of type securecall in a division 'Operations'.")]
    [InlineData("-Division Operations", null)]
    [InlineData("-Division zzz*", null)]
    public void A_division_without_flows_is_told_since_it_may_be_misspelt(string parameters, string? warning)
    {
        Connect();
        Transcript transcript = Run($"Get-GenesysFlow {parameters}").WithoutErrors();
        Assert.Equal(warning is null ? [] : [warning], transcript.Warnings);
    }

    [Fact]
    public void Many_flows_come_over_several_pages()
    {
        for (int number = 0; number < 1200; number++)
            Cloud.AddFlow(new SimulatedFlow { Name = $"Numbered {number:0000}" });
        Connect();
        IReadOnlyList<Flow> flows = Run("Get-GenesysFlow 'Numbered*'").WithoutErrors().OutputOf<Flow>();
        Assert.Equal(Enumerable.Range(0, 1200).Select(number => $"Numbered {number:0000}"), flows.Select(flow => flow.Name));
        Assert.True(Cloud.Requests.Count(request => request.Path == "/api/v2/flows") > 1);
    }

    [Fact]
    public void Flows_are_got_by_id()
    {
        Connect();
        Shell["ids"] = Cloud.Flows.Where(flow => flow.Name.EndsWith("ticket", StringComparison.Ordinal)).Select(flow => flow.Id).ToArray();
        IReadOnlyList<Flow> flows = Run("Get-GenesysFlow -Id $ids; Get-GenesysFlow -FlowId $ids").WithoutErrors().OutputOf<Flow>();
        Assert.Equal(
            ["Close ticket", "Close ticket", "Open ticket", "Open ticket"], flows.Select(flow => flow.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_id_that_is_not_there_is_an_error_of_its_own()
    {
        Connect();
        Shell["ids"] = new[] { "00000000-0000-4000-8000-00000000dead", Cloud.Flows[0].Id };
        Transcript transcript = Run("Get-GenesysFlow -Id $ids");
        ErrorRecord error = Assert.Single(transcript.Errors);
        Assert.Equal(("FlowNotFound", (object)"00000000-0000-4000-8000-00000000dead"), (error.Id(), error.TargetObject));
        Assert.Single(transcript.Output);
    }

    [Fact]
    public void A_name_that_is_not_there_is_an_error_with_near_names_and_the_others_go_on()
    {
        Connect();
        Transcript transcript = Run("Get-GenesysFlow 'Onbaord employee', 'Open ticket'");
        ErrorRecord error = Assert.Single(transcript.Errors);
        Assert.Equal(("FlowNotFound", (object)"Onbaord employee"), (error.Id(), error.TargetObject));
        Assert.Contains("did you mean 'Onboard employee'", error.Text(), StringComparison.Ordinal);
        Assert.Single(transcript.Output);
    }

    [Fact]
    public void The_inputs_of_a_flow_are_objects()
    {
        Connect();
        IReadOnlyList<FlowInput> inputs = Run("Get-GenesysFlowInput 'Onboard employee'").WithoutErrors().OutputOf<FlowInput>();
        Assert.Equal(
            [
                ("Flow.userId", "string", false, "Id of the Genesys Cloud user"), ("Flow.startDate", "date", false, "First day at work"),
                ("Flow.badgeNumber", "integer", false, null),
                ("Flow.remote", "boolean", false, null), ("Flow.salary", "decimal", false, "Monthly, in the currency of the site"),
                ("Flow.equipment", "list of string", false, "What to have ready on the desk"),
            ],
            inputs.Select(input => (input.Name, input.TypeName, input.Required, input.Description)));
    }

    [Fact]
    public void The_inputs_of_another_version_are_that_versions()
    {
        Connect();
        Assert.Equal(["Flow.userId", "Flow.startDate"], Run("Get-GenesysFlowInput 'Onboard employee' -FlowVersion 1.0").WithoutErrors()
            .OutputOf<FlowInput>().Select(input => input.Name));
    }

    [Theory]
    [InlineData("Get-GenesysFlow 'Onboard employee' | Get-GenesysFlowInput")]
    [InlineData("Get-GenesysFlowInput (Get-GenesysFlow 'Onboard employee')")]
    [InlineData("'Onboard employee' | Get-GenesysFlowInput")]
    [InlineData("(Get-GenesysFlow 'Onboard employee').Id | Get-GenesysFlowInput")]
    [InlineData("Get-GenesysFlow 'Onboard employee' | Get-GenesysFlow | Get-GenesysFlowInput")]
    [InlineData("Start-GenesysFlow 'Onboard employee' @{ userId = 'u' } | Get-GenesysFlowInput")]
    [InlineData("Start-GenesysFlow 'Onboard employee' @{ userId = 'u' } | Get-GenesysFlow | Get-GenesysFlowInput")]
    public void What_one_cmdlet_emits_the_next_one_takes(string script)
    {
        Connect();
        Assert.Equal(6, Run(script).WithoutErrors().OutputOf<FlowInput>().Count);
    }

    [Theory]
    [InlineData("Get-GenesysFlow 'Sync*' | Start-GenesysFlow | Get-GenesysFlowExecution")]
    [InlineData("Get-GenesysFlow 'Sync*' | Start-GenesysFlow | Wait-GenesysFlowExecution")]
    [InlineData("Get-GenesysFlow 'Sync*' | Start-GenesysFlow | Get-GenesysFlowExecution | Wait-GenesysFlowExecution")]
    [InlineData("Get-GenesysFlow 'Sync*' | Start-GenesysFlow | Wait-GenesysFlowExecution | Get-GenesysFlowExecution | Start-GenesysFlow")]
    public void The_main_job_is_one_pipeline(string script)
    {
        ConnectHurried();
        Assert.Single(Run(script).WithoutErrors().Output);
    }
}
