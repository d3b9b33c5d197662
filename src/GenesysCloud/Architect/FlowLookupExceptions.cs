namespace GenesysCloud.Architect;

/// <summary>No flow has this id or name, or the OAuth client may not see it.</summary>
public sealed class FlowNotFoundException(string flow, IReadOnlyList<string> suggestions, GenesysCloudException? answer = null)
    : Exception(
        Guid.TryParse(flow, out _)
            ? $"No flow has the id '{flow}' in this organisation, or it is in a division that the OAuth client may not see."
            : $"No flow is named '{flow}'{(suggestions.Count == 0 ? "." : $"; did you mean {string.Join(" or ", suggestions.Select(name => $"'{name}'"))}?")}",
        answer)
{
    /// <summary>What was looked for.</summary>
    public string Flow { get; } = flow;

    /// <summary>Names that are near to it.</summary>
    public IReadOnlyList<string> Suggestions { get; } = suggestions;
}

/// <summary>Several flows have this name.</summary>
public sealed class FlowNameAmbiguousException(string name, IReadOnlyList<Flow> flows)
    : Exception($"{flows.Count} flows are named '{name}': {string.Join(", ", flows.Select(flow => $"{flow.Id} ({flow.Type}, {flow.Division})"))}.")
{
    /// <summary>The flows with that name.</summary>
    public IReadOnlyList<Flow> Flows { get; } = flows;
}
