using System.Runtime.CompilerServices;
using System.Text.Json;
using GenesysCloud.Architect;
using GenesysCloud.Json;

namespace GenesysCloud.Launching.Executions;

/// <summary>A type of an output that JSON alone does not tell.</summary>
internal enum OutputType
{
    /// <summary>Any other: the value is as its JSON says.</summary>
    Any,

    /// <summary>A whole number, which Genesys Cloud sends as text.</summary>
    Integer,

    /// <summary>A decimal number, sent as text or as a number.</summary>
    Decimal,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A day, <c>yyyy-MM-dd</c>.</summary>
    Date,

    /// <summary>An instant, in ISO 8601 with a zone.</summary>
    DateTime,
}

/// <summary>The types of a flow version's outputs, by the <c>archDataTypeId</c> of its output schema. Read once for each version object.</summary>
internal sealed class OutputTypes
{
    private static readonly ConditionalWeakTable<FlowVersion, OutputTypes> s_known = [];

    private readonly Dictionary<string, OutputType> _types = new(StringComparer.Ordinal);

    private OutputTypes(JsonElement schema)
    {
        if (LenientJson.Property(schema, "properties") is not { ValueKind: JsonValueKind.Object } outputs)
            return;
        JsonElement? definitions = LenientJson.Property(schema, "definitions");
        foreach (JsonProperty output in outputs.EnumerateObject())
        {
            try
            {
                // The items of a list are read like single values.
                _types[output.Name] = TypeOf(LenientJson.Property(output.Value, "items") ?? output.Value, definitions);
            }
            catch (InvalidOperationException)
            {
                // Its name is not valid Unicode (a lone surrogate escape), and so no output's.
            }
        }
    }

    /// <summary>Of a version that declares nothing.</summary>
    public static OutputTypes None { get; } = new(default(JsonElement));

    /// <summary>The types of a version's outputs; none for null and for a version without a schema.</summary>
    public static OutputTypes Of(FlowVersion? version) => version?.OutputSchema is null
        ? None
        : s_known.GetValue(version, static version => new OutputTypes(version.OutputSchema!.Value));

    /// <summary>The type of an output, or of the items of a list.</summary>
    public OutputType this[string output] => _types.GetValueOrDefault(output);

    private static OutputType TypeOf(JsonElement declared, JsonElement? definitions)
    {
        const string Local = "#/definitions/";
        if (LenientJson.Text(declared, "$ref") is { } reference)
        {
            if (!reference.StartsWith(Local, StringComparison.Ordinal) || definitions is not { } all
                || LenientJson.Property(all, reference[Local.Length..]) is not { } definition)
                return OutputType.Any;
            declared = definition;
        }

        return LenientJson.Text(declared, "archDataTypeId") switch
        {
            "int" => OutputType.Integer,
            "dec" => OutputType.Decimal,
            "bln" => OutputType.Boolean,
            "dat" => OutputType.Date,
            "dtm" => OutputType.DateTime,
            _ => ByPlainType(declared),
        };
    }

    // What a schema says in the plain words of JSON Schema.
    private static OutputType ByPlainType(JsonElement declared) => (LenientJson.Text(declared, "type"), LenientJson.Text(declared, "format")) switch
    {
        ("integer", _) => OutputType.Integer,
        ("number", _) => OutputType.Decimal,
        ("boolean", _) => OutputType.Boolean,
        ("string", "date") => OutputType.Date,
        ("string", "date-time") => OutputType.DateTime,
        _ => OutputType.Any,
    };
}
