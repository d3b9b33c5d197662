using System.Text.Json;
using GenesysCloud.Json;

namespace GenesysCloud.Platform;

/// <summary>A page of a list, in any of the forms that the API has for it, and what it says about the next one.</summary>
/// <remarks>
/// Source: the listing models of the official SDKs, and the official command line client, which follows the same links. A number that is
/// absent is null, and so is everything that isn't of the expected kind.
/// </remarks>
internal sealed class Page
{
    private static readonly string[] s_itemNames =
        ["entities", "results", "resources", "Resources", "conversations", "userDetails", "items"];

    private Page(IReadOnlyList<JsonElement> items, JsonElement envelope)
    {
        Items = items;
        NextUri = Text(envelope, "nextUri");
        Cursor = Text(envelope, "cursor");
        After = (LenientJson.Property(envelope, "cursors") is { } cursors ? Text(cursors, "after") : null) ?? Text(envelope, "after");
        NextSearch = Text(envelope, "nextPage");
        Number = Whole(envelope, "pageNumber");
        Size = Whole(envelope, "pageSize");
        Count = Whole(envelope, "pageCount");
        Total = Whole(envelope, "total");
        TotalHits = Whole(envelope, "totalHits");
        StartIndex = Whole(envelope, "startIndex");
        TotalResults = Whole(envelope, "totalResults");
    }

    /// <summary>The entities, results, conversations, …</summary>
    public IReadOnlyList<JsonElement> Items { get; }

    /// <summary>A link to the next page.</summary>
    public string? NextUri { get; }

    /// <summary>What the parameter <c>cursor</c> takes next.</summary>
    public string? Cursor { get; }

    /// <summary>What the parameter <c>after</c> takes next.</summary>
    public string? After { get; }

    /// <summary>What the parameter <c>q64</c> of a search takes next.</summary>
    public string? NextSearch { get; }

    /// <summary>The number of this page, from 1.</summary>
    public long? Number { get; }

    /// <summary>Items per page.</summary>
    public long? Size { get; }

    /// <summary>All pages.</summary>
    public long? Count { get; }

    /// <summary>All items.</summary>
    public long? Total { get; }

    /// <summary>All items of an analytics query.</summary>
    public long? TotalHits { get; }

    /// <summary>The first item of this page, from 1 (SCIM).</summary>
    public long? StartIndex { get; }

    /// <summary>All items (SCIM).</summary>
    public long? TotalResults { get; }

    /// <summary>Whether pages are found by cursors, which can lead over empty pages.</summary>
    public bool HasCursor => Cursor is not null || After is not null;

    private bool IsPaged =>
        NextUri is not null || HasCursor || NextSearch is not null || Number is not null || Count is not null || TotalHits is not null
        || TotalResults is not null;

    /// <summary>Reads a response; null if it is no page of anything.</summary>
    public static Page? TryRead(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Array)
            return new Page([.. root.EnumerateArray()], default);
        if (root.ValueKind != JsonValueKind.Object)
            return null;
        if (s_itemNames.Select(name => LenientJson.Property(root, name)).FirstOrDefault(IsArray) is { } items)
            return new Page([.. items.EnumerateArray()], root);

        // An analytics query that finds nothing has no list at all; a list of another name is the only one.
        var empty = new Page([], root);
        if (!empty.IsPaged)
            return null;
        JsonElement[] arrays = [.. root.EnumerateObject().Select(member => member.Value).Where(value => IsArray(value))];
        return arrays switch
        {
            [] => empty,
            [var only] => new Page([.. only.EnumerateArray()], root),
            _ => null,
        };
    }

    private static bool IsArray(JsonElement? value) => value is { ValueKind: JsonValueKind.Array };

    private static string? Text(JsonElement element, string name) => LenientJson.Text(element, name) is { Length: > 0 } text ? text : null;

    private static long? Whole(JsonElement element, string name) =>
        LenientJson.Property(element, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out long number)
            ? number
            : null;
}
