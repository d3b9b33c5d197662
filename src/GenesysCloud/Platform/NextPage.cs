using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace GenesysCloud.Platform;

/// <summary>The request for the page after one that has been read.</summary>
internal static class NextPage
{
    // What the API assumes where a query doesn't say.
    private const int DefaultPageSize = 25;

    /// <summary>The request; null if that was the last page.</summary>
    /// <param name="request">The request for the page.</param>
    /// <param name="page">The page.</param>
    /// <param name="number">Its number, from 1, where it doesn't say.</param>
    /// <param name="read">Items on it and on the pages before.</param>
    public static PlatformRequest? After(PlatformRequest request, Page page, int number, long read) =>
        request.Body is { } body
            ? InBody(request, body, page, number, read)
            : InQuery(request.Path, page, number) is { } path ? request with { Path = path } : null;

    private static ApiPath? InQuery(ApiPath path, Page page, int number) => page switch
    {
        { NextUri: { } link } when path.Follow(link) is { } next => next,
        { Cursor: { } cursor } => path.With("cursor", cursor),
        { After: { } after } => path.With("after", after),
        { NextSearch: { } search } => path.With("q64", search),
        { StartIndex: { } first, TotalResults: { } total } =>
            first + page.Items.Count <= total ? path.With("startIndex", Text(first + page.Items.Count)) : null,
        _ => IsNumbered(page, number, out long next) ? path.With("pageNumber", Text(next)) : null,
    };

    private static PlatformRequest? InBody(PlatformRequest request, ReadOnlyMemory<byte> body, Page page, int number, long read)
    {
        if (JsonNode.Parse(body.Span) is not JsonObject criteria)
            return null;
        if (page.Cursor is { } cursor)
            return With(request, criteria, "cursor", JsonValue.Create(cursor));
        if (page.After is { } after)
            return With(request, criteria, "after", JsonValue.Create(after));
        if (page.TotalHits is { } hits)
            return read < hits ? With(request, criteria, "paging", Paging(criteria["paging"] as JsonObject, number + 1)) : null;
        if (!IsNumbered(page, number, out long next))
            return null;
        return request.Path.Query.Any(parameter => parameter.Name is "pageNumber" or "pageSize")
            ? request with { Path = request.Path.With("pageNumber", Text(next)) }
            : With(request, criteria, "pageNumber", JsonValue.Create(next));
    }

    private static JsonObject Paging(JsonObject? paging, int number)
    {
        JsonNode size = paging?["pageSize"]?.DeepClone() ?? JsonValue.Create(DefaultPageSize);
        return new JsonObject { ["pageSize"] = size, ["pageNumber"] = number };
    }

    private static bool IsNumbered(Page page, int number, out long next)
    {
        long current = page.Number ?? number;
        next = current + 1;
        return page.Count is { } count ? current < count : page is { Total: { } total, Size: { } size } && current * size < total;
    }

    private static PlatformRequest With(PlatformRequest request, JsonObject criteria, string name, JsonNode value)
    {
        criteria[name] = value;
        return request with { Body = Encoding.UTF8.GetBytes(criteria.ToJsonString()) };
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
