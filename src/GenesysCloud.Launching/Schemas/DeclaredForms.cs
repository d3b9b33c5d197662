using System.Text.Json;
using GenesysCloud.Json;

namespace GenesysCloud.Launching.Schemas;

/// <summary>Gathers the JSON that a schema takes from its <c>type</c> and from the members of its <c>oneOf</c>.</summary>
internal sealed class DeclaredForms
{
    private readonly List<TextForm> _texts = [];
    private readonly List<string> _allowed = [];
    private bool _null;
    private bool _number;
    private bool _boolean;
    private bool _array;
    private ObjectForm? _object;

    /// <summary>Whether it takes null; a schema that names no type does.</summary>
    public bool TakesNull => _null || !ToWireForms().IsDeclared;

    /// <summary>The least number it takes.</summary>
    public decimal? Minimum { get; private set; }

    /// <summary>The greatest number it takes.</summary>
    public decimal? Maximum { get; private set; }

    /// <summary>Most characters of a text; null if some text has no limit.</summary>
    public int? MaxLength =>
        _texts.Count > 0 && _texts.TrueForAll(text => text.MaxLength is not null) ? _texts.Max(text => text.MaxLength) : null;

    /// <summary>The texts it takes, if it lists them.</summary>
    public IReadOnlyList<string> AllowedValues => _allowed;

    public WireForms ToWireForms() => new(_texts, _number, _boolean, _object, _array);

    /// <summary>Adds what one schema takes by itself, without its <c>oneOf</c>.</summary>
    public void Add(JsonElement schema)
    {
        foreach (string word in SchemaTypes.WordsOf(schema))
            Add(word.ToLowerInvariant(), schema);
    }

    /// <summary>A count in a schema, such as <c>maxItems</c>; null if there is none that can be one.</summary>
    public static int? Count(JsonElement schema, string name) =>
        LenientJson.Number(schema, name) is { } number and >= 0 and <= int.MaxValue ? (int)number : null;

    private static decimal? Limit(JsonElement schema, string name) =>
        LenientJson.Property(schema, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetDecimal(out decimal limit)
            ? limit
            : null;

    private static ObjectForm ObjectOf(JsonElement schema)
    {
        List<string> members = [];
        List<string> texts = [];
        if (LenientJson.Property(schema, "properties") is { ValueKind: JsonValueKind.Object } properties)
        {
            foreach (JsonProperty member in properties.EnumerateObject())
            {
                if (LenientJson.NameOf(member) is not { } name)
                    continue;
                members.Add(name);
                if (SchemaTypes.WordsOf(member.Value) is { Count: > 0 } words && words.TrueForAll(word => word is "string" or "null"))
                    texts.Add(name);
            }
        }

        return new ObjectForm(members, FlowSchemaReader.Texts(schema, "required"), texts);
    }

    private void Add(string word, JsonElement schema)
    {
        switch (word)
        {
            case "null":
                _null = true;
                break;
            case "string":
                _texts.Add(new TextForm(
                    Count(schema, "minLength"), Count(schema, "maxLength"), TextForm.PatternOf(LenientJson.Text(schema, "pattern"))));
                _allowed.AddRange(FlowSchemaReader.Texts(schema, "enum"));
                break;
            case "integer" or "number":
                _number = true;
                Minimum ??= Limit(schema, "minimum");
                Maximum ??= Limit(schema, "maximum");
                break;
            case "boolean":
                _boolean = true;
                break;
            case "object":
                _object ??= ObjectOf(schema);
                break;
            case "array":
                _array = true;
                break;
        }
    }
}
