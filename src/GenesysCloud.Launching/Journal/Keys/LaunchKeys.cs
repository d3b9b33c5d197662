using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using GenesysCloud.Json;
using GenesysCloud.Launching.Flows;

namespace GenesysCloud.Launching.Journal.Keys;

/// <summary>The keys of one run's rows. The same rows have the same keys in every run.</summary>
/// <param name="flowId">Id of the flow.</param>
/// <param name="flowVersion">Version asked for; null for the published one.</param>
/// <param name="ignoreCase">Whether keys, and ids in inputs, that differ in case only are the same.</param>
/// <param name="known">The keys of earlier runs: of those that differ in case only, the first spelling stays.</param>
internal sealed class LaunchKeys(string flowId, string? flowVersion = null, bool ignoreCase = false, IEnumerable<string>? known = null)
{
    /// <summary>Longest key text, in characters.</summary>
    public const int MaxLength = 1000;

    private readonly Dictionary<string, int> _rows = new(ignoreCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
    private readonly HashSet<string> _known = new(ignoreCase ? known ?? [] : [], StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly string _flow = flowId.ToUpperInvariant();

    /// <summary>
    /// The key that a column gives, without white space around it: two rows that differ only there are one row, typed
    /// twice.
    /// </summary>
    /// <param name="text">The cell.</param>
    /// <param name="row">Number of the row.</param>
    /// <exception cref="LaunchKeyException">It is empty, too long, holds half a character, or another row has it.</exception>
    public string FromText(string? text, int row)
    {
        string key = text?.Trim() ?? "";
        if (key.Length == 0)
            throw LaunchKeyException.Empty(row);
        if (key.Length > MaxLength)
            throw LaunchKeyException.TooLong(row, MaxLength);
        if (LoneSurrogate.IsIn(key))
            throw LaunchKeyException.LoneSurrogate(row);
        key = Spelling(key);
        if (!_rows.TryAdd(key, row))
            throw LaunchKeyException.Duplicate(key, _rows[key], row);
        return key;
    }

    /// <summary>A key as an earlier run spelled it, or as it is. No row takes it thereby.</summary>
    public string Spelling(string text) => _known.TryGetValue(text.Trim(), out string? spelled) ? spelled : text.Trim();

    /// <summary>
    /// The key of a row that no column names: a hash of flow, version and inputs, and how many such rows there were so far,
    /// this one included. Equal rows are interchangeable, so it does not matter which of them is the second.
    /// </summary>
    /// <param name="inputs">The inputs as they are sent. Rows that are sent alike are equal: half a character, for example, is
    /// sent as the same sign whichever half it is.</param>
    public string FromInputs(IReadOnlyDictionary<string, object?> inputs)
    {
        // The default encoder escapes all but ASCII. A more relaxed one escapes what Unicode does not define yet, so that the
        // same row would have another key on the next runtime.
        string hash = HashOf([_flow, flowVersion, ignoreCase ? InOneCase(inputs) : inputs]);
        int count = _counts[hash] = _counts.GetValueOrDefault(hash) + 1;
        return string.Create(CultureInfo.InvariantCulture, $"{hash}#{count}");
    }

    /// <summary>A hash of what decides, beside the rows themselves, which inputs a row comes to.</summary>
    /// <param name="target">The flow, its version and its declared inputs.</param>
    /// <param name="constants">What else is given for all rows at once and decides their inputs, by name.</param>
    public static string ShapeOf(LaunchTarget target, IReadOnlyList<KeyValuePair<string, object?>> constants)
    {
        object?[] declared = [.. target.Inputs?.Inputs.Select(input => (object?)$"{input.Name}: {input.TypeName}") ?? []];
        return HashOf([target.Version, target.Inputs is not null, declared, constants]);
    }

    /// <summary>The inputs with ids in one case: systems write a GUID in either.</summary>
    private static Dictionary<string, object?> InOneCase(IEnumerable<KeyValuePair<string, object?>> inputs) =>
        inputs.ToDictionary(input => input.Key, input => InOneCase(input.Value), StringComparer.Ordinal);

    private static object? InOneCase(object? value) => value switch
    {
        string text => Guid.TryParseExact(text, "D", out Guid id) ? id.ToString("D") : text,
        IEnumerable<KeyValuePair<string, object?>> members => InOneCase(members),
        List<object?> items => items.ConvertAll(InOneCase),
        _ => value,
    };

    /// <summary>
    /// A hash of a row's inputs, by which an edited row shows. Rows of equal inputs have different ones, so that it tells nothing of them.
    /// </summary>
    /// <param name="key">The row's key.</param>
    /// <param name="inputs">The inputs as they are sent.</param>
    public ulong HashInputs(string key, IReadOnlyDictionary<string, object?> inputs)
    {
        object?[] values = [_flow, key, inputs];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(PooledJsonWriter.Of(values, static (json, values) => CanonicalJson.Write(json, values)), hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash);
    }

    private static string HashOf(object?[] values) =>
        ShortHash.Of(PooledJsonWriter.Of(values, static (json, values) => CanonicalJson.Write(json, values)));
}
