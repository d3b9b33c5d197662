namespace GenesysCloud.Architect;

/// <summary>A reference to another thing of the platform. Source: DomainEntityRef.</summary>
public sealed class DomainEntityRef
{
    /// <summary>The thing's id.</summary>
    public string? Id { get; init; }

    /// <summary>Its name, where the API gives it.</summary>
    public string? Name { get; init; }

    /// <summary>Where it can be read, relative to the API host.</summary>
    public string? SelfUri { get; init; }

    /// <inheritdoc />
    public override string ToString() => Name ?? Id ?? "";
}
