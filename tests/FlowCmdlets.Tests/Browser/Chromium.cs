using PuppeteerSharp;

namespace FlowCmdlets.Tests.Browser;

/// <summary>Headless Chromium with one page. The tests that use it are part of the project only where it is installed.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private const string Program = "/usr/bin/chromium";

    // Long, so that a busy machine changes nothing.
    private const int Timeout = 120_000;

    private readonly IBrowser _browser;
    private readonly List<string> _complaints = [];

    private Chromium(IBrowser browser, IPage page)
    {
        (_browser, Page) = (browser, page);
        page.DefaultTimeout = Timeout;
        page.Console += (_, said) => _complaints.Add(said.Message.Text);
        page.PageError += (_, failed) => _complaints.Add(failed.Message);
    }

    /// <summary>The page.</summary>
    public IPage Page { get; }

    /// <summary>What the page wrote to the console, and its errors.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    /// <summary>Starts it.</summary>
    public static async Task<Chromium> StartAsync()
    {
        IBrowser browser = await Puppeteer.LaunchAsync(
            new LaunchOptions { ExecutablePath = Program, Headless = true, Args = ["--no-sandbox", "--disable-gpu"], Timeout = Timeout });
        return new Chromium(browser, await browser.NewPageAsync());
    }

    /// <summary>The text of the first element that a selector matches.</summary>
    public Task<string> TextAsync(string selector) =>
        Page.EvaluateFunctionAsync<string>("s => document.querySelector(s).innerText", selector);

    public ValueTask DisposeAsync() => _browser.DisposeAsync();
}
