using System.Text;

namespace GenesysCloud.Architect;

/// <summary>Which flows to list. Source: the query of <c>GET /api/v2/flows</c>.</summary>
public sealed record FlowQuery
{
    /// <summary>Flow types in any case, such as <c>workflow</c>; none means all.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>A name as the service's own filter understands it.</summary>
    public string? Name { get; init; }

    /// <summary>Ids of divisions; none means all that the token may see.</summary>
    public IReadOnlyList<string> DivisionIds { get; init; } = [];

    /// <summary>Whether the declared inputs come along. Makes the response much larger.</summary>
    public bool IncludeSchemas { get; init; }

    /// <summary>How many flows one request asks for. The rate limit of this call grows stricter with larger pages.</summary>
    public int PageSize { get; init; } = 100;

    internal string ToQuery(int pageNumber)
    {
        // sortBy makes pages a partition: without an order of its own a listing may repeat or skip between pages.
        var query = new StringBuilder($"pageNumber={pageNumber}&pageSize={PageSize}&sortBy=id");
        foreach (string type in Types)
            query.Append("&type=").Append(Uri.EscapeDataString(type.ToLowerInvariant()));
        if (!string.IsNullOrEmpty(Name))
            query.Append("&name=").Append(Uri.EscapeDataString(Name));
        foreach (string division in DivisionIds)
            query.Append("&divisionId=").Append(Uri.EscapeDataString(division));
        if (IncludeSchemas)
            query.Append("&includeSchemas=true");
        return query.ToString();
    }
}
