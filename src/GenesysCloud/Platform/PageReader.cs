using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GenesysCloud.Http;
using GenesysCloud.Json;

namespace GenesysCloud.Platform;

/// <summary>Reads a list page by page, each only when it is asked for. Not safe for several threads.</summary>
/// <remarks>
/// A page that was there before ends the list: some operations ignore the parameter that asks for the next page, and would give the first
/// one forever. Items that move to a later page while the list is read are left out the second time.
/// </remarks>
/// <param name="api">What sends the requests.</param>
/// <param name="first">The request for the first page.</param>
internal sealed class PageReader(PlatformApi api, PlatformRequest first)
{
    // As the official command line client does: a cursor can lead over pages without a match, and some lead nowhere forever.
    private const int MaxEmptyPages = 3;

    private readonly HashSet<UInt128> _pages = [];
    private readonly HashSet<UInt128> _items = [];
    private PlatformRequest? _next = first;
    private int _emptyPages;
    private long _read;

    /// <summary>The number of the page that was read last or is being read, from 1; 0 before the first.</summary>
    public int Number { get; private set; }

    /// <summary>The next page's items; null after the last page. May be empty.</summary>
    /// <exception cref="GenesysCloudException">The page could not be read.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public async Task<IReadOnlyList<JsonElement>?> ReadNextAsync(CancellationToken cancellationToken)
    {
        if (_next is not { } request)
            return null;
        Number++;
        ApiResponse response = await api.SendAsync(request, cancellationToken).ConfigureAwait(false);
        _next = null;
        if (response.ReadJson() is not { } root)
            return null;
        if (Page.TryRead(root) is not { } page)
        {
            // What is no list has one item; but a page has to be followed by one.
            return Number == 1 ? [root] : throw response.Unreadable(null);
        }

        _read += page.Items.Count;
        _emptyPages = page.Items.Count == 0 ? _emptyPages + 1 : 0;
        if (_emptyPages > 0)
        {
            if (page.HasCursor && _emptyPages < MaxEmptyPages)
                _next = NextPage.After(request, page, Number, _read);
            return [];
        }

        if (!_pages.Add(Hash(page.Items)))
            return null;
        _next = NextPage.After(request, page, Number, _read);
        return [.. page.Items.Where(IsNew)];
    }

    // Only what has an id can be the same thing twice; rows of figures may be equal by chance.
    private bool IsNew(JsonElement item) => LenientJson.Property(item, "id") is null || _items.Add(Hash([item]));

    private static UInt128 Hash(IReadOnlyList<JsonElement> items)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (JsonElement item in items)
            hash.AppendData(Encoding.UTF8.GetBytes(item.GetRawText()));
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(bytes);
        return BinaryPrimitives.ReadUInt128LittleEndian(bytes);
    }
}
