using System.Text.Json;
using GenesysCloud.Json;

namespace GenesysCloud.Architect;

/// <summary>The answer to a launch. Source: FlowExecutionLaunchResponse.</summary>
/// <param name="Id">The execution's id.</param>
/// <param name="Name">Its display name.</param>
/// <param name="FlowVersion">The version that was launched, such as <c>3.0</c>.</param>
public sealed record FlowExecutionLaunchResponse(string Id, string? Name, string? FlowVersion)
{
    /// <summary>
    /// Reads as little as possible: an answer that carries an id is a launch, whatever else in it cannot be read.
    /// Null when there is none.
    /// </summary>
    internal static FlowExecutionLaunchResponse? TryRead(ReadOnlySpan<byte> utf8)
    {
        string? id = null, name = null, version = null;
        var json = new Utf8JsonReader(utf8);
        try
        {
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
                return null;
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                if (json.ValueTextEquals("id"u8))
                    id = LenientJson.TextOf(ref json);
                else if (json.ValueTextEquals("name"u8))
                    name = LenientJson.TextOf(ref json);
                else if (json.ValueTextEquals("flowVersion"u8))
                    version = VersionOf(ref json);
                else
                    json.Skip();
            }
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // The latter where a property's name is not valid Unicode.
            return null;
        }

        return string.IsNullOrEmpty(id) ? null : new FlowExecutionLaunchResponse(id, name, version);
    }

    /// <summary>What the reference to the version calls it, by its id or else by its name.</summary>
    private static string? VersionOf(ref Utf8JsonReader json)
    {
        string? id = null, name = null;
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            return null;
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("id"u8))
                id = LenientJson.TextOf(ref json);
            else if (json.ValueTextEquals("name"u8))
                name = LenientJson.TextOf(ref json);
            else
                json.Skip();
        }

        return id ?? name;
    }
}
