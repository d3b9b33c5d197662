using GenesysCloud.Http;
using GenesysCloud.Suggestions;

namespace GenesysCloud.Architect;

/// <summary>No flow has this id or name, or the OAuth client may not see it.</summary>
public sealed class FlowNotFoundException : GenesysCloudException
{
    internal FlowNotFoundException(string name, IReadOnlyList<string> suggestions)
        : base($"No flow is named '{name}'{NameSuggestions.Ask(suggestions)}", SendOutcome.NotSent)
    {
        Flow = name;
        Suggestions = suggestions;
    }

    internal FlowNotFoundException(string id, GenesysCloudException response)
        : base(Reason(id, response), response) => Flow = id;

    /// <summary>What was looked for.</summary>
    public string Flow { get; }

    /// <summary>Names that are near to it.</summary>
    public IReadOnlyList<string> Suggestions { get; } = [];

    private static string Reason(string id, GenesysCloudException response) => response.Code == ErrorCodes.FlowDeleted
        ? $"The flow with ID '{id}' was deleted."
        : $"No flow with ID '{id}' exists in this organization, or it is in a division that the OAuth client can't access.";
}

/// <summary>The flow has no such version.</summary>
public sealed class FlowVersionNotFoundException : GenesysCloudException
{
    internal FlowVersionNotFoundException(Flow flow, string version, GenesysCloudException response)
        : base(
            $"The flow '{flow.Name}' ({flow.Id}) has no version '{version}'; " +
            $"{(flow.PublishedVersion?.Id is { } published ? $"the published version is '{published}'" : "it has never been published")}.",
            response)
    {
        Flow = flow;
        Version = version;
    }

    /// <summary>The flow.</summary>
    public Flow Flow { get; }

    /// <summary>The version that was asked for.</summary>
    public string Version { get; }
}

/// <summary>Several flows have this name.</summary>
public sealed class FlowNameAmbiguousException(string name, IReadOnlyList<Flow> flows)
    : Exception(
        $"{flows.Count} flows are named '{name}': " +
        $"{string.Join(", ", flows.Select(flow => $"{flow.Id} ({flow.Type}{(flow.Division is null ? "" : $", {flow.Division}")})"))}.")
{
    /// <summary>The flows with that name.</summary>
    public IReadOnlyList<Flow> Flows { get; } = flows;
}
