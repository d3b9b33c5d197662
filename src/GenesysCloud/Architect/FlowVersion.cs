using System.Text.Json;
using GenesysCloud.Http;

namespace GenesysCloud.Architect;

/// <summary>One version of a flow. Source: FlowVersion.</summary>
public sealed class FlowVersion : IApiModel
{
    /// <summary>The version, such as <c>3.0</c>.</summary>
    public string? Id { get; init; }

    /// <summary>Its name, usually the same text.</summary>
    public string? Name { get; init; }

    /// <summary><c>PUBLISH</c>, <c>CHECKIN</c> or <c>SAVE</c>.</summary>
    public string? Type { get; init; }

    /// <summary>The version whose code it is.</summary>
    public string? CommitVersion { get; init; }

    /// <summary>The version of its configuration.</summary>
    public string? ConfigurationVersion { get; init; }

    /// <summary>Whether it handles protected data.</summary>
    public bool? Secure { get; init; }

    /// <summary>Whether it runs with debug data.</summary>
    public bool? Debug { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? DateCreated { get; init; }

    /// <summary>When it was checked in.</summary>
    public DateTimeOffset? DateCheckedIn { get; init; }

    /// <summary>When it was saved.</summary>
    public DateTimeOffset? DateSaved { get; init; }

    /// <summary>When it was published.</summary>
    public DateTimeOffset? DatePublished { get; init; }

    /// <summary>When another version took its place.</summary>
    public DateTimeOffset? DatePublishedEnd { get; init; }

    /// <summary>JSON Schema of the declared inputs.</summary>
    public JsonElement? InputSchema { get; init; }

    /// <summary>JSON Schema of the outputs.</summary>
    public JsonElement? OutputSchema { get; init; }

    /// <summary>Where it can be read, relative to the API host; holds the flow's id.</summary>
    public string? SelfUri { get; init; }

    /// <summary>Where its configuration can be read, relative to the API host; holds the flow's id.</summary>
    public string? ConfigurationUri { get; init; }

    /// <summary>The id of the flow that this is a version of; null where no link of it says so.</summary>
    public string? FlowId => FlowIn(ConfigurationUri) ?? FlowIn(SelfUri);

    /// <inheritdoc />
    public override string ToString() => Id ?? Name ?? "";

    /// <summary>The flow's id in a link such as <c>/api/v2/flows/{id}/versions/1.0</c>; null if it has none.</summary>
    internal static string? FlowIn(string? link)
    {
        string[] parts = link?.Split('/', StringSplitOptions.RemoveEmptyEntries) ?? [];
        int flows = Array.IndexOf(parts, "flows");
        return flows >= 0 && flows + 1 < parts.Length ? parts[flows + 1] : null;
    }

    bool IApiModel.IsExpected(bool isFromService) => !string.IsNullOrEmpty(Id) || !string.IsNullOrEmpty(Name) || isFromService;
}
