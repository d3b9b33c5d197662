using System.Collections;
using System.Text.Json;
using GenesysCloud.Json;
using GenesysCloud.Launching;
using GenesysCloud.Launching.Inputs;
using GenesysCloud.Launching.Schemas;
using Xunit;

namespace GenesysCloud.Tests.Inputs;

/// <summary>What is sent for values of Architect's types, as JSON, and what is refused.</summary>
public sealed class ArchitectValueTests
{
    private const string Id = "7f3c6f0e-6c55-4b0e-9d5c-0b1c3a7a4f51";

    [Theory]
    [InlineData("String", "  007 ", "\"  007 \"")]
    [InlineData("Integer", "5", "5")]
    [InlineData("Integer", 5.0, "5")]
    [InlineData("Integer", "5.0", "5")]
    [InlineData("Integer", "-999999999999999", "-999999999999999")]
    [InlineData("Decimal", "12.50", "12.5")]
    [InlineData("Decimal", "-.5", "-0.5")]
    [InlineData("Decimal", "1e3", "1000")]
    [InlineData("Decimal", 0.1f, "0.1")]
    [InlineData("Decimal", 7, "7")]
    [InlineData("Decimal", "1234567890123456789012345678901234567890", "\"1234567890123456789012345678901234567890\"")]
    [InlineData("Decimal", "0.1234567890123456789012345678901234567891", "\"0.1234567890123456789012345678901234567891\"")]
    [InlineData("Boolean", "YES", "true")]
    [InlineData("Boolean", 1, "true")]
    [InlineData("Boolean", "0", "false")]
    [InlineData("DateTime", "2026-12-31T10:20:30+01:00", "\"2026-12-31T09:20:30.000Z\"")]
    [InlineData("DateTime", "1800-01-01T00:00Z", "\"1800-01-01T00:00:00.000Z\"")]
    [InlineData("Date", " 2026-12-31", "\"2026-12-31\"")]
    [InlineData("Time", "07:30", "\"07:30:00\"")]
    [InlineData("Time", "23:59:59.25", "\"23:59:59.250\"")]
    [InlineData("Duration", "00:30:00", "\"PT30M\"")]
    [InlineData("Duration", "1.12:00:00", "\"P1DT12H\"")]
    [InlineData("Duration", "30:00:00", "\"P1DT6H\"")]
    [InlineData("Duration", "-00:00:01.5", "\"-PT1.5S\"")]
    [InlineData("Duration", "PT90M", "\"PT1H30M\"")]
    [InlineData("Duration", "P2W", "\"P14D\"")]
    [InlineData("Duration", "00:00:00", "\"PT0S\"")]
    [InlineData("Currency", "12.50 EUR", """{"amount":12.5,"code":"EUR"}""")]
    [InlineData("Currency", "usd -3", """{"amount":-3,"code":"USD"}""")]
    [InlineData("Currency", """{"code":"JPY","amount":"500"}""", """{"amount":500,"code":"JPY"}""")]
    [InlineData(
        "JSON",
        """{"b":[1,1.10,null],"a":12345678901234567890123456789012345}""",
        """{"b":[1,1.10,null],"a":12345678901234567890123456789012345}""")]
    [InlineData("User", Id, $$"""{"id":"{{Id}}"}""")]
    [InlineData("User", $$"""{"ID":"{{Id}}","name":"Ada","email":"ada@example.org"}""", $$"""{"id":"{{Id}}","name":"Ada"}""")]
    [InlineData("Queue", Id, $"\"{Id}\"")]
    [InlineData("Queue", $$"""{"id":"{{Id}}","name":"Sales"}""", $$"""{"id":"{{Id}}","name":"Sales"}""")]
    [InlineData("Skill", Id, $"\"{Id}\"")]
    [InlineData("Skill", $$"""{"id":"{{Id}}","name":"French"}""", $"\"{Id}\"")]
    public void A_value_is_sent_as_the_definition_takes_it(string type, object value, string json)
    {
        Assert.Equal(json, Sent(value, ArchitectSchemas.Input(type)));
        Assert.Equal($"[{json}]", Sent(new[] { value }, ArchitectSchemas.Input(type, isList: true)));
    }

    [Theory]
    [InlineData("Integer", "5.5", "a whole number (±999999999999999), such as 42")]
    [InlineData("Integer", 5.5, "a whole number")]
    [InlineData("Integer", "1000000000000000", "999999999999999")]
    [InlineData("Integer", "1.000", "a whole number")]
    [InlineData("Integer", "maybe", "a whole number")]
    [InlineData("Decimal", "12345678901234567890123456789012345678901", "at most 40 digits")]
    [InlineData("Decimal", "1e41", "at most 40 digits")]
    [InlineData("Decimal", "1,5", "with a decimal point and no thousands separators")]
    [InlineData("Decimal", double.NaN, "a number")]
    [InlineData("Boolean", "maybe", "true, false, yes, no, 1, or 0")]
    [InlineData("Boolean", 2, "true, false")]
    [InlineData("DateTime", "2026-12-31T10:20:30", "with a time zone")]
    [InlineData("DateTime", "1799-12-31T23:59:59Z", "1800 to 2200")]
    [InlineData("DateTime", "2201-01-01T00:00:00Z", "1800 to 2200")]
    [InlineData("Date", "2026-02-30", "yyyy-MM-dd")]
    [InlineData("Time", "24:00", "HH:mm")]
    [InlineData("Time", "07:30:00.0001", "millisecond")]
    [InlineData("Time", "7:30 PM", "HH:mm")]
    [InlineData("Duration", "90", "00:30:00")]
    [InlineData("Duration", 90, "PT30M")]
    [InlineData("Duration", "00:30", "hours, minutes, seconds")]
    [InlineData("Duration", "P1M", "ISO 8601")]
    [InlineData("Duration", "1.24:00:00", "with days")]
    [InlineData("Currency", "12.50", "a currency code")]
    [InlineData("Currency", "12.50 EURO", "a currency code")]
    [InlineData("Currency", 12.5, "a currency code")]
    [InlineData("Currency", """{"amount":1,"code":"EUR","note":"x"}""", "an object with amount and code")]
    [InlineData("JSON", "{a:1}", "a JSON object")]
    [InlineData("JSON", "[1]", "a JSON object")]
    [InlineData("JSON", """{"a":"\ud800"}""", "a JSON object")]
    [InlineData("User", "ada@example.org", "the ID of a user (a GUID), or an object with id")]
    [InlineData("User", """{"name":"Ada"}""", "an object with id")]
    [InlineData("Skill", "{7f3c6f0e-6c55-4b0e-9d5c-0b1c3a7a4f51}", "the ID of a skill")]
    public void What_is_not_of_the_type_is_refused_with_what_was_expected(string type, object value, string expected)
    {
        Assert.Contains(expected, Refusal(value, ArchitectSchemas.Input(type)), StringComparison.Ordinal);
        Assert.Contains("item 1, ", Refusal(new[] { value }, ArchitectSchemas.Input(type, isList: true)), StringComparison.Ordinal);
    }

    [Fact]
    public void Typed_values_are_what_they_are()
    {
        Assert.Equal("\"PT30M\"", Sent(TimeSpan.FromMinutes(30), ArchitectSchemas.Input("Duration")));
        Assert.Equal("\"07:30:00\"", Sent(TimeSpan.FromHours(7.5), ArchitectSchemas.Input("Time")));
        Assert.Equal("\"07:30:00\"", Sent(new TimeOnly(7, 30), ArchitectSchemas.Input("Time")));
        Assert.Equal("\"2026-12-31\"", Sent(new DateTime(2026, 12, 31), ArchitectSchemas.Input("Date")));
        Assert.Equal(
            """{"amount":12.5,"code":"EUR"}""",
            Sent(new Hashtable { ["Amount"] = 12.5, ["Code"] = "eur" }, ArchitectSchemas.Input("Currency")));
        Assert.Equal("""{"a":[1,true]}""", Sent(new Hashtable { ["a"] = new object[] { 1, true } }, ArchitectSchemas.Input("JSON")));
        Assert.Equal($$"""{"id":"{{Id}}"}""", Sent(Guid.Parse(Id), ArchitectSchemas.Input("User")));
        Assert.Equal(
            $$"""{"id":"{{Id}}","username":"ada"}""",
            Sent(new Hashtable { ["id"] = Guid.Parse(Id), ["username"] = "ada" }, ArchitectSchemas.Input("User")));
        Refusal(new DateTime(2026, 12, 31, 1, 0, 0), ArchitectSchemas.Input("Date"));
        Refusal(TimeSpan.FromDays(1), ArchitectSchemas.Input("Time"));
    }

    [Theory]
    [InlineData("""{ "archDataTypeId": "int", "oneOf": [{ "type": "string" }] }""", "5", "\"5\"")]
    [InlineData("""{ "archDataTypeId": "dec", "oneOf": [{ "type": "string" }] }""", "1.5", "\"1.5\"")]
    [InlineData(
        """{ "archDataTypeId": "dec", "oneOf": [{ "type": "number" }] }""",
        "1234567890123456789012345678901234567890",
        "1234567890123456789012345678901234567890")]
    [InlineData("""{ "archDataTypeId": "bln", "oneOf": [{ "type": "string" }] }""", "yes", "\"true\"")]
    [InlineData(
        """{ "archDataTypeId": "dtm", "oneOf": [{ "type": "string", "maxLength": 20 }] }""",
        "2026-12-31T10:20:30Z",
        "\"2026-12-31T10:20:30Z\"")]
    [InlineData(
        """{ "archDataTypeId": "dur", "oneOf": [{ "type": "string", "pattern": "^PT[0-9]+H[0-9]+M[0-9.]+S$" }] }""",
        "1.01:00:00",
        "\"PT25H0M0S\"")]
    [InlineData("""{ "archDataTypeId": "dur", "oneOf": [{ "type": "string", "pattern": "^[0-9]{2}:" }] }""", "00:30:00", "\"00:30:00\"")]
    [InlineData("""{ "archDataTypeId": "dur" }""", "00:30:00", "\"PT30M\"")]
    [InlineData(
        """{ "archDataTypeId": "cur", "oneOf": [{ "type": "object", "properties": { "amount": { "type": "string" },""" +
        """ "currencyCode": { "type": "string" } } }] }""",
        "5 EUR",
        """{"amount":"5","currencyCode":"EUR"}""")]
    [InlineData("""{ "archDataTypeId": "cur", "oneOf": [{ "type": "string" }] }""", "EUR 5.0", "\"5 EUR\"")]
    [InlineData("""{ "archDataTypeId": "cur" }""", "5 EUR", """{"amount":5,"code":"EUR"}""")]
    [InlineData("""{ "archDataTypeId": "usr" }""", Id, $$"""{"id":"{{Id}}"}""")]
    [InlineData("""{ "archDataTypeId": "grp", "oneOf": [{ "type": "string" }] }""", Id, $"\"{Id}\"")]
    public void The_definition_decides_how_a_type_is_spelled(string definition, object value, string json) =>
        Assert.Equal(json, Sent(value, ArchitectSchemas.InputDefinedAs(definition)));

    [Theory]
    [InlineData("""{ "archDataTypeId": "dur", "oneOf": [{ "type": "integer" }] }""", "00:30:00")]
    [InlineData("""{ "archDataTypeId": "cur", "oneOf": [{ "type": "number" }] }""", "5 EUR")]
    [InlineData("""{ "archDataTypeId": "usr", "oneOf": [{ "type": "object", "required": ["id", "name"] }] }""", Id)]
    [InlineData("""{ "archDataTypeId": "str", "oneOf": [{ "type": "string", "maxLength": 3 }] }""", "four")]
    [InlineData("""{ "archDataTypeId": "int", "oneOf": [{ "type": "integer", "maximum": 9 }] }""", 10)]
    public void What_the_definition_has_no_place_for_is_refused(string definition, object value) =>
        Assert.NotEmpty(Refusal(value, ArchitectSchemas.InputDefinedAs(definition)));

    [Fact]
    public void Texts_and_lists_have_their_limits()
    {
        FlowInput text = ArchitectSchemas.Input("String");
        Assert.Equal(32_002, Sent(new string('x', 32_000), text).Length);
        Assert.Contains(
            "it has 32001 characters, but the flow takes at most 32000", Refusal(new string('x', 32_001), text), StringComparison.Ordinal);
        FlowInput list = ArchitectSchemas.Input("Integer", isList: true);
        Assert.Equal(2_000 * 2 + 1, Sent(Enumerable.Repeat(1, 2_000).ToArray(), list).Length);
        Assert.Contains(
            "it has 2001 items, but the flow takes at most 2000",
            Refusal(string.Join(';', Enumerable.Repeat("1", 2_001)), list),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Digits_of_a_list_in_JSON_are_kept() => Assert.Equal(
        """["0.1234567890123456789012345678901234567891",2]""",
        Sent("[0.1234567890123456789012345678901234567891, 2]", ArchitectSchemas.Input("Decimal", isList: true)));

    [Fact]
    public void Null_is_a_value_where_the_schema_allows_it_and_an_error_where_not()
    {
        object nothing = JsonSerializer.Deserialize<JsonElement>("null");
        Assert.Equal("null", Sent(nothing, ArchitectSchemas.Input("String")));
        Assert.Equal("[null,1]", Sent(new object?[] { null, 1 }, ArchitectSchemas.Input("Integer", isList: true)));
        Assert.Contains(
            "doesn't allow null (NOT_SET)", Refusal(nothing, ArchitectSchemas.Input("String", isList: true)), StringComparison.Ordinal);
    }

    private static string Sent(object value, FlowInput input)
    {
        Assert.True(FlowInputValue.TryConvert(value, input, out object? converted, out string? expected), expected);
        Assert.NotNull(converted);
        return JsonValues.TryWrite(converted)!;
    }

    private static string Refusal(object value, FlowInput input)
    {
        Assert.False(FlowInputValue.TryConvert(value, input, out object? converted, out string? expected), JsonValues.TryWrite(converted));
        Assert.Null(converted);
        return expected;
    }
}
