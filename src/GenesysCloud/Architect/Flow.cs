using System.Text.Json;
using GenesysCloud.Http;

namespace GenesysCloud.Architect;

/// <summary>An Architect flow. Source: Flow.</summary>
public sealed class Flow : IApiModel
{
    /// <summary>The flow's id, a GUID.</summary>
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>The flow's name, unique within its type.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>Its type in upper case, such as <c>WORKFLOW</c>. Queries want it in lower case.</summary>
    public string? Type { get; init; }

    /// <summary>What its author says it does.</summary>
    public string? Description { get; init; }

    /// <summary>The division that decides who may see and launch it.</summary>
    public DomainEntityRef? Division { get; init; }

    /// <summary>Whether it is in use.</summary>
    public bool? Active { get; init; }

    /// <summary>Whether it has been deleted.</summary>
    public bool? Deleted { get; init; }

    /// <summary>The version that a launch runs unless specified; null if it was never published.</summary>
    public FlowVersion? PublishedVersion { get; init; }

    /// <summary>The version saved last.</summary>
    public FlowVersion? SavedVersion { get; init; }

    /// <summary>The version checked in last.</summary>
    public FlowVersion? CheckedInVersion { get; init; }

    /// <summary>JSON Schema of the declared inputs; listings leave it out unless asked.</summary>
    public JsonElement? InputSchema { get; init; }

    /// <summary>JSON Schema of the outputs.</summary>
    public JsonElement? OutputSchema { get; init; }

    /// <summary>Where it can be read, relative to the API host.</summary>
    public string? SelfUri { get; init; }

    /// <summary>The schema of the inputs that a launch takes: a flow may have it in either place.</summary>
    internal JsonElement? LaunchedInputSchema => PublishedVersion?.InputSchema ?? InputSchema;

    /// <summary>The schema of the outputs of what a launch runs: a flow may have it in either place.</summary>
    internal JsonElement? LaunchedOutputSchema => PublishedVersion?.OutputSchema ?? OutputSchema;

    /// <inheritdoc />
    public override string ToString() => Name;

    bool IApiModel.IsExpected(bool isFromService) => Id.Length > 0;
}
