using System.Text.Json;
using GenesysCloud.Json;

namespace GenesysCloud.Architect;

/// <summary>The response to a launch. Source: FlowExecutionLaunchResponse.</summary>
/// <param name="Id">The execution's id.</param>
/// <param name="Name">Its display name.</param>
/// <param name="FlowVersion">The version that was launched, such as <c>3.0</c>.</param>
public sealed record FlowExecutionLaunchResponse(string Id, string? Name, string? FlowVersion)
{
    /// <summary>
    /// Reads as little as possible: a response that carries an id is a launch, whatever else in it cannot be read.
    /// Null when there is none.
    /// </summary>
    internal static FlowExecutionLaunchResponse? TryRead(ReadOnlySpan<byte> utf8)
    {
        var json = new Utf8JsonReader(utf8);
        try
        {
            (string? id, string? name, string? version) = ReadReference(ref json);
            return string.IsNullOrEmpty(id) ? null : new FlowExecutionLaunchResponse(id, name, version);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // The latter where a property's name is not valid Unicode.
            return null;
        }
    }

    /// <summary>What the next value tells of itself and, as a response to a launch has it, of the version of the flow.</summary>
    private static (string? Id, string? Name, string? Version) ReadReference(ref Utf8JsonReader json)
    {
        string? id = null, name = null, version = null;
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            return default;
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("id"u8))
                id = LenientJson.TextOf(ref json);
            else if (json.ValueTextEquals("name"u8))
                name = LenientJson.TextOf(ref json);
            else if (json.ValueTextEquals("flowVersion"u8))
                version = NameOf(ReadReference(ref json));
            else
                json.Skip();
        }

        return (id, name, version);
    }

    private static string? NameOf((string? Id, string? Name, string? Version) reference) => reference.Id ?? reference.Name;
}
