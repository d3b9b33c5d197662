using GenesysCloud.Http;

namespace GenesysCloud.Architect;

/// <summary>The organization a token belongs to. Source: Organization.</summary>
public sealed class Organization : IApiModel
{
    /// <summary>The organization's id.</summary>
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>Its name.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>Its short name.</summary>
    public string? ThirdPartyOrgName { get; init; }

    /// <inheritdoc />
    public override string ToString() => Name;

    bool IApiModel.IsExpected(bool isFromService) => Id.Length > 0;
}
