using CsCheck;
using GenesysCloud.Launching.Inputs;
using GenesysCloud.Launching.Schemas;
using Xunit;

namespace GenesysCloud.Tests.Inputs;

/// <summary>Schemas in the form in which Genesys Cloud publishes them, and whatever may come in their place.</summary>
public sealed class ArchitectSchemaTests
{
    [Theory]
    [InlineData("String", FlowVariableType.String, "string")]
    [InlineData("Integer", FlowVariableType.Integer, "integer")]
    [InlineData("Decimal", FlowVariableType.Decimal, "decimal")]
    [InlineData("Boolean", FlowVariableType.Boolean, "boolean")]
    [InlineData("DateTime", FlowVariableType.DateTime, "date-time")]
    [InlineData("Date", FlowVariableType.Date, "date")]
    [InlineData("Time", FlowVariableType.Time, "time")]
    [InlineData("Duration", FlowVariableType.Duration, "duration")]
    [InlineData("Currency", FlowVariableType.Currency, "currency")]
    [InlineData("JSON", FlowVariableType.Json, "JSON")]
    [InlineData("User", FlowVariableType.User, "user")]
    [InlineData("Queue", FlowVariableType.Queue, "queue")]
    [InlineData("Skill", FlowVariableType.Skill, "skill")]
    public void A_reference_to_a_definition_of_Architect_has_its_type_alone_and_in_a_list(string name, FlowVariableType type, string words)
    {
        FlowInput one = ArchitectSchemas.Input(name);
        Assert.Equal((type, FlowVariableType.Any, false, true), (one.Type, one.ItemType, one.IsList, one.AllowsNull));
        Assert.Equal((words, "One."), (one.TypeName, one.Description));

        FlowInput list = ArchitectSchemas.Input(name, isList: true);
        Assert.Equal((FlowVariableType.List, type, true, false), (list.Type, list.ItemType, list.IsList, list.AllowsNull));
        Assert.Equal(($"list of {words}", "Several.", 2000), (list.TypeName, list.Description, list.MaxItems));
    }

    [Fact]
    public void Nothing_is_required_and_nothing_has_a_default() => Assert.All(
        Schemas.Parse(ArchitectSchemas.Document(
            $"\"Flow.a\": {ArchitectSchemas.Property("String")}, \"Flow.b\": {ArchitectSchemas.Property("Integer", true)}")).Inputs,
        input => Assert.Equal((false, null), (input.Required, input.Default)));

    [Fact]
    public void Limits_are_those_of_the_schema()
    {
        Assert.Equal(
            (32000, "up to 32000 characters"), (ArchitectSchemas.Input("String").MaxLength, ArchitectSchemas.Input("String").Limits));
        FlowInput integer = ArchitectSchemas.Input("Integer");
        Assert.Equal((-999999999999999m, 999999999999999m, null), (integer.Minimum, integer.Maximum, integer.MaxLength));
        Assert.Equal("±999999999999999", integer.Limits);
        Assert.Equal("up to 2000 items, up to 32000 characters", ArchitectSchemas.Input("String", isList: true).Limits);
        Assert.Equal("up to 40 digits", ArchitectSchemas.Input("Decimal").Limits);
        Assert.Equal("1800 to 2200", ArchitectSchemas.Input("DateTime").Limits);
        Assert.Equal("", ArchitectSchemas.Input("Boolean").Limits);
        Assert.Equal(20, ArchitectSchemas.InputDefinedAs(
            """{ "archDataTypeId": "str", "oneOf": [{ "type": "null" }, { "type": "string", "maxLength": 20 }] }""").MaxLength);
    }

    [Theory]
    [InlineData("""{ "archDataTypeId": "str" }""", FlowVariableType.String, 32000, null, null)]
    [InlineData("""{ "archDataTypeId": "int" }""", FlowVariableType.Integer, null, -999999999999999L, 999999999999999L)]
    [InlineData("""{ "archDataTypeId": "lac" }""", FlowVariableType.LanguageSkill, null, null, null)]
    [InlineData("""{ "archDataTypeId": "grp" }""", FlowVariableType.Group, null, null, null)]
    [InlineData("""{ "archDataTypeId": "pmt" }""", FlowVariableType.Prompt, null, null, null)]
    public void Limits_of_Architect_hold_where_a_schema_has_none(
        string definition, FlowVariableType type, int? length, long? least, long? most)
    {
        FlowInput input = ArchitectSchemas.InputDefinedAs(definition);
        Assert.Equal((type, length, least, most), (input.Type, input.MaxLength, (long?)input.Minimum, (long?)input.Maximum));
    }

    [Theory]
    [InlineData("""{ "archDataTypeId": "bln", "type": "string", "oneOf": [{ "type": "integer" }] }""", FlowVariableType.Boolean)]
    [InlineData("""{ "type": "string", "oneOf": [{ "type": "null" }, { "type": "integer" }] }""", FlowVariableType.Integer)]
    [InlineData("""{ "anyOf": [{ "type": "null" }, { "type": "string", "format": "date" }] }""", FlowVariableType.Date)]
    [InlineData("""{ "oneOf": [{ "type": "null" }], "type": "boolean" }""", FlowVariableType.Boolean)]
    [InlineData(
        """{ "oneOf": [{ "$ref": "#/definitions/archX/inner" }, { "type": "null" }], "inner": { "archDataTypeId": "dur" } }""",
        FlowVariableType.Duration)]
    [InlineData("""{ "oneOf": [{ "type": "string" }, { "type": "integer" }] }""", FlowVariableType.Any)]
    [InlineData("""{ "archDataTypeId": "aud", "oneOf": [{ "type": "string" }] }""", FlowVariableType.Any)]
    [InlineData("""{ "archDataTypeId": "cpx_order" }""", FlowVariableType.Any)]
    [InlineData("""{ "archDataTypeId": "any" }""", FlowVariableType.Any)]
    [InlineData("""{ "archDataTypeId": 7, "type": "integer" }""", FlowVariableType.Integer)]
    public void The_type_is_that_of_the_id_else_of_the_members_that_are_not_null_else_of_the_word(
        string definition, FlowVariableType type) =>
        Assert.Equal(type, ArchitectSchemas.InputDefinedAs(definition).Type);

    [Theory]
    [InlineData("""{ "$ref": "#/definitions/archGone" }""")]
    [InlineData("""{ "$ref": "#/definitions/archX" }""")]
    [InlineData(
        """{ "oneOf": [{ "$ref": "#/definitions/archX" }, { "$ref": "#/definitions/archX" }, { "$ref": "#/definitions/archX" }] }""")]
    [InlineData("""{ "$ref": "#/definitions/archX/again", "again": { "$ref": "#/definitions/archX" } }""")]
    [InlineData("""{ "$ref": "https://example.org/schema#/definitions/archString" }""")]
    [InlineData("""{ "$ref": "#archString" }""")]
    [InlineData("""{ "$ref": "#" }""")]
    [InlineData("""{ "$ref": "#/definitions/%ZZ/~3" }""")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("null")]
    [InlineData("true")]
    public void A_reference_that_leads_nowhere_is_any_alone_and_in_a_list(string definition)
    {
        FlowInput one = ArchitectSchemas.InputDefinedAs(definition);
        // The document itself, which "#" means, is an object.
        FlowVariableType type = definition.Contains("\"#\"", StringComparison.Ordinal) ? FlowVariableType.Any : one.Type;
        Assert.Equal((FlowVariableType.Any, FlowVariableType.Any), (type, one.ItemType));

        FlowInput list = Schemas.Parse(
            """{ "properties": { "Flow.x": { "type": "array", "items": { "$ref": "#/definitions/archX" } } },""" +
            $$""" "definitions": { "archX": {{definition}} } }""").Inputs[0];
        Assert.Equal((FlowVariableType.List, FlowVariableType.Any), (list.Type, list.ItemType));
    }

    [Fact]
    public void References_are_pointers_and_may_lead_to_any_place_of_the_document()
    {
        FlowInputSchema schema = Schemas.Parse("""
            {
              "properties": { "Flow.a": { "$ref": "#/$defs/a~1b%20c" }, "Flow.b": { "$ref": "#/list/1" },
            """ + """
             "Flow.c": { "$ref": "#/properties/Flow.a" } },
              "$defs": { "a/b c": { "archDataTypeId": "int", "description": "From the definition." } }, "list": [{},
            """ + """
             { "archDataTypeId": "bln" }]
            }
            """);
        Assert.Equal(
            [FlowVariableType.Integer, FlowVariableType.Boolean, FlowVariableType.Integer], schema.Inputs.Select(input => input.Type));
        Assert.Equal("From the definition.", schema.Inputs[0].Description);
    }

    [Fact]
    public void An_older_draft_is_read_alike() => Assert.Equal(
        ["Flow.a (integer)", "Flow.b (list of string)"],
        Schemas.Parse(ArchitectSchemas.Document(
            $"\"Flow.a\": {ArchitectSchemas.Property("Integer")}, \"Flow.b\": {ArchitectSchemas.Property("String", true)}",
            "draft-04")).Inputs.Select(input => input.ToString()));

    [Fact]
    public void A_list_that_may_be_null_is_a_list()
    {
        FlowInput list = ArchitectSchemas.InputDefinedAs(
            """{ "oneOf": [{ "type": "null" }, { "type": "array", "maxItems": 5, "items": { "archDataTypeId": "int" } }] }""");
        Assert.Equal(
            (FlowVariableType.List, FlowVariableType.Integer, 5, true), (list.Type, list.ItemType, list.MaxItems, list.AllowsNull));
    }

    [Fact]
    public void Null_is_allowed_where_the_schema_says_so_or_says_nothing()
    {
        Assert.True(ArchitectSchemas.InputDefinedAs("""{ "type": ["string", "null"] }""").AllowsNull);
        Assert.True(ArchitectSchemas.InputDefinedAs("{}").AllowsNull);
        Assert.False(ArchitectSchemas.InputDefinedAs("""{ "type": "string" }""").AllowsNull);
        Assert.False(ArchitectSchemas.InputDefinedAs("""{ "archDataTypeId": "str", "oneOf": [{ "type": "string" }] }""").AllowsNull);
    }

    [Fact]
    public void Outputs_are_read_as_inputs_are()
    {
        FlowOutputSchema schema = ArchitectSchemas.Outputs(ArchitectSchemas.Document(
            $"\"Flow.statusCode\": {ArchitectSchemas.Property("Integer")}, \"Flow.emails\": {ArchitectSchemas.Property("String", true)}"));
        Assert.Equal(["Flow.statusCode (integer)", "Flow.emails (list of string)"], schema.Outputs.Select(output => output.ToString()));
        Assert.Equal(FlowVariableType.Integer, schema.Find("Flow.statusCode")?.Type);
        Assert.Null(schema.Find("statusCode"));
        Assert.Empty(FlowOutputSchema.Parse(default).Outputs);
        Assert.Empty(ArchitectSchemas.Outputs(
            """{ "title": "Flow input schema", "type": "object", "properties": {}, "additionalProperties": false }""").Outputs);
    }

    [Fact]
    public void No_document_makes_the_reader_throw()
    {
        string[] names =
        [
            "$ref", "archDataTypeId", "oneOf", "anyOf", "type", "items", "properties", "definitions", "description", "enum", "pattern",
            "maxLength", "minimum", "maxItems", "required", "default", "archX",
        ];
        string[] values =
        [
            "\"#/definitions/archX\"", "\"#/definitions/archX/items\"", "\"#/properties/Flow.x\"", "\"#\"", "\"#/\"",
            "\"#/definitions/archX/oneOf/0\"", "\"int\"", "\"str\"",
            "\"array\"", "\"null\"", "\"string\"", "\"[\"", "\"(a+)+$\"", "\"\\ud800\"",
            "null", "true", "-1", "1e400", "99999999999999999999999999999999",
        ];
        var json = Gen.Recursive<string>((depth, inner) => depth > 5
            ? Gen.OneOf(values)
            : Gen.Frequency(
                (2, Gen.OneOf(values)),
                (4, Gen.Select(Gen.OneOf(names), inner, (name, member) => $"\"{name}\":{member}").Array[0, 4]
                    .Select(members => $"{{{string.Join(',', members)}}}")),
                (2, inner.Array[0, 3].Select(items => $"[{string.Join(',', items)}]"))));

        Gen.Select(json, json, json).Sample((property, definition, document) =>
        {
            FlowInputSchema schema = Schemas.Parse(
                $$"""{ "properties": { "Flow.x": {{property}}, "Flow.y": { "$ref": "#/definitions/archX" } },""" +
                $$""" "definitions": { "archX": {{definition}} } }""");
            Assert.Equal(2, schema.Inputs.Count);
            Assert.All(schema.Inputs, input => FlowInputValue.TryConvert("5", input, out _, out _));
            Schemas.Parse(document);
            ArchitectSchemas.Outputs(document);
        }, iter: 5_000);
    }

    [Fact]
    public void Definitions_that_branch_without_end_cost_no_time()
    {
        string members = string.Join(',', Enumerable.Repeat("""{ "$ref": "#/definitions/archX" }""", 30));
        Assert.Equal(FlowVariableType.Any, ArchitectSchemas.InputDefinedAs($$"""{ "oneOf": [{{members}}] }""").Type);
    }
}
