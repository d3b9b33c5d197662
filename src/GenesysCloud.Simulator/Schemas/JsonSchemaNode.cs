using System.Text.Json;

namespace GenesysCloud.Simulator.Schemas;

/// <summary>
/// A schema prepared for validation. It supports the keywords that Architect uses, and <c>enum</c>, <c>const</c>, <c>anyOf</c>, and
/// <c>allOf</c>. Other keywords, and keywords with an invalid operand, allow every value.
/// </summary>
/// <remarks>
/// No library is used, because schema documents are untrusted: available libraries end the process with a stack overflow if a reference
/// is circular.
/// </remarks>
internal sealed class JsonSchemaNode
{
    // Circular references never end, and circular branches multiply; beyond these limits every value is allowed.
    private const int MaxSteps = 100_000;
    private const int MaxDepth = 256;

    private readonly List<Func<JsonElement, bool>> _rules = [];
    private JsonSchemaNode[]? _oneOf;
    private JsonSchemaNode[]? _anyOf;
    private JsonSchemaNode[]? _allOf;
    private JsonSchemaNode? _items;
    private Dictionary<string, JsonSchemaNode>? _properties;

    private JsonSchemaNode()
    {
    }

    /// <summary>Reads a schema that is part of a document.</summary>
    /// <param name="document">The whole document, in which references are resolved.</param>
    /// <param name="schema">The part to read.</param>
    public static JsonSchemaNode Read(JsonElement document, JsonElement schema) => new Reader(document).Read(schema);

    /// <summary>Whether the schema allows the value.</summary>
    public bool Allows(JsonElement value)
    {
        int steps = MaxSteps;
        return Allows(value, depth: 0, ref steps);
    }

    private bool Allows(JsonElement value, int depth, ref int steps)
    {
        if (--steps < 0 || depth > MaxDepth)
            return true;
        foreach (Func<JsonElement, bool> rule in _rules)
        {
            if (!rule(value))
                return false;
        }

        return (_oneOf is null || Count(_oneOf, value, depth, ref steps) == 1)
            && (_anyOf is null || Count(_anyOf, value, depth, ref steps) > 0)
            && (_allOf is null || Count(_allOf, value, depth, ref steps) == _allOf.Length)
            && AllowsItems(value, depth, ref steps)
            && AllowsMembers(value, depth, ref steps);
    }

    private static int Count(JsonSchemaNode[] branches, JsonElement value, int depth, ref int steps)
    {
        int count = 0;
        foreach (JsonSchemaNode branch in branches)
            count += branch.Allows(value, depth + 1, ref steps) ? 1 : 0;
        return count;
    }

    private bool AllowsItems(JsonElement value, int depth, ref int steps)
    {
        if (_items is null || value.ValueKind is not JsonValueKind.Array)
            return true;
        foreach (JsonElement item in value.EnumerateArray())
        {
            if (!_items.Allows(item, depth + 1, ref steps))
                return false;
        }

        return true;
    }

    private bool AllowsMembers(JsonElement value, int depth, ref int steps)
    {
        if (_properties is null || value.ValueKind is not JsonValueKind.Object)
            return true;
        foreach ((string name, JsonSchemaNode property) in _properties)
        {
            if (value.TryGetProperty(name, out JsonElement member) && !property.Allows(member, depth + 1, ref steps))
                return false;
        }

        return true;
    }

    private sealed class Reader(JsonElement document)
    {
        private readonly Dictionary<string, JsonSchemaNode> _referred = [];

        public JsonSchemaNode Read(JsonElement schema)
        {
            var node = new JsonSchemaNode();
            Fill(node, schema);
            return node;
        }

        private void Fill(JsonSchemaNode node, JsonElement schema)
        {
            if (schema.ValueKind is JsonValueKind.False)
                node._rules.Add(static _ => false);
            if (schema.ValueKind is not JsonValueKind.Object)
                return;
            if (Text(schema, "$ref") is { } reference)
            {
                // In draft-07, all keywords beside a reference are ignored.
                if (Referred(reference) is { } referred)
                    node._allOf = [referred];
                return;
            }

            foreach (JsonProperty keyword in schema.EnumerateObject())
            {
                if (Rule(keyword.Name, keyword.Value) is { } rule)
                    node._rules.Add(rule);
            }

            node._oneOf = Branches(schema, "oneOf");
            node._anyOf = Branches(schema, "anyOf");
            node._allOf = Branches(schema, "allOf");
            if (schema.TryGetProperty("items", out JsonElement items) && items.ValueKind is JsonValueKind.Object)
                node._items = Read(items);
            if (schema.TryGetProperty("properties", out JsonElement properties) && properties.ValueKind is JsonValueKind.Object)
                node._properties = Properties(properties);
        }

        private Dictionary<string, JsonSchemaNode> Properties(JsonElement properties)
        {
            var nodes = new Dictionary<string, JsonSchemaNode>();
            foreach (JsonProperty property in properties.EnumerateObject())
                nodes[property.Name] = Read(property.Value);
            return nodes;
        }

        private JsonSchemaNode[]? Branches(JsonElement schema, string keyword) =>
            schema.TryGetProperty(keyword, out JsonElement branches)
                && branches.ValueKind is JsonValueKind.Array && branches.GetArrayLength() > 0
                ? [.. branches.EnumerateArray().Select(Read)]
                : null;

        /// <summary>The target of a local reference; null if the reference is not local or has no target.</summary>
        private JsonSchemaNode? Referred(string reference)
        {
            if (_referred.TryGetValue(reference, out JsonSchemaNode? known))
                return known;
            if (JsonReference.Find(document, reference) is not { } schema)
                return null;
            // Added before it is read, so that a circular reference finds it.
            JsonSchemaNode node = _referred[reference] = new JsonSchemaNode();
            Fill(node, schema);
            return node;
        }
    }

    private static string? Text(JsonElement schema, string keyword) =>
        schema.TryGetProperty(keyword, out JsonElement value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    /// <summary>The rule of a keyword; null if the keyword is unknown or its operand is invalid.</summary>
    private static Func<JsonElement, bool>? Rule(string keyword, JsonElement operand) => keyword switch
    {
        "type" => JsonSchemaRules.Type(operand),
        "enum" when operand.ValueKind is JsonValueKind.Array => JsonSchemaRules.Enum([.. operand.EnumerateArray()]),
        "const" => JsonSchemaRules.Enum([operand]),
        "minimum" or "maximum" when operand.ValueKind is JsonValueKind.Number => JsonSchemaRules.Bound(keyword, operand.GetDouble()),
        "minLength" or "maxLength" or "minItems" or "maxItems" when operand.ValueKind is JsonValueKind.Number =>
            JsonSchemaRules.Length(keyword, operand.GetDouble()),
        "required" when operand.ValueKind is JsonValueKind.Array => JsonSchemaRules.Required(operand),
        "pattern" when operand.ValueKind is JsonValueKind.String => JsonSchemaRules.Pattern(operand.GetString()!),
        "format" when operand.ValueKind is JsonValueKind.String => JsonSchemaRules.Format(operand.GetString()!),
        "archDataTypeId" when operand.ValueKind is JsonValueKind.String => JsonSchemaRules.DataType(operand.GetString()!),
        _ => null,
    };
}
