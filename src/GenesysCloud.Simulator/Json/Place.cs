using System.Globalization;
using System.Text.Json;

namespace GenesysCloud.Simulator;

/// <summary>Something in a document is not what it should be.</summary>
internal sealed class MisplacedException(string message) : Exception(message);

/// <summary>A value in a JSON document and the way to it, so that every fault can be told with its place.</summary>
internal readonly struct Place(JsonElement value, string path)
{
    private static readonly JsonDocumentOptions s_json = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        AllowDuplicateProperties = false,
    };

    private static readonly JsonElement s_null = JsonElement.Parse("null");

    private readonly JsonElement _value = value;

    private string Path { get; } = path;

    /// <summary>The document itself.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static Place Top(ReadOnlyMemory<byte> document)
    {
        JsonText.Demand(document.Span);
        return new Place(JsonElement.Parse(document.Span, s_json), "");
    }

    public bool IsNull => _value.ValueKind is JsonValueKind.Null;

    public bool IsText => _value.ValueKind is JsonValueKind.String;

    public bool IsList => _value.ValueKind is JsonValueKind.Array;

    public MisplacedException Expected(string expected, string found) =>
        new($"{(Path.Length == 0 ? "top level" : Path)}: expected {expected}, found {found}.");

    /// <summary>Checks that this is an object with no other members than these.</summary>
    public void Only(params ReadOnlySpan<string> names)
    {
        foreach (var member in AsObject().EnumerateObject())
            if (!names.Contains(member.Name))
                throw Expected($"only {string.Join(", ", names!)}", $"'{member.Name}'");
    }

    public Place? Member(string name) =>
        AsObject().TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null ? Inside(name, value) : null;

    /// <summary>The value of a member, whatever it is; null where there is no such member.</summary>
    public JsonElement Value(string name) => AsObject().TryGetProperty(name, out JsonElement value) ? value : s_null;

    /// <summary>All members, those that say <c>null</c> included.</summary>
    public IEnumerable<(string Name, Place Value)> Members()
    {
        var place = this;
        return AsObject().EnumerateObject().Select(member => (member.Name, place.Inside(member.Name, member.Value)));
    }

    /// <summary>Whether the member is there, whatever it says.</summary>
    public bool Has(string name) => AsObject().TryGetProperty(name, out _);

    /// <summary>Whether the member is there and says <c>null</c>.</summary>
    public bool SaysNull(string name) => AsObject().TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Null;

    public IEnumerable<Place> List(string name)
    {
        if (Member(name) is not { } list) return [];
        if (list._value.ValueKind is not JsonValueKind.Array) throw list.Expected("a list", list.Kind);
        return list._value.EnumerateArray().Select((element, index) => new Place(element, $"{list.Path}[{index}]"));
    }

    /// <summary>A text that is not empty.</summary>
    public string Text(string name, string? otherwise = null) => Member(name) is { } member
        ? member.AsText() is { Length: > 0 } text ? text : throw member.Expected("a text", "an empty one")
        : otherwise ?? throw Expected($"a '{name}' that is a text", "none");

    public string? OptionalText(string name) => Member(name)?.AsText();

    public string? Guid(string name) => Member(name) is not { } member ? null
        : System.Guid.TryParse(member.AsText(), out var guid) ? guid.ToString()
        : throw member.Expected("a GUID", $"'{member.AsText()}'");

    public bool Flag(string name) => Member(name)?.AsFlag() ?? false;

    public int? Whole(string name, int least, int most = int.MaxValue) => Member(name)?.AsWhole(least, most);

    public TimeSpan? Seconds(string name) => Member(name) is not { } member ? null
        : member.Number() is >= 0 and < 1e9 and var seconds ? TimeSpan.FromSeconds(seconds)
        : throw member.Expected("a number of seconds", member.Shown);

    public double Share(string name) => Member(name) is not { } member ? 0
        : member.Number() is >= 0 and <= 1 and var share ? share
        : throw member.Expected("a number from 0 to 1", member.Shown);

    public T OneOf<T>(string name, IReadOnlyDictionary<string, T> values, T otherwise) => Member(name) is { } member ? member.AsOneOf(values) : otherwise;

    public T AsOneOf<T>(IReadOnlyDictionary<string, T> values) => IsText && values.TryGetValue(AsText(), out var value)
        ? value
        : throw Expected($"one of {string.Join(", ", values.Keys)}", Shown);

    public string AsText() => IsText ? _value.GetString()! : throw Expected("a text", Kind);

    public JsonElement AsObject() => _value.ValueKind is JsonValueKind.Object ? _value : throw Expected("an object", Kind);

    public bool AsFlag() => _value.ValueKind is JsonValueKind.True or JsonValueKind.False ? _value.GetBoolean() : throw Expected("true or false", Shown);

    public int AsWhole(int least, int most) =>
        _value.ValueKind is JsonValueKind.Number && _value.TryGetInt32(out var number) && number >= least && number <= most ? number
        : throw Expected(most == int.MaxValue ? $"a whole number from {least} on" : $"a whole number from {least} to {most}", Shown);

    /// <summary>A duration as <c>[d.]hh:mm:ss[.fff]</c>. A bare number would be taken for days, which nobody means.</summary>
    public TimeSpan AsDuration(TimeSpan least, TimeSpan most) =>
        IsText && AsText() is { Length: >= 8 } text && TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var duration)
            && duration >= least && duration <= most ? duration
        : throw Expected($"a duration from \"{least:c}\" to \"{most:c}\"", Shown);

    private Place Inside(string name, JsonElement value) => new(value, Path.Length == 0 ? name : $"{Path}.{name}");

    private string Kind => _value.ValueKind.ToString().ToLowerInvariant();

    /// <summary>The value where it is short, else what kind it is.</summary>
    private string Shown => _value.ValueKind switch
    {
        JsonValueKind.String => $"'{_value.GetString()}'",
        JsonValueKind.Number => _value.GetRawText(),
        _ => Kind,
    };

    private double? Number() => _value.ValueKind is JsonValueKind.Number ? _value.GetDouble() : throw Expected("a number", Kind);
}
