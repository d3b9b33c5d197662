using System.Text.Json;
using CsCheck;
using GenesysCloud.Launching.Schemas;
using Xunit;

namespace GenesysCloud.Tests.Inputs;

public sealed class FlowInputSchemaTests
{
    private const string Onboarding = """
        {
          "$schema": "http://json-schema.org/draft-04/schema#", "type": "object", "additionalProperties": true,
          "required": ["Flow.startDate", "Flow.gone"],
          "properties": {
            "Flow.startDate": { "type": "string", "format": "date", "description": "First day" },
            "Flow.call_at": { "type": ["null", "string"], "format": "date-time" },
            "Flow.minutes": { "type": "array", "items": { "type": "integer" } },
            "Flow.tags": { "type": "array" },
            "Flow.level": { "type": "string", "enum": ["low", "high"], "default": "low" },
            "Flow.User_ID": { "type": "string", "required": true },
            "Flow.contactId": { "type": "string" },
            "Flow.ExternalContactId": { "type": "string" },
            "Flow.rate": { "type": "number" }, "Flow.active": { "type": "boolean" }, "Flow.extra": { "type": "object" }
          }
        }
        """;

    [Fact]
    public void Inputs_come_in_declared_order_with_their_types_in_words() => Assert.Equal(
        [
            "Flow.startDate (date)", "Flow.call_at (date-time)", "Flow.minutes (list of integer)", "Flow.tags (list)",
            "Flow.level (string)", "Flow.User_ID (string)", "Flow.contactId (string)", "Flow.ExternalContactId (string)",
            "Flow.rate (number)", "Flow.active (boolean)", "Flow.extra (object)",
        ],
        Schemas.Parse(Onboarding).Inputs.Select(input => input.ToString()));

    [Fact]
    public void Required_is_read_from_the_document_and_from_the_property() => Assert.Equal(
        ["Flow.startDate", "Flow.User_ID"],
        Schemas.Parse(Onboarding).Inputs.Where(input => input.Required).Select(input => input.Name));

    [Fact]
    public void Description_default_and_allowed_values_are_kept()
    {
        FlowInputSchema schema = Schemas.Parse(Onboarding);
        Assert.Equal("First day", schema.Find("startDate")!.Description);
        Assert.Equal("low", schema.Find("level")!.Default);
        Assert.Equal(["low", "high"], schema.Find("level")!.AllowedValues);
    }

    [Theory]
    [InlineData("""{ "type": { "type": "string" } }""")]
    [InlineData("""{ "type": "currency" }""")]
    [InlineData("""{ "type": ["string", "integer"] }""")]
    [InlineData("""{ "type": ["string", {}] }""")]
    [InlineData("""{ "type": [] }""")]
    [InlineData("""{ "type": 7, "format": 7, "items": 7, "required": "yes", "enum": 7, "description": 7 }""")]
    [InlineData("{}")]
    [InlineData("true")]
    [InlineData("null")]
    [InlineData("[]")]
    public void A_type_nobody_knows_is_any(string property)
    {
        FlowInput input = Assert.Single(Schemas.Parse($$"""{ "properties": { "Flow.x": {{property}} } }""").Inputs);
        Assert.Equal((FlowVariableType.Any, false), (input.Type, input.Required));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("\"schema\"")]
    [InlineData("{}")]
    [InlineData("""{ "properties": [] }""")]
    [InlineData("""{ "properties": { "\ud800": {} } }""")]
    public void A_foreign_shape_declares_nothing(string json) => Assert.Empty(Schemas.Parse(json).Inputs);

    [Fact]
    public void No_document_declares_nothing() => Assert.Empty(FlowInputSchema.Parse(default).Inputs);

    [Fact]
    public void No_JSON_makes_the_parser_throw()
    {
        string[] words =
        [
            "{", "}", "[", "]", ":", ",", "\"type\"", "\"properties\"",
            "\"required\"", "\"items\"", "\"format\"", "\"enum\"", "\"default\"",
            "\"string\"", "\"array\"", "\"date\"", "\"\\ud800\"", "null", "true", "1e400",
        ];
        var value = Gen.Recursive<string>((depth, inner) => depth > 4
            ? Gen.OneOf(words[6..])
            : Gen.Frequency(
                (2, Gen.OneOf(words[6..])),
                (3, Gen.Select(Gen.OneOf(words[6..17]), inner, (name, member) => $"{name}:{member}").Array[0, 4]
                    .Select(members => $"{{{string.Join(',', members)}}}")),
                (1, inner.Array[0, 3].Select(items => $"[{string.Join(',', items)}]"))));

        value.Sample(json =>
        {
            FlowInputSchema schema = Schemas.Parse(
                $$"""{ "required": {{json}}, "properties": { "Flow.x": {{json}}, "Flow.y": { "type": "array", "items": {{json}} } } }""");
            Assert.InRange(schema.Inputs.Count, 0, 2);
            Assert.Empty(Schemas.Parse($$"""{ "type": {{json}} }""").Inputs);
        }, iter: 5_000);
    }

    [Theory]
    [InlineData("Flow.startDate")]
    [InlineData("startDate")]
    [InlineData("STARTDATE")]
    [InlineData("flow.startdate")]
    public void A_name_is_found_with_or_without_prefix_in_any_case(string name) =>
        Assert.Equal("Flow.startDate", Schemas.Parse(Onboarding).Find(name)?.Name);

    [Fact]
    public void The_exact_name_wins()
    {
        FlowInputSchema schema = Schemas.Parse("""{ "properties": { "Flow.a": {}, "Flow.A": {}, "a": {}, "Flow.a": {} } }""");
        Assert.Equal(["Flow.a", "Flow.A", "a"], schema.Inputs.Select(input => input.Name));
        Assert.Equal("Flow.A", schema.Find("Flow.A")!.Name);
        Assert.Equal("a", schema.Find("a")!.Name);
        Assert.Equal("Flow.a", schema.Find("A")!.Name);
    }

    [Theory]
    [InlineData("startDat", "Flow.startDate")]
    [InlineData("strat_date", "Flow.startDate")]
    [InlineData("Flow.callAt", "Flow.call_at")]
    [InlineData("minuets", "Flow.minutes")]
    [InlineData("colour", null)]
    [InlineData("x", null)]
    public void A_slip_is_near_and_another_word_is_not(string name, string? nearest) =>
        Assert.Equal(nearest, Schemas.Parse(Onboarding).Nearest(name));

    [Fact]
    public void The_user_and_the_contact_have_inputs_of_their_own()
    {
        FlowInputSchema schema = Schemas.Parse(Onboarding);
        Assert.Equal("Flow.User_ID", schema.UserInput?.Name);
        Assert.Equal("Flow.ExternalContactId", schema.ExternalContactInput?.Name);
        Assert.Equal("contact_id", Schemas.Parse("""{ "properties": { "contact_id": {} } }""").ExternalContactInput?.Name);

        FlowInputSchema none = Schemas.Parse("""{ "properties": { "Flow.userName": {} } }""");
        Assert.Null(none.UserInput);
        Assert.Null(none.ExternalContactInput);
    }
}
