using System.Text.Json;
using CsCheck;
using GenesysCloud.Simulator;
using GenesysCloud.Simulator.Json;
using GenesysCloud.Simulator.Schemas;
using GenesysCloud.Tests.Support;
using Xunit;

namespace GenesysCloud.Tests.Simulator;

public sealed class JsonSchemaNodeTests
{
    private const string Document = """
        {"properties":{"Flow.a":{"description":"d","$ref":"#/definitions/archString"},
                       "Flow.l":{"type":"array","maxItems":2,"items":{"$ref":"#/definitions/archInteger"}}},
         "definitions":{"archString":{"archDataTypeId":"str","oneOf":[{"type":"null"},{"type":"string","maxLength":3,"pattern":"^a"}]},
         "archInteger":{"archDataTypeId":"int","anyOf":[{"type":"integer","minimum":-9,"maximum":9},
         {"type":["string","null"],"minLength":1,"format":"date"},{"enum":[true]},
         {"type":"object","required":["id"],"properties":{"id":{"const":"x"}}}]}}}
        """;

    private const string Value = """{"Flow.a":"ab","Flow.l":[1,"x",null,{"id":"x"}],"n":1e400}""";

    private static bool Allows(string schema, string value)
    {
        var document = JsonElement.Parse(schema);
        return JsonSchemaNode.Read(document, document).Allows(JsonElement.Parse(value));
    }

    [Theory]
    [InlineData("""{"type":["string","null"]}""", "null", "7")]
    [InlineData("""{"enum":["a",{"b":1}]}""", """{"b":1.0}""", "\"b\"")]
    [InlineData("""{"const":null}""", "null", "0")]
    [InlineData("""{"minimum":1,"maximum":2}""", "1.5", "2.5")]
    [InlineData("""{"minItems":1}""", "[1]", "[]")]
    [InlineData("""{"pattern":"^a+$"}""", "\"aa\"", "\"b\"")]
    [InlineData("""{"format":"date-time"}""", "\"2026-03-02T08:00:00.5+02:00\"", "\"2026-03-02\"")]
    [InlineData("""{"required":["id"],"properties":{"id":{"type":"string"}}}""", """{"id":"x","more":1}""", """{"id":7}""")]
    [InlineData("""{"allOf":[{"minLength":2},{"maxLength":3}]}""", "\"ab\"", "\"abcd\"")]
    [InlineData("""{"anyOf":[{"type":"null"},{"type":"string"}]}""", "\"ab\"", "1")]
    [InlineData("""{"oneOf":[{"minimum":1},{"minimum":3}]}""", "2", "4")]
    [InlineData("""{"$ref":"#/$defs/a~1b/0","$defs":{"a/b":[{"type":"string"}]},"type":"integer"}""", "\"siblings do not count\"", "1")]
    [InlineData("""{"items":{"$ref":"#/a"},"a":{"items":{"$ref":"#/a"},"maxItems":1}}""", "[[],[[]]]", "[[[],[]]]")]
    public void A_keyword_allows_and_refuses(string schema, string good, string bad) =>
        Assert.Equal((true, false), (Allows(schema, good), Allows(schema, bad)));

    [Theory]
    [InlineData("""{"$ref":"#"}""")]
    [InlineData("""{"$ref":"#/definitions/x","definitions":{"x":{"anyOf":[{"$ref":"#/definitions/x"},{"$ref":"#/definitions/x"}]}}}""")]
    [InlineData("""{"allOf":[{"$ref":"#/a"}],"a":{"$ref":"#/b"},"b":{"$ref":"#/a"}}""")]
    [InlineData("""{"$ref":"#/nowhere"}""")]
    [InlineData("""{"$ref":"https://example.com/schema"}""")]
    [InlineData("""{"pattern":"("}""")]
    [InlineData("""{"type":7,"maxLength":"long","enum":3,"oneOf":[],"properties":[],"items":[]}""")]
    public void What_leads_nowhere_or_back_to_itself_allows_everything_and_comes_to_an_end(string schema) =>
        Assert.True(Allows(schema, "\"any\""));

    [Fact]
    public void No_document_makes_a_check_fail() =>
        Gen.Select(JsonMutations.Of(Document), JsonMutations.Of(Value)).Sample((schema, value) =>
        {
            if (!TryParse(schema, out JsonElement document) || !TryParse(value, out JsonElement sent))
                return;
            JsonSchemaNode.Read(document, document).Allows(sent);
        }, iter: 3000, threads: 1);

    private static bool TryParse(byte[] json, out JsonElement element)
    {
        element = default;
        try
        {
            JsonTextValidation.ThrowIfInvalid(json);
            element = JsonElement.Parse(json);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
