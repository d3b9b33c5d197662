using System.Text.Encodings.Web;
using System.Text.Json;
using CsCheck;
using GenesysCloud.Json;
using GenesysCloud.Launching.Inputs;
using GenesysCloud.Launching.Schemas;
using Xunit;

namespace GenesysCloud.Tests.Inputs;

/// <summary>What holds for any table of text and any schema.</summary>
public sealed class EmptyRowProperties
{
    private static readonly string[] s_types = ["string", "integer", "number", "boolean", "array", "object"];

    private static readonly Gen<string> s_names = Gen.OneOf(
        "id", "ID", "Flow.id", "level", "lvl", "Level 1", "note", "m\uFFFDller", "", " ", "x;y");

    private static readonly Gen<string> s_cells = Gen.Frequency(
        (3, Gen.Const("")),
        (2, Gen.OneOf(" ", "1", "true", "E1", "1.5E+10", "#N/A", "[]", "{}", "a;b", "{\"a\": [\"\\uFFFD\"]}", "[\"\uFFFD\"]")),
        (1, Gen.String),
        (1, Gen.String.Select(text => text + "\uFFFD")));

    private static readonly Gen<(string Name, string Type)[]> s_schemas =
        Gen.Select(Gen.OneOf("Flow.id", "Flow.level", "Flow.note", "Flow.remark"), Gen.OneOf([.. s_types])).Array[1, 4];

    private static readonly JsonSerializerOptions s_unescaped = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void An_input_comes_from_a_cell_of_the_row_or_the_row_says_that_it_has_none_and_none_is_damaged()
    {
        Gen<(string, string)[]> rows = Gen.Select(s_names, s_cells).Array[0, 5];
        Gen.Select(s_schemas, rows, rows, Gen.Bool).Sample((declared, row, constants, isReadable) =>
        {
            FlowInputSchema? schema = isReadable ? SchemaOf(declared) : null;
            KeyValuePair<string, object?>[] cells = Cells(row);
            FlowInputBinding bound = new FlowInputBinder(schema).Bind(cells, Cells(constants));
            FlowInputBinding alone = new FlowInputBinder(schema).Bind(cells);

            // Without the constants, what is left is what the row gives.
            Assert.Equal(alone.Inputs.Count > 0, bound.HasOwnInput);
            Assert.True(!bound.HasOwnInput || bound.HasInputColumn);
            Assert.True(!bound.HasOwnInput || cells.Any(cell => !string.IsNullOrEmpty((string?)cell.Value)));
            JsonElement sent = JsonSerializer.Deserialize<JsonElement>(JsonValues.TryWrite(bound.Inputs)!);
            Assert.DoesNotContain("\uFFFD", JsonSerializer.Serialize(sent, s_unescaped), StringComparison.Ordinal);
        }, iter: 20_000);
    }

    private static FlowInputSchema SchemaOf((string Name, string Type)[] declared) => Schemas.Parse(
        $$"""{ "properties": { {{string.Join(", ", declared.DistinctBy(input => input.Name).Select(input => $$"""
            "{{input.Name}}": { "type": "{{input.Type}}" }
            """))}} } }""");

    private static KeyValuePair<string, object?>[] Cells((string Name, string Cell)[] row) =>
        [.. row.DistinctBy(cell => cell.Name).Select(cell => KeyValuePair.Create(cell.Name, (object?)cell.Cell))];
}
