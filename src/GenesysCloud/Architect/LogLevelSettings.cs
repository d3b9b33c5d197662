using System.Text.Json;
using GenesysCloud.Http;

namespace GenesysCloud.Architect;

/// <summary>What is recorded of a flow's runs. Source: FlowSettingsResponse.</summary>
internal sealed class LogLevelSettings : IApiModel
{
    /// <summary>The flow's id; null for the organization's default.</summary>
    public string? Id { get; init; }

    /// <summary>The flow's name.</summary>
    public string? Name { get; init; }

    /// <summary>The flow's type.</summary>
    public string? Type { get; init; }

    /// <summary>The user who set it.</summary>
    public DomainEntityRef? ModifiedBy { get; init; }

    /// <summary>The OAuth client that set it.</summary>
    public DomainEntityRef? ModifiedByClient { get; init; }

    /// <summary>When it was set.</summary>
    public DateTimeOffset? DateModified { get; init; }

    /// <summary>The level.</summary>
    public LogLevelCharacteristics? LogLevelCharacteristics { get; init; }

    bool IApiModel.IsExpected(bool isFromService) => LogLevelCharacteristics?.Level is not null;
}

/// <summary>A level and what it records. Source: FlowLogLevel.</summary>
internal sealed class LogLevelCharacteristics
{
    /// <summary>Such as <c>Base</c>.</summary>
    public string? Level { get; init; }

    /// <summary>Whether each of the things that can be recorded is.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Characteristics { get; init; }
}
