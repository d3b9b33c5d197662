using GenesysCloud.Http;

namespace GenesysCloud.Architect;

/// <summary>
/// Whether the organization stores execution data, without which a search finds no executions. Source: the API's
/// <c>settings/executiondata</c>.
/// </summary>
internal sealed class ExecutionDataSettings : IApiModel
{
    /// <summary>Whether it is on; null where that is not reported.</summary>
    public bool? Enabled { get; init; }

    bool IApiModel.IsExpected(bool isFromService) => Enabled is not null;
}
