using GenesysCloud.Http;

namespace GenesysCloud.Architect;

/// <summary>One page of a listing. Source: the API's …EntityListing envelopes.</summary>
/// <remarks>
/// Here and in all models: generated deserialization sets what a response leaves out to null, initializer or not, so a member that
/// is never null guards itself.
/// </remarks>
/// <typeparam name="T">What is listed.</typeparam>
public sealed class EntityListing<T> : IApiModel
{
    private readonly bool _hasEntities;

    /// <summary>The things on this page.</summary>
    public IReadOnlyList<T> Entities
    {
        get;
        init
        {
            _hasEntities = value is not null;
            field = value?.Where(entity => entity is not null).ToArray() ?? [];
        }
    } = [];

    /// <summary>Which page this is; the first is 1.</summary>
    public int? PageNumber { get; init; }

    /// <summary>How many things fit on a page.</summary>
    public int? PageSize { get; init; }

    /// <summary>How many pages there are.</summary>
    public int? PageCount { get; init; }

    /// <summary>How many things there are on all pages.</summary>
    public long? Total { get; init; }

    // The service may leave an empty list out.
    bool IApiModel.IsExpected(bool isFromService) => _hasEntities || isFromService;
}
