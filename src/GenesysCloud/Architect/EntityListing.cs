namespace GenesysCloud.Architect;

/// <summary>One page of a listing. Source: the API's …EntityListing envelopes.</summary>
/// <typeparam name="T">What is listed.</typeparam>
public sealed class EntityListing<T>
{
    /// <summary>The things on this page.</summary>
    public IReadOnlyList<T> Entities { get; init; } = [];

    /// <summary>Which page this is; the first is 1.</summary>
    public int? PageNumber { get; init; }

    /// <summary>How many things fit on a page.</summary>
    public int? PageSize { get; init; }

    /// <summary>How many pages there are.</summary>
    public int? PageCount { get; init; }

    /// <summary>How many things there are on all pages.</summary>
    public long? Total { get; init; }
}
