using System.Collections.Concurrent;
using System.Text.Json;
using GenesysCloud.Json;

namespace GenesysCloud.Architect;

/// <summary>
/// The versions of flows that executions ran. Every execution carries its version with both schemas, up to 25 kB; a published version never
/// changes, so it is read once for each flow and version, and skipped in all other responses. Safe from many threads.
/// </summary>
internal sealed class ExecutedVersions
{
    // More versions than one program follows at once; beyond it they are simply read again.
    private const int Most = 256;

    private readonly ConcurrentDictionary<(string Flow, string Version), FlowVersion> _versions = new();
    private int _read;

    /// <summary>How many versions were read out of a response, schemas and all.</summary>
    public int Read => Volatile.Read(ref _read);

    /// <summary>The version in the body of an execution; the same object for all executions of it. Null if it holds none.</summary>
    /// <param name="execution">A JSON object.</param>
    /// <exception cref="JsonException">The version is not as it is documented.</exception>
    public FlowVersion? Of(ReadOnlySpan<byte> execution)
    {
        ReadOnlySpan<byte> body = VersionIn(execution);
        if (body.IsEmpty)
            return null;
        (string Flow, string Version)? key = KeyOf(body);
        if (key is { } known && _versions.TryGetValue(known, out FlowVersion? version))
            return version;

        Interlocked.Increment(ref _read);
        version = JsonSerializer.Deserialize(body, GenesysJson.Default.FlowVersion);
        if (key is null || version is null)
            return version;
        if (_versions.Count >= Most)
            _versions.Clear();
        return _versions.GetOrAdd(key.Value, version);
    }

    private static ReadOnlySpan<byte> VersionIn(ReadOnlySpan<byte> execution)
    {
        var json = new Utf8JsonReader(execution);
        ReadOnlySpan<byte> version = default;
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            bool isVersion = json.ValueTextEquals("flowVersion"u8);
            json.Read();
            int start = (int)json.TokenStartIndex;
            json.Skip();
            if (isVersion)
                version = execution[start..(int)json.BytesConsumed];
        }

        return version;
    }

    // The flow is named by the version's links alone; a version without one is no one's in particular.
    private static (string Flow, string Version)? KeyOf(ReadOnlySpan<byte> version)
    {
        var json = new Utf8JsonReader(version);
        string? id = null, selfUri = null, configurationUri = null;
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            return null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("id"u8))
                id = LenientJson.TextOf(ref json);
            else if (json.ValueTextEquals("selfUri"u8))
                selfUri = LenientJson.TextOf(ref json);
            else if (json.ValueTextEquals("configurationUri"u8))
                configurationUri = LenientJson.TextOf(ref json);
            else
                json.Skip();
        }

        return id is { Length: > 0 } && (FlowVersion.FlowIn(configurationUri) ?? FlowVersion.FlowIn(selfUri)) is { } flow
            ? (flow, id)
            : null;
    }
}
