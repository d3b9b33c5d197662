using System.Globalization;
using System.Text.Json;
using GenesysCloud.Simulator.Schemas;

namespace GenesysCloud.Simulator.Json;

/// <summary>A value in a JSON document together with its path, so that every error can name the path.</summary>
/// <remarks>Reading a value that is not as expected throws a <see cref="JsonFormatException"/>.</remarks>
internal readonly struct JsonCursor(JsonElement value, string path)
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

    /// <summary>Parses a document; the cursor is at its root.</summary>
    /// <exception cref="JsonException">The document is not valid JSON.</exception>
    public static JsonCursor Parse(ReadOnlyMemory<byte> document)
    {
        JsonTextValidation.ThrowIfInvalid(document.Span);
        return new JsonCursor(JsonElement.Parse(document.Span, s_json), "");
    }

    public bool IsNull => _value.ValueKind is JsonValueKind.Null;

    public bool IsString => _value.ValueKind is JsonValueKind.String;

    public bool IsArray => _value.ValueKind is JsonValueKind.Array;

    /// <summary>The error for this value, to be thrown by the caller.</summary>
    public JsonFormatException Expected(string expected, string found) =>
        new($"{(Path.Length == 0 ? "top level" : Path)}: expected {expected}, found {found}.");

    /// <summary>Requires an object that has no members other than these.</summary>
    public void AllowOnly(params ReadOnlySpan<string> names)
    {
        foreach (JsonProperty member in AsObject().EnumerateObject())
        {
            if (!names.Contains(member.Name))
                throw Expected($"only {string.Join(", ", names!)}", $"'{member.Name}'");
        }
    }

    /// <summary>The member of that name; null if there is none or its value is <c>null</c>.</summary>
    public JsonCursor? Find(string name) =>
        AsObject().TryGetProperty(name, out JsonElement value) && value.ValueKind is not JsonValueKind.Null ? Child(name, value) : null;

    /// <summary>The raw value of a member; JSON <c>null</c> if there is no such member.</summary>
    public JsonElement GetRaw(string name) => AsObject().TryGetProperty(name, out JsonElement value) ? value : s_null;

    /// <summary>All members, including those whose value is <c>null</c>.</summary>
    public IEnumerable<(string Name, JsonCursor Value)> Members()
    {
        JsonCursor cursor = this;
        return AsObject().EnumerateObject().Select(member => (member.Name, cursor.Child(member.Name, member.Value)));
    }

    /// <summary>Whether the member exists, even with the value <c>null</c>.</summary>
    public bool Has(string name) => AsObject().TryGetProperty(name, out _);

    /// <summary>Whether the member exists and its value is <c>null</c>.</summary>
    public bool HasNull(string name) => AsObject().TryGetProperty(name, out JsonElement value) && value.ValueKind is JsonValueKind.Null;

    /// <summary>The items of an array; none if there is no such member.</summary>
    public IEnumerable<JsonCursor> GetArray(string name)
    {
        if (Find(name) is not { } array)
            return [];
        if (!array.IsArray)
            throw array.Expected("an array", array.Kind);
        return array._value.EnumerateArray().Select((element, index) => new JsonCursor(element, $"{array.Path}[{index}]"));
    }

    /// <summary>A string that is not empty; required if there is no default.</summary>
    public string GetString(string name, string? defaultValue = null)
    {
        if (Find(name) is not { } member)
            return defaultValue ?? throw Expected($"a '{name}' that is a string", "none");
        return member.AsString() is { Length: > 0 } text ? text : throw member.Expected("a string that is not empty", "''");
    }

    public string? GetOptionalString(string name) => Find(name)?.AsString();

    /// <summary>A GUID in its canonical form; null if there is no such member.</summary>
    public string? GetGuid(string name)
    {
        if (Find(name) is not { } member)
            return null;
        return Guid.TryParse(member.AsString(), out Guid guid) ? guid.ToString() : throw member.Expected("a GUID", member.Shown);
    }

    /// <summary>A Boolean; false if there is no such member.</summary>
    public bool GetBoolean(string name) => Find(name)?.AsBoolean() ?? false;

    public int? GetInt32(string name, int min, int max = int.MaxValue) => Find(name)?.AsInt32(min, max);

    public TimeSpan? GetSeconds(string name)
    {
        if (Find(name) is not { } member)
            return null;
        return member.AsDouble() is >= 0 and < 1e9 and var seconds
            ? TimeSpan.FromSeconds(seconds)
            : throw member.Expected("a number of seconds", member.Shown);
    }

    /// <summary>A number from 0 to 1; 0 if there is no such member.</summary>
    public double GetFraction(string name)
    {
        if (Find(name) is not { } member)
            return 0;
        return member.AsDouble() is >= 0 and <= 1 and var fraction ? fraction : throw member.Expected("a number from 0 to 1", member.Shown);
    }

    public T GetOneOf<T>(string name, IReadOnlyDictionary<string, T> values, T defaultValue) =>
        Find(name) is { } member ? member.AsOneOf(values) : defaultValue;

    public T AsOneOf<T>(IReadOnlyDictionary<string, T> values) => IsString && values.TryGetValue(AsString(), out T? value)
        ? value
        : throw Expected($"one of {string.Join(", ", values.Keys)}", Shown);

    public string AsString() => IsString ? _value.GetString()! : throw Expected("a string", Kind);

    public JsonElement AsObject() => _value.ValueKind is JsonValueKind.Object ? _value : throw Expected("an object", Kind);

    public bool AsBoolean() =>
        _value.ValueKind is JsonValueKind.True or JsonValueKind.False ? _value.GetBoolean() : throw Expected("true or false", Shown);

    public int AsInt32(int min, int max)
    {
        if (_value.ValueKind is JsonValueKind.Number && _value.TryGetInt32(out int number) && number >= min && number <= max)
            return number;
        throw Expected(max == int.MaxValue ? $"a whole number of at least {min}" : $"a whole number from {min} to {max}", Shown);
    }

    /// <summary>A duration as <c>[d.]hh:mm:ss[.fff]</c>. A bare number would be read as days, which is never meant.</summary>
    public TimeSpan AsDuration(TimeSpan min, TimeSpan max)
    {
        if (IsString && AsString() is { Length: >= 8 } text
            && TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out TimeSpan duration)
            && duration >= min && duration <= max)
        {
            return duration;
        }

        throw Expected($"a duration from \"{min:c}\" to \"{max:c}\"", Shown);
    }

    private double AsDouble() => _value.ValueKind is JsonValueKind.Number ? _value.GetDouble() : throw Expected("a number", Kind);

    private JsonCursor Child(string name, JsonElement value) => new(value, Path.Length == 0 ? name : $"{Path}.{name}");

    private string Kind => _value.ValueKind.ToString().ToLowerInvariant();

    /// <summary>The value if it is short, otherwise its kind.</summary>
    private string Shown => _value.ValueKind switch
    {
        JsonValueKind.String => $"'{_value.GetString()}'",
        JsonValueKind.Number => _value.GetRawText(),
        _ => Kind,
    };
}
