using System.Text.Json;
using GenesysCloud.Json;

namespace GenesysCloud.Launching.Inputs;

/// <summary>
/// The inputs a flow declares, read from the <c>inputSchema</c> of a flow or a flow version. The API types that document as
/// a free object and publishes no example, so whatever is not understood is taken as <see cref="FlowInputType.Any"/>.
/// </summary>
public sealed class FlowInputSchema
{
    private readonly List<FlowInput> _inputs = [];
    private readonly Dictionary<string, FlowInput> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FlowInput> _byBareName = new(StringComparer.OrdinalIgnoreCase);

    private FlowInputSchema(IEnumerable<FlowInput> declared)
    {
        foreach (FlowInput input in declared)
        {
            if (!_byName.TryAdd(input.Name, input))
                continue;
            _inputs.Add(input);
            _byBareName.TryAdd(FlowInput.BareName(input.Name), input);
        }
        UserInput = FindRole("userid");
        ExternalContactInput = FindRole("externalcontactid") ?? FindRole("contactid");
    }

    /// <summary>The declared inputs in their declared order.</summary>
    public IReadOnlyList<FlowInput> Inputs => _inputs;

    /// <summary>The input that takes a user's id: its name, without <c>Flow.</c>, case and <c>_</c>, is <c>userId</c>.</summary>
    public FlowInput? UserInput { get; }

    /// <summary>The input that takes an external contact's id: <c>externalContactId</c>, or else <c>contactId</c>.</summary>
    public FlowInput? ExternalContactInput { get; }

    /// <summary>
    /// Reads a JSON Schema document: <c>required</c> as an array or on each property, <c>type</c> as a word or as an array
    /// with <c>null</c>, <c>format</c> date and date-time, <c>items</c>, <c>enum</c>, <c>default</c>.
    /// Never throws for a foreign shape; what is no object declares nothing.
    /// </summary>
    public static FlowInputSchema Parse(JsonElement schema)
    {
        try
        {
            return new(ReadInputs(schema));
        }
        catch (InvalidOperationException)
        {
            // JSON can escape half a surrogate pair, which no text can hold; a schema with such a name declares nothing usable.
            return new([]);
        }
    }

    /// <summary>Finds an input by its name with or without <c>Flow.</c>, in any case; the exact name wins.</summary>
    public FlowInput? Find(string name) =>
        _byName.TryGetValue(name, out FlowInput? input) || _byBareName.TryGetValue(FlowInput.BareName(name), out input)
            ? input
            : null;

    /// <summary>The declared name nearest to a mistyped one, or null if none is near.</summary>
    public string? Nearest(string name)
    {
        string? nearest = null;
        int least = int.MaxValue;
        foreach (FlowInput input in _inputs)
        {
            if (NameDistance.Between(name, input.Name) is { } distance && distance < least)
                (nearest, least) = (input.Name, distance);
        }
        return nearest;
    }

    private static List<FlowInput> ReadInputs(JsonElement schema)
    {
        var inputs = new List<FlowInput>();
        if (schema.ValueKind != JsonValueKind.Object
            || !schema.TryGetProperty("properties", out JsonElement properties)
            || properties.ValueKind != JsonValueKind.Object)
            return inputs;

        HashSet<string> required = [.. Texts(schema, "required")];
        foreach (JsonProperty property in properties.EnumerateObject())
            inputs.Add(ReadInput(property.Name, property.Value, required.Contains(property.Name)));
        return inputs;
    }

    private static FlowInput ReadInput(string name, JsonElement schema, bool required)
    {
        if (schema.ValueKind != JsonValueKind.Object)
            return new FlowInput { Name = name, Required = required };

        FlowInputType type = TypeOf(schema);
        bool isList = type == FlowInputType.List;
        return new FlowInput
        {
            Name = name,
            Type = type,
            ItemType = isList && schema.TryGetProperty("items", out JsonElement items) ? TypeOf(items) : FlowInputType.Any,
            Required = required
                || (schema.TryGetProperty("required", out JsonElement own) && own.ValueKind == JsonValueKind.True),
            Description = Text(schema, "description"),
            Default = schema.TryGetProperty("default", out JsonElement standard) ? JsonValues.Read(standard) : null,
            AllowedValues = type == FlowInputType.String ? Texts(schema, "enum") : [],
        };
    }

    private static FlowInputType TypeOf(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object)
            return FlowInputType.Any;

        return TypeWord(schema)?.ToLowerInvariant() switch
        {
            "string" => Text(schema, "format")?.ToLowerInvariant() switch
            {
                "date" => FlowInputType.Date,
                "date-time" => FlowInputType.DateTime,
                _ => FlowInputType.String,
            },
            "integer" => FlowInputType.Integer,
            "number" => FlowInputType.Number,
            "boolean" => FlowInputType.Boolean,
            "array" => FlowInputType.List,
            "object" => FlowInputType.Object,
            _ => FlowInputType.Any,
        };
    }

    /// <summary>The one type told, apart from <c>null</c>; null if there is none or a choice.</summary>
    private static string? TypeWord(JsonElement schema)
    {
        if (Text(schema, "type") is { } single)
            return single;

        if (!schema.TryGetProperty("type", out JsonElement types) || types.ValueKind != JsonValueKind.Array)
            return null;

        string? word = null;
        foreach (JsonElement type in types.EnumerateArray())
        {
            if (type.ValueKind == JsonValueKind.String && type.ValueEquals("null"))
                continue;
            if (word is not null || type.ValueKind != JsonValueKind.String)
                return null;
            word = type.GetString();
        }
        return word;
    }

    private static string? Text(JsonElement schema, string name) =>
        schema.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static List<string> Texts(JsonElement schema, string name)
    {
        var texts = new List<string>();
        if (schema.TryGetProperty(name, out JsonElement values) && values.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement value in values.EnumerateArray())
            {
                if (value.ValueKind == JsonValueKind.String)
                    texts.Add(value.GetString()!);
            }
        }
        return texts;
    }

    private FlowInput? FindRole(string role) => _inputs.Find(input => FlowInput.BareName(input.Name)
        .Replace("_", "", StringComparison.Ordinal)
        .Equals(role, StringComparison.OrdinalIgnoreCase));
}
