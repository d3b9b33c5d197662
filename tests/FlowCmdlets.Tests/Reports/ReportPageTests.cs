using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using CsCheck;
using FlowCmdlets.Reports;
using GenesysCloud.Launching.Journal;
using GenesysCloud.Launching.Reports;
using Xunit;

namespace FlowCmdlets.Tests.Reports;

/// <summary>A report is one valid file that loads nothing, and whatever is in the journal stays text.</summary>
public sealed partial class ReportPageTests : IDisposable
{
    private const int MaxSizeWithoutRows = 1_000_000;

    private static readonly string[] s_hostile =
    [
        "<script>alert(1)</script>", "</script><script>alert(1)</script>", "<!--<script>", "--></style></title>",
        "\"'><img src=x onerror=alert(1)>", "&lt;b&gt;&amp;", "\u202Egpj.exe", "\u2066\u2069\u200F", "\uD83D", "\uDE00\uD83D", "\0",
        "\u001B[31m", "\uFFFE\uFDD0", "\u2028\r\n\t", "=1+1", "{{script}}{{data}}", "${x}`", "😀 é 漢字 עברית", "\uD83F\uDFFE",
    ];

    private readonly ReportSample _sample = new();

    public void Dispose() => _sample.Dispose();

    private static IHtmlDocument Parse(string html)
    {
        var parser = new HtmlParser(new HtmlParserOptions { IsStrictMode = true, IsKeepingSourceReferences = true });
        return parser.ParseDocument(html);
    }

    private async Task<IHtmlDocument> PageAsync(int rows, params string[] included)
    {
        await _sample.LaunchAsync(rows);
        await _sample.WriteAsync(300, included);
        return Parse(await File.ReadAllTextAsync(_sample.Page));
    }

    [Fact]
    public async Task A_page_is_valid_HTML_whose_labels_headings_and_references_belong_together()
    {
        IHtmlDocument page = await PageAsync(300, "Department");

        Assert.Equal("en", page.DocumentElement.GetAttribute("lang"));
        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.All(
            new[] { "header", "main", "footer", "nav[aria-label]" }, landmark => Assert.Single(page.QuerySelectorAll(landmark)));
        string[] ids = [.. page.QuerySelectorAll("[id]").Select(element => element.Id!)];
        Assert.Equal(ids.Distinct(), ids);
        Assert.All(page.QuerySelectorAll("[aria-labelledby]"), element => Assert.Contains(element.GetAttribute("aria-labelledby"), ids));
        Assert.All(page.QuerySelectorAll("label"), label => Assert.Contains(label.GetAttribute("for"), ids));
        Assert.All(page.QuerySelectorAll("input, select"), control => Assert.Single(page.QuerySelectorAll($"label[for={control.Id}]")));
        Assert.All(page.QuerySelectorAll("th"), header => Assert.Contains(header.GetAttribute("scope"), new[] { "col", "row" }));
        Assert.All(page.QuerySelectorAll(".scroll table"), table => Assert.NotNull(table.QuerySelector("caption")));
        Assert.Equal(2, page.QuerySelectorAll("figure > svg[role=img][aria-label]").Length);
        Assert.All(page.QuerySelectorAll("figure"), figure => Assert.NotEmpty(figure.QuerySelectorAll("details tbody tr")));
    }

    [Fact]
    public async Task A_page_loads_nothing_and_its_policy_allows_what_is_in_it_alone()
    {
        IHtmlDocument page = await PageAsync(300);
        string html = await File.ReadAllTextAsync(_sample.Page);

        Assert.Empty(page.QuerySelectorAll("link, img, iframe, object, embed, [src], [style], [onclick], base"));
        Assert.All(page.QuerySelectorAll("[href]"), link => Assert.StartsWith("#", link.GetAttribute("href"), StringComparison.Ordinal));
        Assert.DoesNotMatch("(?i)(https?:)?//[a-z]+\\.|@import|url\\(", html);
        string policy = page.QuerySelector("meta[http-equiv=Content-Security-Policy]")!.GetAttribute("content")!;
        Assert.StartsWith("default-src 'none'; style-src 'sha256-", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Totals_groups_and_advice_need_no_script()
    {
        IHtmlDocument page = await PageAsync(300);

        var totals = page.QuerySelectorAll(".tiles > div")
            .ToDictionary(tile => tile.QuerySelector("dt")!.TextContent, tile => tile.QuerySelector("dd")!.TextContent);
        Assert.Equal(("300", "290", "278", "9", "3"),
            (totals["Rows"], totals["Launched"], totals["Completed"], totals["Failed"], totals["End not recorded"]));
        Assert.Equal(("6", "3", "1"), (totals["Refused"], totals["Not sent"], totals["Unknown"]));
        Assert.Equal("19 of 300 rows need attention.", page.QuerySelector(".headline")!.TextContent);
        Assert.Equal(
            [
                "9 Failed no reason recorded", "3 Refused 400 bad.request", "3 Refused InputInvalid: StartDate",
                "3 Not sent No connection could be made",
            ],
            page.QuerySelectorAll("details > summary:has(.count)")
                .Select(summary => WhiteSpace().Replace(summary.TextContent, " ").Trim()));
        string next = page.QuerySelector("section[aria-labelledby=next-heading]")!.TextContent;
        Assert.Contains("run the same command again with -Journal 'run.jsonl' -Key 'EmployeeNumber'", next, StringComparison.Ordinal);
        Assert.Contains("Resolve-GenesysFlowJournal 'run.jsonl'", next, StringComparison.Ordinal);
        Assert.Contains("Wait-GenesysFlowExecution -Journal 'run.jsonl'", next, StringComparison.Ordinal);
        Assert.Contains("-OnExisting RelaunchFailed", next, StringComparison.Ordinal);
        Assert.Contains("E-10022", page.QuerySelector("section[aria-labelledby=unknown-heading]")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(300, "Rate limit: 300 per minute", true)]
    [InlineData(100_000, "rate limit of 100,000 requests per minute is far above", false)]
    [InlineData(null, "The rate limit isn't in the journal", false)]
    public async Task The_rate_limit_is_drawn_if_it_is_known(int? limit, string text, bool isDrawn)
    {
        await _sample.LaunchAsync(600);
        await _sample.WriteAsync(limit);
        IHtmlDocument page = Parse(await File.ReadAllTextAsync(_sample.Page));
        IElement figure = page.QuerySelector("figure")!;
        Assert.Contains(text, figure.TextContent, StringComparison.Ordinal);
        Assert.Equal(isDrawn, figure.QuerySelector("line.limit") is not null);
    }

    [Theory]
    [InlineData(1, "1")]
    [InlineData(7, "2 4 6")]
    [InlineData(150, "50 100 150")]
    [InlineData(33_000, "10k 20k 30k")]
    public void A_scale_has_few_round_numbers(int highest, string scale)
    {
        using var output = new StringWriter();
        BarChart.Write(new HtmlWriter(output), "chart", [new ChartBar(highest, "bar", null)]);
        Assert.Equal(
            scale.Split(' '),
            new HtmlParser().ParseDocument(output.ToString()).QuerySelectorAll("text").Select(text => text.TextContent));
    }

    [Fact]
    public async Task Cells_are_in_the_page_only_if_their_column_is_named()
    {
        await PageAsync(300);
        Assert.DoesNotContain("Sales", await File.ReadAllTextAsync(_sample.Page), StringComparison.Ordinal);
        await _sample.WriteAsync(300, "Department");
        string html = await File.ReadAllTextAsync(_sample.Page);
        Assert.Contains("\"Sales 1\"", html, StringComparison.Ordinal);
        Assert.Contains("error.workflow.expression.unexpectedNull", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Anna has no address", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_journal_makes_the_same_page()
    {
        await PageAsync(300);
        byte[] first = await File.ReadAllBytesAsync(_sample.Page);
        await _sample.WriteAsync();
        Assert.Equal(first, await File.ReadAllBytesAsync(_sample.Page));
        Assert.DoesNotContain((byte)'\r', first);
    }

    [Fact]
    public async Task A_page_is_small_beside_its_rows()
    {
        await PageAsync(10_000);
        byte[] page = await File.ReadAllBytesAsync(_sample.Page);
        int rows = page.AsSpan().IndexOf("\"rows\":["u8);
        int end = page.AsSpan(rows).IndexOf("]]}"u8);
        Assert.InRange(page.Length - end, 1, MaxSizeWithoutRows);
        Assert.InRange(end / 10_000, 1, 120);
    }

    [Fact]
    public async Task A_journal_without_rows_has_a_valid_page() =>
        Assert.Equal("No row was launched or refused.", (await PageAsync(0)).QuerySelector(".headline")!.TextContent);

    /// <summary>Whatever keys, columns, flows, and reasons are, the page has the same elements, and the data has the same text.</summary>
    [Fact]
    public void Whatever_the_journal_contains_stays_text()
    {
        var hostile = Gen.OneOf(s_hostile);
        var text = Gen.OneOf(hostile, Gen.String, Gen.Select(hostile, hostile, (a, b) => a + b));
        Gen.Select(text.Array[1, 4], text, text, text).Sample((keys, flow, column, reason) =>
        {
            IHtmlDocument page = Parse(PageOf(keys, flow, column, reason));
            IHtmlDocument plain = Parse(PageOf([.. keys.Select(_ => "x")], "x", "x", "x"));
            Assert.Equal(Elements(plain), Elements(page));
            using var data = JsonDocument.Parse(page.GetElementById("data")!.TextContent);
            Assert.Equal(
                keys.Select(VisibleText.Of), data.RootElement.GetProperty("rows").EnumerateArray().Select(row => row[1].GetString()));
            Assert.Equal(VisibleText.Of(column), data.RootElement.GetProperty("columns")[1].GetProperty("name").GetString());
        }, iter: 200);

        static IEnumerable<string> Elements(IHtmlDocument page) => page.All.Select(
            element => $"{element.LocalName} {string.Join(' ', element.Attributes.Select(attribute => attribute.Name))}");
    }

    [Theory]
    [InlineData("plain é 漢字 😀", "plain é 漢字 😀")]
    [InlineData("👩\u200D💻", "👩\u200D💻")]
    [InlineData("a\u202Eb\u200F", @"a\u202Eb\u200F")]
    [InlineData("\0\r\u0085\u2028", @"\u0000\u000D\u0085\u2028")]
    [InlineData("\uFFFF\uFEFF", @"\uFFFF\uFEFF")]
    public void What_cannot_be_seen_is_written_as_its_code(string text, string visible) => Assert.Equal(visible, VisibleText.Of(text));

    [Fact]
    public void Half_a_surrogate_pair_is_written_as_its_code()
    {
        Assert.Equal(@"a\uD83Db", VisibleText.Of("a\uD83Db"));
        Assert.Equal(@"\uDE00\uD83D", VisibleText.Of("\uDE00\uD83D"));
    }

    private string PageOf(string[] keys, string flow, string column, string reason)
    {
        JournalIdentity identity = ReportSample.Identity with { FlowName = flow, KeyColumn = column };
        var header = new JournalHeader("k7f3a2c9", identity, ReportSample.Start);
        FlowReportRow[] rows =
        [
            .. keys.Select((key, index) => new FlowReportRow
            {
                Number = index + 1,
                Key = key,
                State = index % 2 == 0 ? FlowReportState.Unknown : FlowReportState.Refused,
                Reason = reason,
                Name = $"{key} [run]",
            }),
        ];
        using var stream = new MemoryStream();
        ReportPage.Write(stream, _sample.Context(FlowReport.Create(header, rows)));
        return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(stream.ToArray());
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
