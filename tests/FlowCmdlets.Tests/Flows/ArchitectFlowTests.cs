using System.Management.Automation;
using System.Text.Json.Nodes;
using FlowCmdlets.Tests.Engine;
using GenesysCloud.Architect;
using GenesysCloud.Launching.Schemas;
using Xunit;

namespace FlowCmdlets.Tests.Flows;

/// <summary>Flows whose schemas have the form in which Genesys Cloud publishes them.</summary>
public sealed class ArchitectFlowTests : CloudTest
{
    private const string Id = "7f3c6f0e-6c55-4b0e-9d5c-0b1c3a7a4f51";

    private static readonly (string Name, string Definition)[] s_definitions =
    [
        ("archString", """{ "archDataTypeId": "str", "oneOf": [{ "type": "null" }, { "type": "string", "maxLength": 32000 }] }"""),
        (
            "archInteger",
            """{ "archDataTypeId": "int", "oneOf": [{ "type": "null" }, { "type": "integer", "minimum": -999999999999999,""" +
            """ "maximum": 999999999999999 }, { "type": "string", "minLength": 1, "maxLength": 16 }] }"""),
        ("archDecimal", """{ "archDataTypeId": "dec", "oneOf": [{ "type": "null" }, { "type": "number" }] }"""),
        ("archBoolean", """{ "archDataTypeId": "bln", "oneOf": [{ "type": "null" }, { "type": "boolean" }] }"""),
        ("archDateTime", """{ "archDataTypeId": "dtm", "oneOf": [{ "type": "null" }, { "type": "string", "format": "date-time" }] }"""),
        ("archDuration", """{ "archDataTypeId": "dur", "oneOf": [{ "type": "null" }, { "type": "string" }] }"""),
        ("archCurrency", """{ "archDataTypeId": "cur", "oneOf": [{ "type": "null" }, { "type": "object" }] }"""),
        ("archDate", """{ "oneOf": [{ "type": "null" }, { "type": "string", "format": "date" }] }"""),
        ("archUser", """{ "archDataTypeId": "usr", "oneOf": [{ "type": "null" }, { "type": "object" }] }"""),
    ];

    private static readonly string s_inputs = Schema(
        ("note", "String", false), ("level", "Integer", false), ("pay", "Decimal", false), ("onSite", "Boolean", false),
        ("from", "Date", false), ("at", "DateTime", false),
        ("shift", "Duration", false), ("bonus", "Currency", false), ("manager", "User", false), ("tags", "String", true));

    private static readonly string s_outputs = Schema(("statusCode", "Integer", false), ("emails", "String", true));

    [Fact]
    public void Inputs_have_name_type_limits_and_description()
    {
        Open();
        IReadOnlyList<FlowInput> inputs = Run("Get-GenesysFlowInput 'Onboard employee'").WithoutErrors().OutputOf<FlowInput>();
        Assert.Equal(("Flow.note", "string", false, "up to 32000 characters", "The note."), About(inputs[0]));
        Assert.Equal(("Flow.level", "integer", false, "±999999999999999", "The level."), About(inputs[1]));
        Assert.Equal(("Flow.tags", "list of string", true, "up to 2000 items, up to 32000 characters", "The tags."), About(inputs[9]));
        Assert.All(inputs, input => Assert.False(input.Required));
    }

    [Theory]
    [InlineData("Get-GenesysFlowOutput 'Onboard employee'")]
    [InlineData("Get-GenesysFlow 'Onboard employee' | Get-GenesysFlowOutput")]
    public void Outputs_have_name_type_limits_and_description(string script)
    {
        Open();
        IReadOnlyList<FlowVariable> outputs = Run(script).WithoutErrors().OutputOf<FlowVariable>();
        Assert.Equal(
            [
                ("Flow.statusCode", "integer", false, "±999999999999999", "The statusCode."),
                ("Flow.emails", "list of string", true, "up to 2000 items, up to 32000 characters", "The emails."),
            ],
            outputs.Select(About));
    }

    [Fact]
    public void Outputs_of_a_version_that_is_not_there_are_an_error()
    {
        Open();
        Assert.Equal("FlowVersionNotFound", Assert.Single(Run("Get-GenesysFlowOutput 'Onboard employee' -FlowVersion 99.0").Errors).Id());
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public void A_row_of_all_types_is_sent_alike_whatever_the_culture_of_the_machine(string culture)
    {
        Open();
        Run($$"""
            [cultureinfo]::CurrentCulture = '{{culture}}'
            [pscustomobject]@{
                note = 'İ'; level = '5'; pay = '1234.5'; onSite = 'TRUE'; from = '2026-12-01'; at = '2026-12-01T08:00:00+01:00';
            """ + $$"""
             shift = '08:00:00'; bonus = '12.50 EUR'
                manager = '{{Id}}'; tags = 'a;b'
            } | Start-GenesysFlow 'Onboard employee'
            """).WithoutErrors();
        Assert.Equal(
            """{"Flow.note":"İ","Flow.level":5,"Flow.pay":1234.5,"Flow.onSite":true""" +
            ""","Flow.from":"2026-12-01","Flow.at":"2026-12-01T07:00:00.000Z","Flow.shift":"PT8H","Flow.bonus":{"amount":12.5""" +
            $$""","code":"EUR"},"Flow.manager":{"id":"{{Id}}"},"Flow.tags":["a","b"]}""",
            Sent());
    }

    [Theory]
    [InlineData("de-DE", "ja", "Januar")]
    [InlineData("tr-TR", "evet", "Ocak")]
    public void With_Culture_numbers_and_dates_of_cells_are_read_in_it(string culture, string yes, string text)
    {
        Open();
        Run(
            $"[pscustomobject]@{{ note = '{text}'; level = '1.234'; pay = '1.234,56'; onSite = '{yes}'; from = '31.12.2026'; " +
            $"bonus = '1.234,50 EUR' }} | Start-GenesysFlow 'Onboard employee' @{{ at = '2026-12-01T08:00:00Z' }} -Culture {culture}")
                .WithoutErrors();
        Assert.Equal(
            $$$"""{"Flow.note":"{{{text}}}","Flow.level":1234,"Flow.pay":1234.56,"Flow.onSite":true""" +
            ""","Flow.from":"2026-12-31","Flow.at":"2026-12-01T08:00:00.000Z","Flow.bonus":{"amount":1234.5,"code":"EUR"}}""",
            Sent());
    }

    [Fact]
    public void Without_Culture_such_cells_are_refused_with_a_hint()
    {
        Open();
        ErrorRecord error = Assert.Single(Run(
            "[pscustomobject]@{ level = '1234,5'; pay = '1.234,56'; from = '31.12.2026'; onSite = 'ja' } | " +
            "Start-GenesysFlow 'Onboard employee'").Errors);
        Assert.Equal("InputInvalid", error.Id());
        Assert.Equal(4, error.Text().Split("specify it with -Culture").Length - 1);
        Assert.Equal(0, Cloud.LaunchCount);
    }

    [Fact]
    public void A_culture_that_is_none_is_not_taken()
    {
        Open();
        ErrorRecord error = Run("Start-GenesysFlow 'Onboard employee' -Culture xx-nowhere").Terminating!;
        Assert.Contains("'xx-nowhere' isn't the name of a culture", error.Text(), StringComparison.Ordinal);
        Assert.Equal(0, Cloud.LaunchCount);
    }

    [Fact]
    public void An_empty_cell_is_absent()
    {
        Open();
        Run("[pscustomobject]@{ note = ''; level = $null; pay = '1' } | Start-GenesysFlow 'Onboard employee'").WithoutErrors();
        Assert.Equal("""{"Flow.pay":1}""", Sent());
    }

    [Fact]
    public void With_EmptyCell_NotSet_an_empty_cell_of_a_declared_input_is_null()
    {
        Open();
        Run(
            "[pscustomobject]@{ note = ''; level = $null; pay = '1'; colour = '' } | " +
            "Start-GenesysFlow 'Onboard employee' -EmptyCell NotSet").WithoutErrors();
        Assert.Equal("""{"Flow.note":null,"Flow.level":null,"Flow.pay":1}""", Sent());
    }

    [Fact]
    public void Null_in_InputData_is_null()
    {
        Open();
        Run("Start-GenesysFlow 'Onboard employee' @{ note = $null; level = 3 }").WithoutErrors();
        Assert.Equal("""{"Flow.note":null,"Flow.level":3}""", Sent());
    }

    [Fact]
    public void A_required_input_without_a_value_refuses_its_row()
    {
        Open();
        Transcript transcript = Run(
            "[pscustomobject]@{ note = '1'; level = '1' }, [pscustomobject]@{ note = '2'; level = '' } | " +
            "Start-GenesysFlow 'Onboard employee' -RequiredInput Level, note");
        ErrorRecord error = Assert.Single(transcript.Errors);
        Assert.Equal(
            "Row 2 was not launched: column 'level': input 'Flow.level' is required and has no value; expected an integer.", error.Text());
        Assert.Equal("""{"Flow.note":"1","Flow.level":1}""", Sent());
    }

    [Fact]
    public void A_required_input_that_the_flow_does_not_declare_ends_the_run_before_its_first_launch()
    {
        Open();
        ErrorRecord error = Run("[pscustomobject]@{ note = '1' } | Start-GenesysFlow 'Onboard employee' -RequiredInput levl").Terminating!;
        Assert.Equal("RequiredInputUnknown", error.Id());
        Assert.Contains("did you mean 'Flow.level'?", error.Text(), StringComparison.Ordinal);
        Assert.Equal(0, Cloud.LaunchCount);
    }

    [Fact]
    public void Typed_values_come_out_as_what_a_file_keeps()
    {
        Open();
        Run("""
            $emitted = [pscustomobject]@{ pay = 1.5; shift = [timespan]'08:00:00'; bonus = @{ amount = 12.5; code = 'EUR' };
            """ + $$"""
             manager = @{ id = '{{Id}}' }; tags = @('a', 'b') } | Start-GenesysFlow 'Onboard employee'
            $file = [ordered]@{}
            foreach ($p in $emitted.PSObject.Properties) { $file[$p.Name] = "$($p.Value)" }
            [pscustomobject]$file | Start-GenesysFlow 'Onboard employee'
            """).WithoutErrors();
        Assert.Equal(2, Cloud.LaunchCount);
        Assert.Single(Cloud.Launches.Select(launch => Parsed(launch.InputData.ToString()!)).Distinct());
    }

    private static string Schema(params (string Name, string Type, bool IsList)[] variables)
    {
        IEnumerable<string> properties = variables.Select(variable => variable.IsList
            ? $$"""  "Flow.{{variable.Name}}": { "description": "The {{variable.Name}}.", "type": "array", "maxItems": 2000,""" +
                $$""" "items": { "$ref": "#/definitions/arch{{variable.Type}}" } } """
            : $$"""  "Flow.{{variable.Name}}": { "description": "The {{variable.Name}}.",""" +
                $$""" "$ref": "#/definitions/arch{{variable.Type}}" } """);
        IEnumerable<string> definitions = s_definitions.Select(definition => $"\"{definition.Name}\": {definition.Definition}");
        return """{ "$schema": "http://json-schema.org/draft-07/schema#", "type": "object",""" +
            $$""" "properties": { {{string.Join(',', properties)}} }, "additionalProperties": false,""" +
            $$""" "definitions": { {{string.Join(',', definitions)}} } }""";
    }

    private static (string Name, string Type, bool IsList, string Limits, string? Description) About(FlowVariable variable) =>
        (variable.Name, variable.TypeName, variable.IsList, variable.Limits, variable.Description);

    private static string Parsed(string json) =>
        JsonNode.Parse(json)!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private string Sent() => Parsed(Assert.Single(Cloud.Launches).InputData.ToString()!);

    private void Open()
    {
        Cloud.Settings.RejectMistypedInputs = false;
        Cloud.Settings.RejectUnknownInputs = false;
        Cloud.Settings.RejectMissingInputs = false;
        ConnectThrough(new TestTransport { Rewrite = WithSchemas });
    }

    private static string WithSchemas(string answer)
    {
        if (!answer.StartsWith('{') || JsonNode.Parse(answer) is not JsonObject flow || flow["publishedVersion"] is not JsonObject version)
            return answer;
        foreach (JsonObject holder in new[] { flow, version })
            (holder["inputSchema"], holder["outputSchema"]) = (JsonNode.Parse(s_inputs), JsonNode.Parse(s_outputs));
        return flow.ToJsonString();
    }
}
