using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using CsCheck;
using GenesysCloud.Architect;
using GenesysCloud.Json;
using GenesysCloud.Launching.Executions;
using GenesysCloud.Launching.Schemas;
using GenesysCloud.Tests.Support;
using Xunit;

namespace GenesysCloud.Tests.Client;

/// <summary>Outputs have the types that the flow declares, though JSON does not tell all of them apart.</summary>
public sealed class OutputTypeTests
{
    private const string Schema =
        """
        {"$schema":"http://json-schema.org/draft-07/schema#","type":"object","additionalProperties":false,"properties":{
          "Flow.int":{"description":"d","$ref":"#/definitions/archInteger"},
        """ + """
        "Flow.ints":{"type":"array","maxItems":2000,"items":{"$ref":"#/definitions/archInteger"}},
          "Flow.dec":{"$ref":"#/definitions/archDecimal"},"Flow.bln":{"$ref":"#/definitions/archBoolean"},
        """ + """
        "Flow.dtm":{"$ref":"#/definitions/archDateTime"},
          "Flow.str":{"$ref":"#/definitions/archString"},"Flow.dangling":{"$ref":"#/definitions/none"},
        """ + """
        "Flow.cycle":{"$ref":"#/definitions/cycle"},"Flow.odd":17},
         "definitions":{"archInteger":{"archDataTypeId":"int","oneOf":[{"type":"null"},{"type":"integer"},{"type":"string"}]},
        """ + """
        "archDecimal":{"archDataTypeId":"dec"},
          "archBoolean":{"archDataTypeId":"bln"},"archDateTime":{"archDataTypeId":"dtm"},"archString":{"archDataTypeId":"str"},
        """ + """
        "cycle":{"$ref":"#/definitions/cycle"} } }
        """;

    public static TheoryData<string, string, object?> Values => new()
    {
        { "Flow.int", "\"200\"", 200L },
        { "Flow.int", "200", 200L },
        { "Flow.int", "\"-999999999999999\"", -999_999_999_999_999L },
        { "Flow.int", "null", null },
        { "Flow.int", "\"1.5\"", "1.5" },
        { "Flow.int", "\" 7\"", " 7" },
        { "Flow.int", "\"99999999999999999999\"", "99999999999999999999" },
        { "Flow.int", "true", true },
        { "Flow.ints", "[\"1\",2,null,\"x\"]", new object?[] { 1L, 2L, null, "x" } },
        { "Flow.ints", "[]", Array.Empty<object?>() },
        { "Flow.ints", "\"3\"", 3L },
        { "Flow.dec", "\"12.50\"", 12.50m },
        { "Flow.dec", "12", 12m },
        { "Flow.dec", "\"0.1234567890123456789012345678901234567890\"", "0.1234567890123456789012345678901234567890" },
        { "Flow.dec", "\"1e3\"", "1e3" },
        { "Flow.dec", "\"1,5\"", "1,5" },
        { "Flow.bln", "true", true },
        { "Flow.bln", "\"false\"", false },
        { "Flow.bln", "\"maybe\"", "maybe" },
        { "Flow.dtm", "\"2026-03-26T19:50:17.823Z\"", new DateTimeOffset(2026, 3, 26, 19, 50, 17, 823, TimeSpan.Zero) },
        { "Flow.dtm", "\"2026-03-26T19:50:17\"", "2026-03-26T19:50:17" },
        { "Flow.str", "\"200\"", "200" },
        { "Flow.dangling", "\"200\"", "200" },
        { "Flow.cycle", "\"200\"", "200" },
        { "Flow.odd", "\"200\"", "200" },
        { "Flow.undeclared", "\"200\"", "200" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void A_value_is_of_the_declared_type_or_as_it_came(string name, string json, object? value) =>
        Assert.Equal(value, Assert.Single(Read($$"""{"{{name}}":{{json}}}""")).Value);

    [Fact]
    public void Nothing_depends_on_the_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            Assert.Equal(12.5m, Read("""{"Flow.dec":"12.5"}""")["Flow.dec"]);
            Assert.Equal("""{"Flow.dec":12.5,"Flow.int":200}""", Read("""{"Flow.dec":"12.5","Flow.int":"200"}""").ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void The_types_of_a_version_are_read_once()
    {
        var version = new FlowVersion { OutputSchema = Parse(Schema) };
        Assert.Same(FlowOutputSchema.Of(version), FlowOutputSchema.Of(version));
        Assert.Same(FlowOutputSchema.None, FlowOutputSchema.Of(new FlowVersion()));
        Assert.Same(FlowOutputSchema.None, FlowOutputSchema.Of(null));
    }

    [Fact]
    public void Any_document_is_a_schema_and_any_value_is_read() =>
        Gen.Select(JsonMutations.Of(Schema), JsonMutations.Of("""{"Flow.int":"1","Flow.ints":["1"],"Flow.dec":1.5}"""))
            .Sample(
                (schema, outputs) =>
                {
                    if (TryParse(schema) is not { } declared || TryParse(outputs) is not { } data)
                        return;
                    var output = FlowOutput.Of(data, FlowOutputSchema.Of(new FlowVersion { OutputSchema = declared }));
                    Assert.NotNull(output.ToString());
                },
                iter: 5000);

    private static FlowOutput Read(string outputs) =>
        FlowOutput.Of(Parse(outputs), FlowOutputSchema.Of(new FlowVersion { OutputSchema = Parse(Schema) }));

    private static JsonElement Parse(string json) => JsonSerializer.Deserialize<JsonElement>(json);

    // As a response is read: what is not UTF-8 does not get this far.
    private static JsonElement? TryParse(byte[] json)
    {
        if (!Utf8.IsValid(json))
            return null;
        using JsonDocument? document = LenientJson.TryParse(json);
        return document?.RootElement.Clone();
    }
}
