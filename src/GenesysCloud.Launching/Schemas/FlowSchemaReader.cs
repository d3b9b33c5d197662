using System.Text.Json;
using GenesysCloud.Json;

namespace GenesysCloud.Launching.Schemas;

/// <summary>A variable as a schema declares it, with what only inputs have.</summary>
internal sealed record FlowDeclaration(FlowVariable Variable, bool Required, object? Default);

/// <summary>
/// Reads the variables of an input or output schema. In Architect's documents a variable refers to a definition such as
/// <c>archInteger</c>, which names its type in <c>archDataTypeId</c> and lists in <c>oneOf</c> the JSON it takes, null among it; a list has
/// such a reference in <c>items</c>. The plain words of JSON Schema are read as well.
/// </summary>
internal sealed class FlowSchemaReader
{
    private readonly JsonElement _document;
    private readonly SchemaTypes _types;

    private FlowSchemaReader(JsonElement document) => (_document, _types) = (document, new SchemaTypes(document));

    /// <summary>
    /// The declared variables in their order. Never throws: what cannot be read is Any, and a name that is no text declares nothing.
    /// </summary>
    public static List<FlowDeclaration> Read(JsonElement document)
    {
        var declarations = new List<FlowDeclaration>();
        if (LenientJson.Property(document, "properties") is not { ValueKind: JsonValueKind.Object } properties)
            return declarations;

        HashSet<string> required = [.. Texts(document, "required")];
        var reader = new FlowSchemaReader(document);
        foreach (JsonProperty property in properties.EnumerateObject())
        {
            if (LenientJson.NameOf(property) is { } name)
                declarations.Add(reader.Read(name, property.Value, required.Contains(name)));
        }

        return declarations;
    }

    private FlowDeclaration Read(string name, JsonElement schema, bool required)
    {
        var node = SchemaNode.Follow(_document, schema);
        DeclaredType type = _types.Of(node);
        SchemaNode array = type.Type == FlowVariableType.List ? _types.ArrayIn(node) : default;
        SchemaNode value = type.Type != FlowVariableType.List ? node
            : LenientJson.Property(array.Schema, "items") is { ValueKind: JsonValueKind.Object } items ? SchemaNode.Follow(_document, items)
            : default;
        DeclaredType valueType = type.Type == FlowVariableType.List ? _types.Of(value) : type;
        DeclaredForms forms = _types.FormsOf(value);
        bool isInteger = valueType is { IsArchitect: true, Type: FlowVariableType.Integer };
        var variable = new FlowVariable
        {
            Name = name,
            Type = type.Type,
            ItemType = type.Type == FlowVariableType.List ? valueType.Type : FlowVariableType.Any,
            AllowsNull = type.Type == FlowVariableType.List ? _types.FormsOf(node).TakesNull : forms.TakesNull,
            MaxLength = valueType.Type != FlowVariableType.String ? null
                : forms.MaxLength ?? (valueType.IsArchitect ? FlowLimits.TextLength : null),
            Minimum = forms.Minimum ?? (isInteger ? -FlowLimits.Integer : null),
            Maximum = forms.Maximum ?? (isInteger ? FlowLimits.Integer : null),
            MaxItems = type.Type != FlowVariableType.List ? null
                : DeclaredForms.Count(array.Schema, "maxItems") ?? (valueType.IsArchitect ? FlowLimits.ListItems : null),
            Description = LenientJson.Text(schema, "description") ?? LenientJson.Text(node.Schema, "description"),
            AllowedValues = type.Type == FlowVariableType.String ? forms.AllowedValues : [],
            IsArchitectType = valueType.IsArchitect,
            ItemsAllowNull = !valueType.IsArchitect || forms.TakesNull,
            Forms = forms.ToWireForms(),
        };
        bool isRequired = required || LenientJson.Property(schema, "required") is { ValueKind: JsonValueKind.True };
        return new FlowDeclaration(variable, isRequired, DefaultOf(schema));
    }

    internal static List<string> Texts(JsonElement schema, string name)
    {
        var texts = new List<string>();
        if (LenientJson.Property(schema, name) is { ValueKind: JsonValueKind.Array } values)
        {
            foreach (JsonElement value in values.EnumerateArray())
            {
                if (LenientJson.TextOf(value) is { } text)
                    texts.Add(text);
            }
        }

        return texts;
    }

    private static object? DefaultOf(JsonElement schema)
    {
        try
        {
            return LenientJson.Property(schema, "default") is { } value ? JsonValues.Read(value) : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
