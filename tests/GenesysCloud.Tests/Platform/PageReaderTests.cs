using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Web;
using GenesysCloud.Http;
using GenesysCloud.Platform;
using GenesysCloud.Tests.Support;
using Xunit;

namespace GenesysCloud.Tests.Platform;

/// <summary>A list is read to its end in every form that the API has for pages, and not beyond.</summary>
public sealed class PageReaderTests
{
    private const int Total = 7;
    private const int Size = 3;

    /// <summary>The forms, by the operation whose form it is.</summary>
    public static TheoryData<string> Forms =>
    [
        "numbers", "numbers without links", "numbers without a count", "links only", "absolute links", "links without filters",
        "cursor", "cursors.after", "q64", "SCIM", "results in the body", "after in the body", "cursor in the body", "analytics",
        "numbers in the query of a POST",
    ];

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task All_items_are_read_once_in_their_order(string form)
    {
        var service = new PagedService(form);
        (List<string> items, int pages) = await service.ReadAsync();
        Assert.Equal(Enumerable.Range(1, Total).Select(number => $"i{number}"), items);
        Assert.Equal(3, pages);
        Assert.Equal(3, service.Requests);
        Assert.All(service.Filters, filter => Assert.Equal("active", filter));
    }

    [Theory]
    [InlineData("""{"id":"a","name":"no list"}""", "a")]
    [InlineData("""[{"id":"a"},{"id":"b"}]""", "a,b")]
    [InlineData("""{"entities":[]}""", "")]
    [InlineData("""{"totalHits":0}""", "")]
    [InlineData("""{"widgets":[{"id":"a"}],"pageNumber":1,"pageCount":1}""", "a")]
    [InlineData("", "")]
    public async Task What_has_one_page_takes_one_request(string body, string ids)
    {
        (List<string> items, int requests) = await ReadAllAsync(_ => body);
        Assert.Equal(ids, string.Join(',', items));
        Assert.Equal(1, requests);
    }

    [Fact]
    public async Task A_page_that_comes_again_ends_the_list()
    {
        (List<string> items, int requests) = await ReadAllAsync(_ => """{"entities":[{"id":"a"}],"pageNumber":1,"pageCount":9}""");
        Assert.Equal(["a"], items);
        Assert.Equal(2, requests);
    }

    [Fact]
    public async Task An_empty_page_ends_a_numbered_list()
    {
        (List<string> items, int requests) = await ReadAllAsync(request => request == 1
            ? """{"entities":[{"id":"a"}],"pageNumber":1,"pageCount":9}"""
            : """{"entities":[],"pageNumber":2,"pageCount":9}""");
        Assert.Equal(["a"], items);
        Assert.Equal(2, requests);
    }

    [Fact]
    public async Task A_cursor_leads_over_two_empty_pages_but_not_on_forever()
    {
        (List<string> items, int requests) = await ReadAllAsync(request => request is 1 or 4
            ? $$"""{"entities":[{"id":"i{{request}}"}],"cursor":"c{{request}}"}"""
            : $$"""{"entities":[],"cursor":"c{{request}}"}""");
        Assert.Equal(["i1", "i4"], items);
        Assert.Equal(7, requests);
    }

    [Fact]
    public async Task An_item_that_moves_to_the_next_page_is_emitted_once_and_equal_rows_without_an_id_are_all_emitted()
    {
        (List<string> items, _) = await ReadAllAsync(request => request == 1
            ? """{"entities":[{"id":"a"},{"id":"b"},{"n":1}],"pageNumber":1,"pageCount":2}"""
            : """{"entities":[{"id":"b"},{"n":1},{"id":"c"}],"pageNumber":2,"pageCount":2}""");
        Assert.Equal(["a", "b", """{"n":1}""", """{"n":1}""", "c"], items);
    }

    [Theory]
    [InlineData("not JSON")]
    [InlineData("""{"what":"no list"}""")]
    public async Task A_later_page_that_is_none_is_an_error(string body) => await Assert.ThrowsAsync<GenesysCloudException>(
        () => ReadAllAsync(request => request == 1 ? """{"entities":[{"id":"a"}],"pageNumber":1,"pageCount":2}""" : body));

    [Fact]
    public async Task Pages_are_read_only_when_they_are_asked_for()
    {
        int requests = 0;
        using TestTransport transport = Transport(
            _ => $$"""{"entities":[{"id":"{{++requests}}"}],"pageNumber":{{requests}},"pageCount":9}""");
        PageReader pages = Reader(transport, HttpMethod.Get, null);
        Assert.Equal((0, 0), (pages.Number, requests));
        Assert.Single((await transport.Time.RunAsync(pages.ReadNextAsync(default)))!);
        Assert.Equal((1, 1), (pages.Number, requests));
    }

    private static async Task<(List<string> Items, int Requests)> ReadAllAsync(Func<int, string> respond)
    {
        int requests = 0;
        using TestTransport transport = Transport(_ => respond(++requests));
        return ((await ReadAsync(transport, Reader(transport, HttpMethod.Get, null))).Items, requests);
    }

    private static TestTransport Transport(Func<HttpRequestMessage, string> respond) =>
        new(StubHandler.Nowhere, new StubHandler(request => StubHandler.OfService(respond(request))));

    private static PageReader Reader(TestTransport transport, HttpMethod method, string? body)
    {
        string text = $"things?state=active{(body == "" ? "&pageSize=3" : "")}";
        Assert.True(ApiPath.TryParse(text, StubHandler.Nowhere, out ApiPath? path, out _));
        ReadOnlyMemory<byte>? utf8 = body is null ? default(ReadOnlyMemory<byte>?) : Encoding.UTF8.GetBytes(body == "" ? "{}" : body);
        return new PageReader(transport.Client.Platform, new PlatformRequest(method, path, utf8, IsRepeatable: true));
    }

    private static async Task<(List<string> Items, int Pages)> ReadAsync(TestTransport transport, PageReader reader)
    {
        var items = new List<string>();
        int pages = 0;
        while (await transport.Time.RunAsync(reader.ReadNextAsync(default)) is { } page)
        {
            pages++;
            items.AddRange(page.Select(item => item.TryGetProperty("id", out JsonElement id) ? id.GetString()! : item.GetRawText()));
        }

        return (items, pages);
    }

    /// <summary>Seven items in pages of three, in one of the forms.</summary>
    private sealed class PagedService(string form)
    {
        private readonly bool _isPost =
            form.Contains("body", StringComparison.Ordinal) || form is "analytics" or "numbers in the query of a POST";

        public int Requests { get; private set; }

        public List<string?> Filters { get; } = [];

        public async Task<(List<string> Items, int Pages)> ReadAsync()
        {
            using TestTransport transport = new(StubHandler.Nowhere, new Stub(this));
            string? body = !_isPost ? null : form switch
            {
                "analytics" => """{"paging":{"pageSize":3,"pageNumber":1}}""",
                "numbers in the query of a POST" => "",
                _ => """{"pageSize":3}""",
            };
            return await PageReaderTests.ReadAsync(transport, Reader(transport, _isPost ? HttpMethod.Post : HttpMethod.Get, body));
        }

        private string Respond(Uri address, JsonObject? body)
        {
            Requests++;
            System.Collections.Specialized.NameValueCollection query = HttpUtility.ParseQueryString(address.Query);
            Filters.Add(query["state"] ?? (form == "links without filters" ? null : "missing"));
            int page = PageOf(query, body);
            int first = (page - 1) * Size + 1;
            int count = Math.Max(0, Math.Min(Size, Total - first + 1));
            var items = new JsonArray([.. Enumerable.Range(first, count).Select(number => new JsonObject { ["id"] = $"i{number}" })]);
            return Envelope(page, page < 3, items).ToJsonString();
        }

        private int PageOf(System.Collections.Specialized.NameValueCollection query, JsonObject? body)
        {
            string? text = form switch
            {
                "cursor" => query["cursor"],
                "cursors.after" => query["after"],
                "q64" => query["q64"],
                "SCIM" => query["startIndex"] is { } index ? $"{(int.Parse(index, CultureInfo.InvariantCulture) - 1) / Size + 1}" : null,
                "results in the body" => body?["pageNumber"]?.ToJsonString(),
                "after in the body" => body?["after"]?.GetValue<string>(),
                "cursor in the body" => body?["cursor"]?.GetValue<string>(),
                "analytics" => body?["paging"]?["pageNumber"]?.ToJsonString(),
                _ => query["pageNumber"],
            };
            return text is null ? 1 : int.Parse(text.TrimEnd('+', '='), CultureInfo.InvariantCulture);
        }

        private JsonObject Envelope(int page, bool more, JsonArray items)
        {
            string next = $"/api/v2/things?state=active&pageNumber={page + 1}";
            return form switch
            {
                "links only" => Linked(items, more ? next : null),
                "absolute links" => Linked(items, more ? "https://api.mypurecloud.com" + next : null),
                "links without filters" => Linked(items, more ? $"/api/v2/things?pageNumber={page + 1}" : null),
                // As base64 has them: they have to be escaped in a query.
                "cursor" or "cursor in the body" => new JsonObject { ["entities"] = items, ["cursor"] = more ? $"{page + 1}+=" : null },
                "cursors.after" =>
                    new JsonObject { ["entities"] = items, ["cursors"] = new JsonObject { ["after"] = more ? $"{page + 1}+=" : null } },
                "after in the body" => new JsonObject { ["entities"] = items, ["after"] = more ? $"{page + 1}" : "" },
                "q64" => new JsonObject { ["results"] = items, ["nextPage"] = more ? $"{page + 1}" : null },
                "SCIM" => new JsonObject
                {
                    ["schemas"] = new JsonArray("urn"),
                    ["totalResults"] = Total,
                    ["startIndex"] = (page - 1) * Size + 1,
                    ["Resources"] = items,
                },
                "analytics" => new JsonObject { ["conversations"] = items, ["totalHits"] = Total },
                "results in the body" =>
                    new JsonObject { ["results"] = items, ["types"] = new JsonArray("users"), ["pageNumber"] = page, ["pageCount"] = 3 },
                "numbers without a count" =>
                    new JsonObject { ["entities"] = items, ["pageNumber"] = page, ["pageSize"] = Size, ["total"] = Total },
                "numbers" => Numbered(items, page, more ? next : null),
                _ => Numbered(items, page, null),
            };
        }

        private static JsonObject Linked(JsonArray items, string? next) => new() { ["entities"] = items, ["nextUri"] = next };

        private static JsonObject Numbered(JsonArray items, int page, string? next) =>
            new() { ["entities"] = items, ["pageNumber"] = page, ["pageCount"] = 3, ["nextUri"] = next };

        private sealed class Stub(PagedService service) : HttpMessageHandler
        {
            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                string? body = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
                JsonObject? criteria = body is null ? null : JsonNode.Parse(body)!.AsObject();
                return StubHandler.OfService(service.Respond(request.RequestUri!, criteria));
            }
        }
    }
}
