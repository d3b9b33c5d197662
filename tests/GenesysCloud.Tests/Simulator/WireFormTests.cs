using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using GenesysCloud.Simulator;
using Xunit;

namespace GenesysCloud.Tests.Simulator;

/// <summary>The values that each type accepts, and both forms of a value where the real one is not known.</summary>
public sealed class WireFormTests
{
    private static async Task<RawClient> StartAsync(ArchitectType type, WireForm? form = null, bool isList = false)
    {
        RawClient raw = await RawClient.StartAsync();
        raw.Cloud.AddFlow(new SimulatedFlow { Name = "Typed", Inputs = [new SimulatedInput("Flow.x", type) { IsList = isList }] });
        if (form is { } given)
            typeof(SimulatorSettings).GetProperty($"{type}Form")!.SetValue(raw.Cloud.Settings, given);
        return raw;
    }

    private static async Task<bool> TakesAsync(RawClient raw, string value) =>
        (await raw.LaunchAsync("Typed", new JsonObject { ["Flow.x"] = JsonNode.Parse(value) })).Status is HttpStatusCode.OK;

    [Theory]
    [InlineData(ArchitectType.String, "\"\"", "7")]
    [InlineData(ArchitectType.Integer, "-999999999999999", "1000000000000000")]
    [InlineData(ArchitectType.Integer, "\"157\"", "\"1.5\"")]
    [InlineData(ArchitectType.Integer, "5.0", "5.5")]
    [InlineData(ArchitectType.Decimal, "1e3", "true")]
    [InlineData(ArchitectType.Decimal, "\"0.1234567890123456789012345678901234567\"", "\"0.12345678901234567890123456789012345678901\"")]
    [InlineData(ArchitectType.Boolean, "false", "0")]
    [InlineData(ArchitectType.Boolean, "\"true\"", "\"yes\"")]
    [InlineData(ArchitectType.DateTime, "\"2026-03-02T08:00:00Z\"", "\"2026-03-02T08:00:00\"")]
    [InlineData(ArchitectType.DateTime, "\"1800-01-01T00:00:00.000+01:00\"", "\"1799-12-31T00:00:00Z\"")]
    [InlineData(ArchitectType.Date, "\"2026-03-02\"", "\"02.03.2026\"")]
    [InlineData(ArchitectType.Time, "\"08:30\"", "\"24:00\"")]
    [InlineData(ArchitectType.Time, "\"08:30:15.250\"", "\"8:30\"")]
    [InlineData(ArchitectType.Duration, "\"PT30M\"", "\"P\"")]
    [InlineData(ArchitectType.Duration, "\"P1DT2H3.5S\"", "\"00:30:00\"")]
    [InlineData(ArchitectType.Currency, "\"12.50 EUR\"", "\"12.50\"")]
    [InlineData(ArchitectType.Currency, """{"amount":12.5,"code":"EUR"}""", """{"amount":12.5}""")]
    [InlineData(ArchitectType.Json, """{"a":[1]}""", "[1]")]
    [InlineData(ArchitectType.User, "\"u-1\"", "\"\"")]
    [InlineData(ArchitectType.Queue, """{"id":"q-1","name":"Sales"}""", """{"name":"Sales"}""")]
    [InlineData(ArchitectType.Skill, """{"id":"s-1"}""", "7")]
    public async Task A_value_of_the_type_and_null_are_accepted_and_another_is_rejected(ArchitectType type, string good, string bad)
    {
        await using RawClient raw = await StartAsync(type);
        Assert.Equal((true, true, false), (await TakesAsync(raw, good), await TakesAsync(raw, "null"), await TakesAsync(raw, bad)));
        await using RawClient list = await StartAsync(type, isList: true);
        Assert.Equal((true, false), (await TakesAsync(list, $"[{good},null]"), await TakesAsync(list, $"[{good},{bad}]")));
        Assert.False(await TakesAsync(list, good.StartsWith('[') ? "7" : good));
    }

    [Theory]
    [InlineData(ArchitectType.Decimal, "1.5", "\"1.5\"")]
    [InlineData(ArchitectType.Boolean, "true", "\"true\"")]
    [InlineData(ArchitectType.DateTime, "1772438400000", "\"2026-03-02T08:00:00Z\"")]
    [InlineData(ArchitectType.Duration, "1800000", "\"PT30M\"")]
    [InlineData(ArchitectType.Currency, """{"amount":12.5,"code":"EUR"}""", "\"12.50 EUR\"")]
    [InlineData(ArchitectType.Json, """{"a":1}""", "\"{\\u0022a\\u0022:1}\"")]
    [InlineData(ArchitectType.User, """{"id":"u-1","name":"Ada","username":"ada@example.com"}""", "\"u-1\"")]
    [InlineData(ArchitectType.Queue, """{"id":"q-1"}""", "\"q-1\"")]
    [InlineData(ArchitectType.Skill, """{"id":"s-1"}""", "\"s-1\"")]
    public async Task A_type_travels_natively_as_text_or_both_ways_as_its_setting_says(ArchitectType type, string native, string text)
    {
        foreach ((WireForm form, bool asNative, bool asText) in new[]
        {
            (WireForm.Both, true, true), (WireForm.Native, true, false), (WireForm.Text, false, true),
        })
        {
            await using RawClient raw = await StartAsync(type, form);
            Assert.Equal((asNative, asText), (await TakesAsync(raw, native), await TakesAsync(raw, text)));
            JsonElement schema = (await raw.GetAsync($"api/v2/flows/{raw.FlowId("Typed")}")).Body.GetProperty("inputSchema");
            JsonElement definition = Assert.Single(schema.GetProperty("definitions").EnumerateObject()).Value;
            Assert.Equal(form is WireForm.Both ? 3 : 2, definition.GetProperty("oneOf").GetArrayLength());
        }
    }

    [Theory]
    [InlineData(ArchitectType.String, "archString", "str")]
    [InlineData(ArchitectType.Integer, "archInteger", "int")]
    [InlineData(ArchitectType.Decimal, "archDecimal", "dec")]
    [InlineData(ArchitectType.Boolean, "archBoolean", "bln")]
    [InlineData(ArchitectType.DateTime, "archDateTime", "dtm")]
    [InlineData(ArchitectType.Date, "archDate", "dat")]
    [InlineData(ArchitectType.Time, "archTime", "tim")]
    [InlineData(ArchitectType.Duration, "archDuration", "dur")]
    [InlineData(ArchitectType.Currency, "archCurrency", "cur")]
    [InlineData(ArchitectType.Json, "archJSON", "jsn")]
    [InlineData(ArchitectType.User, "archUser", "usr")]
    [InlineData(ArchitectType.Queue, "archQueue", "que")]
    [InlineData(ArchitectType.Skill, "archSkill", "skl")]
    public async Task A_type_has_its_definition_and_its_id(ArchitectType type, string definition, string id)
    {
        await using RawClient raw = await StartAsync(type);
        JsonElement schema = (await raw.GetAsync($"api/v2/flows/{raw.FlowId("Typed")}")).Body.GetProperty("inputSchema");
        JsonElement defined = schema.GetProperty("definitions").GetProperty(definition);
        Assert.Equal($"#/definitions/{definition}", schema.GetProperty("properties").GetProperty("Flow.x").GetProperty("$ref").GetString());
        Assert.Equal(id, defined.GetProperty("archDataTypeId").GetString());
        Assert.Equal("null", defined.GetProperty("oneOf")[0].GetProperty("type").GetString());
    }

    [Fact]
    public async Task Limits_of_length_are_kept_to_the_character()
    {
        await using RawClient text = await StartAsync(ArchitectType.String);
        // A character beyond the first 65,536 counts once, though it has two UTF-16 units.
        Assert.True(await TakesAsync(text, JsonSerializer.Serialize(string.Concat(Enumerable.Repeat("\U0001F680", 32_000)))));
        Assert.False(await TakesAsync(text, JsonSerializer.Serialize(new string('x', 32_001))));
        await using RawClient list = await StartAsync(ArchitectType.Integer, isList: true);
        Assert.True(await TakesAsync(list, JsonSerializer.Serialize(Enumerable.Range(0, 2000))));
        Assert.False(await TakesAsync(list, JsonSerializer.Serialize(Enumerable.Range(0, 2001))));
    }

    [Fact]
    public async Task A_list_itself_cannot_be_null_by_its_schema()
    {
        await using RawClient raw = await StartAsync(ArchitectType.String, isList: true);
        Assert.False(await TakesAsync(raw, "null"));
        raw.Cloud.Settings.RejectMistypedInputs = false;
        Assert.True(await TakesAsync(raw, "null"));
    }
}
