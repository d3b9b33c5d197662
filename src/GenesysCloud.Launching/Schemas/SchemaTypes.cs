using System.Text.Json;
using GenesysCloud.Json;

namespace GenesysCloud.Launching.Schemas;

/// <summary>The type that a schema declares.</summary>
/// <param name="Type">The type.</param>
/// <param name="IsArchitect">Whether Architect names it by an id.</param>
internal readonly record struct DeclaredType(FlowVariableType Type, bool IsArchitect);

/// <summary>
/// Finds the type of a schema: by its <c>archDataTypeId</c>, else by what it offers in <c>oneOf</c> or <c>anyOf</c>, else by its
/// <c>type</c>.
/// </summary>
internal sealed class SchemaTypes(JsonElement document)
{
    private const int MaxDepth = 8;

    // References may branch again and again; no document of Architect comes near this.
    private const int MostSchemas = 1_000;

    private int _schemas;

    /// <summary>The type of a schema.</summary>
    public DeclaredType Of(SchemaNode node)
    {
        _schemas = 0;
        return Of(node, 0);
    }

    /// <summary>The JSON that a schema takes.</summary>
    public DeclaredForms FormsOf(SchemaNode node)
    {
        _schemas = 0;
        var forms = new DeclaredForms();
        Collect(node, forms, 0);
        return forms;
    }

    /// <summary>Of a list's schema, the part that says what its items are.</summary>
    public SchemaNode ArrayIn(SchemaNode node)
    {
        _schemas = 0;
        return ArrayIn(node, 0) ?? default;
    }

    /// <summary>The types that a schema's <c>type</c> names; empty if it names none.</summary>
    internal static List<string> WordsOf(JsonElement schema) =>
        LenientJson.Text(schema, "type") is { } single ? [single] : FlowSchemaReader.Texts(schema, "type");

    private DeclaredType Of(SchemaNode node, int depth)
    {
        if (++_schemas > MostSchemas || depth > MaxDepth || node.Schema.ValueKind != JsonValueKind.Object)
            return default;
        if (LenientJson.Text(node.Schema, "archDataTypeId") is { } id)
        {
            FlowVariableType? known = ById(id) ?? ByName(node);
            bool isArray = known is null && WordsOf(node.Schema).Contains("array");
            return isArray ? new DeclaredType(FlowVariableType.List, false) : new DeclaredType(known ?? FlowVariableType.Any, true);
        }

        FlowVariableType type = ByMembers(node, depth) ?? ByWord(node.Schema);
        return ByName(node) is { } named && type is FlowVariableType.String or FlowVariableType.Object or FlowVariableType.Any
            ? new DeclaredType(named, true)
            : new DeclaredType(type, false);
    }

    // From Architect's own client code of 2018/19; str and int are confirmed by recorded responses. Audio, phone numbers and complex
    // types have ids too, but nothing tells what JSON they take.
    private static FlowVariableType? ById(string id) => id switch
    {
        "str" => FlowVariableType.String,
        "int" => FlowVariableType.Integer,
        "dec" => FlowVariableType.Decimal,
        "bln" => FlowVariableType.Boolean,
        "dtm" => FlowVariableType.DateTime,
        "dur" => FlowVariableType.Duration,
        "cur" => FlowVariableType.Currency,
        "usr" => FlowVariableType.User,
        "que" => FlowVariableType.Queue,
        "skl" => FlowVariableType.Skill,
        "lac" => FlowVariableType.LanguageSkill,
        "grp" => FlowVariableType.Group,
        "pmt" => FlowVariableType.Prompt,
        _ => null,
    };

    // Definitions of these names are known, but the ids in them are not.
    private static FlowVariableType? ByName(SchemaNode node) => node.DefinitionName switch
    {
        "archDate" => FlowVariableType.Date,
        "archTime" => FlowVariableType.Time,
        "archJSON" => FlowVariableType.Json,
        _ => null,
    };

    /// <summary>The one type that all members apart from null have; Any if they differ; null if there are no members.</summary>
    private FlowVariableType? ByMembers(SchemaNode node, int depth)
    {
        FlowVariableType? only = null;
        foreach (SchemaNode member in MembersOf(node))
        {
            if (IsNull(member.Schema))
                continue;
            FlowVariableType type = Of(member, depth + 1).Type;
            if (only is not null && only != type)
                return FlowVariableType.Any;
            only = type;
        }

        return only;
    }

    private static FlowVariableType ByWord(JsonElement schema)
    {
        List<string> words = WordsOf(schema);
        words.RemoveAll(word => word == "null");
        // A type that is no text, as { "type": ["string", {}] }, is a choice that cannot be read.
        bool isWhole = LenientJson.Property(schema, "type") is not { ValueKind: JsonValueKind.Array } all
            || all.EnumerateArray().All(word => word.ValueKind == JsonValueKind.String);
        return !isWhole || words is not [var only] ? FlowVariableType.Any : only.ToLowerInvariant() switch
        {
            "string" => LenientJson.Text(schema, "format")?.ToLowerInvariant() switch
            {
                "date" => FlowVariableType.Date,
                "date-time" => FlowVariableType.DateTime,
                _ => FlowVariableType.String,
            },
            "integer" => FlowVariableType.Integer,
            "number" => FlowVariableType.Number,
            "boolean" => FlowVariableType.Boolean,
            "array" => FlowVariableType.List,
            "object" => FlowVariableType.Object,
            _ => FlowVariableType.Any,
        };
    }

    private static bool IsNull(JsonElement schema) => WordsOf(schema) is ["null"];

    private IEnumerable<SchemaNode> MembersOf(SchemaNode node)
    {
        foreach (string choice in (string[])["oneOf", "anyOf"])
        {
            if (LenientJson.Property(node.Schema, choice) is not { ValueKind: JsonValueKind.Array } members)
                continue;
            foreach (JsonElement member in members.EnumerateArray())
                yield return SchemaNode.Follow(document, member);
        }
    }

    private SchemaNode? ArrayIn(SchemaNode node, int depth)
    {
        if (++_schemas > MostSchemas || depth > MaxDepth)
            return null;
        if (WordsOf(node.Schema).Contains("array", StringComparer.OrdinalIgnoreCase))
            return node;
        foreach (SchemaNode member in MembersOf(node))
        {
            if (ArrayIn(member, depth + 1) is { } array)
                return array;
        }

        return null;
    }

    private void Collect(SchemaNode node, DeclaredForms forms, int depth)
    {
        if (++_schemas > MostSchemas || depth > MaxDepth || node.Schema.ValueKind != JsonValueKind.Object)
            return;
        forms.Add(node.Schema);
        foreach (SchemaNode member in MembersOf(node))
            Collect(member, forms, depth + 1);
    }
}
