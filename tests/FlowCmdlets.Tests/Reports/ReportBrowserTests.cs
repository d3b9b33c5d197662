using System.Diagnostics;
using System.Globalization;
using FlowCmdlets.Tests.Browser;
using FlowCmdlets.Tests.Engine;
using PuppeteerSharp;
using PuppeteerSharp.Media;
using Xunit;

namespace FlowCmdlets.Tests.Reports;

/// <summary>
/// A report in a browser. Part of the project only where there is Chromium. Screenshots are kept in <c>artifacts/reports</c>, to be looked
/// at.
/// </summary>
public sealed class ReportBrowserTests : IAsyncLifetime
{
    private static readonly string s_screenshots =
        Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "reports")).FullName;

    private readonly ReportSample _sample = new();
    private readonly List<string> _foreignRequests = [];
    private Chromium? _browser;

    private IPage Page => _browser!.Page;

    private IEnumerable<string> Complaints => _browser!.Complaints.Concat(_foreignRequests);

    public async ValueTask InitializeAsync()
    {
        _browser = await Chromium.StartAsync();
        Page.Request += (_, request) => _foreignRequests.AddRange(
            request.Request.Url.StartsWith("file:", StringComparison.Ordinal) ? [] : [request.Request.Url]);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _sample.Dispose();
    }

    private async Task OpenAsync(int rows)
    {
        await _sample.LaunchAsync(rows);
        await _sample.WriteAsync(300, "Department");
        await Page.GoToAsync(new Uri(_sample.Page).AbsoluteUri);
    }

    private Task<string> TextAsync(string selector) => _browser!.TextAsync(selector);

    /// <summary>What <c>1 min 30 s</c> is.</summary>
    private static double SecondsOf(string duration) => duration.Split(' ').Chunk(2)
        .Sum(part => double.Parse(part[0], CultureInfo.InvariantCulture) * (part[1] == "min" ? 60 : 1));

    /// <summary>The cells of a column on the page that is shown.</summary>
    private Task<string[]> ColumnAsync(int column) => Page.EvaluateFunctionAsync<string[]>(
        "c => [...document.querySelectorAll('#body tr')].map(row => row.children[c].innerText)", column);

    [Fact]
    public async Task Rows_are_searched_filtered_sorted_and_turned_over()
    {
        await OpenAsync(1000);
        Assert.Equal("Rows 1–50 of 1,000", await TextAsync("#status"));
        Assert.Equal(50, (await ColumnAsync(0)).Length);

        await Page.ClickAsync("#next");
        Assert.Equal("Rows 51–100 of 1,000", await TextAsync("#status"));
        await Page.TypeAsync("#search", "e-10123");
        Assert.Equal(["E-10123"], await ColumnAsync(1));
        await Page.ClickAsync("#tools button[type=reset]");
        await Page.WaitForFunctionAsync("() => document.querySelectorAll('#body tr').length === 50");

        await Page.SelectAsync("#state", "1");
        Assert.All(await ColumnAsync(2), outcome => Assert.Equal("Failed", outcome));
        Assert.Equal("Rows 1–30 of 30 that match (1,000 in all)", await TextAsync("#status"));

        await Page.ClickAsync("#columns th:nth-child(1) button");
        Assert.Equal(
            "descending", await Page.EvaluateExpressionAsync<string>("document.querySelector('#columns th').getAttribute('aria-sort')"));
        Assert.Equal("946", (await ColumnAsync(0))[0]);
        await Page.ClickAsync("#columns th:nth-child(7) button");
        double[] durations = [.. (await ColumnAsync(6)).Select(SecondsOf)];
        Assert.Equal(durations.Order(), durations);
        Assert.Empty(Complaints);
    }

    [Fact]
    public async Task The_table_works_from_the_keyboard_and_a_group_shows_its_rows_in_it()
    {
        await OpenAsync(3000);
        await Page.FocusAsync("#columns th:nth-child(2) button");
        await Page.Keyboard.PressAsync("Enter");
        await Page.Keyboard.PressAsync("Enter");
        Assert.Equal("E-13000", (await ColumnAsync(1))[0]);

        await Page.EvaluateExpressionAsync("document.querySelector('details:has(button.show)').open = true");
        await Page.FocusAsync("button.show");
        await Page.Keyboard.PressAsync("Enter");
        Assert.Equal("Rows 1–50 of 90 that match (3,000 in all)", await TextAsync("#status"));
        Assert.Equal("rows", await Page.EvaluateExpressionAsync<string>("document.activeElement.id"));
        Assert.Empty(Complaints);
    }

    [Fact]
    public async Task A_phone_scrolls_the_table_and_not_the_page()
    {
        await OpenAsync(1000);
        foreach (string scheme in (string[])["light", "dark"])
        {
            await Page.EmulateMediaFeaturesAsync([new() { MediaFeature = MediaFeature.PrefersColorScheme, Value = scheme }]);
            foreach ((string name, int width) in new[] { ("wide", 1280), ("phone", 360) })
            {
                await Page.SetViewportAsync(new ViewPortOptions { Width = width, Height = 900 });
                await Page.ScreenshotAsync(
                    Path.Combine(s_screenshots, $"{scheme}-{name}.png"), new ScreenshotOptions { FullPage = true });
                Assert.InRange(await Page.EvaluateExpressionAsync<int>("document.documentElement.scrollWidth"), 1, width);
            }
        }

        Assert.Empty(Complaints);
    }

    /// <summary>Text of each color on each of the backgrounds: at least 4.5 to 1, as WCAG 2.2 AA asks.</summary>
    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task Text_stands_out_from_its_background(string scheme)
    {
        await Page.EmulateMediaFeaturesAsync([new() { MediaFeature = MediaFeature.PrefersColorScheme, Value = scheme }]);
        await OpenAsync(100);
        string[] faint = await Page.EvaluateFunctionAsync<string[]>("""
            () => {
              const style = getComputedStyle(document.documentElement);
              const luminance = name => {
                const hex = style.getPropertyValue(name).trim().slice(1);
                const [r, g, b] = [0, 2, 4].map(at => parseInt(hex.slice(at, at + 2), 16) / 255)
                  .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
                return 0.2126 * r + 0.7152 * g + 0.0722 * b;
              };
              const contrast = (a, b) => {
                const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
                return (high + 0.05) / (low + 0.05);
              };
              return ['--text', '--faint', '--accent', '--good', '--bad', '--warn'].flatMap(text => ['--back', '--panel']
                .filter(back => contrast(text, back) < 4.5).map(back => `${text} on ${back}`));
            }
            """);
        Assert.Empty(faint);
    }

    [Fact]
    public async Task Paper_has_what_was_folded_and_no_controls()
    {
        await OpenAsync(300);
        await Page.EmulateMediaTypeAsync(MediaType.Print);
        Assert.True(await Page.EvaluateExpressionAsync<bool>("getComputedStyle(document.getElementById('tools')).display === 'none'"));
        await Page.EvaluateExpressionAsync("window.dispatchEvent(new Event('beforeprint'))");
        Assert.Equal(0, await Page.EvaluateExpressionAsync<int>("document.querySelectorAll('details:not([open])').length"));
        await Page.ScreenshotAsync(Path.Combine(s_screenshots, "print.png"), new ScreenshotOptions { FullPage = true });
        await Page.EvaluateExpressionAsync("window.dispatchEvent(new Event('afterprint'))");
        Assert.Equal(0, await Page.EvaluateExpressionAsync<int>("document.querySelectorAll('details[open]').length"));
        await Page.PdfAsync(Path.Combine(s_screenshots, "print.pdf"), new PdfOptions { Format = PaperFormat.A4 });
    }

    [Fact]
    public async Task Without_scripts_everything_but_the_table_is_there()
    {
        await Page.SetJavaScriptEnabledAsync(false);
        await OpenAsync(300);
        await Page.ScreenshotAsync(Path.Combine(s_screenshots, "no-script.png"), new ScreenshotOptions { FullPage = true });
        Assert.NotNull(await Page.QuerySelectorAsync("noscript p"));
    }

    [Fact]
    public async Task A_hundred_thousand_rows_open_and_are_searched()
    {
        await _sample.LaunchAsync(100_000);
        await _sample.WriteAsync(300, "Department");
        var watch = Stopwatch.StartNew();
        await Page.GoToAsync(new Uri(_sample.Page).AbsoluteUri);
        await Page.WaitForFunctionAsync("() => document.querySelectorAll('#body tr').length === 50");
        TimeSpan opened = watch.Elapsed;
        watch.Restart();
        await Page.EvaluateExpressionAsync("search.value = 'e-109999'; search.dispatchEvent(new Event('input'))");
        Assert.Equal(["99999"], await ColumnAsync(0));
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{new FileInfo(_sample.Page).Length / 1e6:0.0} MB, opened in {opened.TotalSeconds:0.00} s, " +
            $"searched in {watch.Elapsed.TotalSeconds:0.00} s");
        Assert.InRange(await Page.EvaluateExpressionAsync<int>("document.querySelectorAll('*').length"), 1, 5000);
        Assert.Empty(Complaints);
    }
}
