using System.Net;
using GenesysCloud.Authentication;
using Xunit;

namespace GenesysCloud.Tests.Support;

/// <summary>A page as a browser shows it.</summary>
internal sealed record Page(HttpStatusCode Status, string Text);

/// <summary>Plays the browser of a user who signs in: opens addresses and follows redirects.</summary>
internal sealed class BrowserPlayer : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private readonly HttpClient _unredirected = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
    private readonly TaskCompletionSource<Uri> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The address that the client wants opened.</summary>
    public Task<Uri> Opened => _opened.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

    /// <summary>A sign-in whose browser this is.</summary>
    public BrowserSignIn SignIn(string clientId) => new(clientId) { Open = address => _opened.TrySetResult(address) };

    /// <summary>Opens an address and follows redirects to a page.</summary>
    public Task<Page> GetAsync(Uri address) => GetAsync(_http, address);

    /// <summary>Where an address redirects to.</summary>
    public async Task<Uri> RedirectOfAsync(Uri address)
    {
        using HttpResponseMessage response = await _unredirected.GetAsync(address, TestContext.Current.CancellationToken);
        return response.Headers.Location!;
    }

    public void Dispose()
    {
        _http.Dispose();
        _unredirected.Dispose();
    }

    private static async Task<Page> GetAsync(HttpClient http, Uri address)
    {
        using HttpResponseMessage response = await http.GetAsync(address, TestContext.Current.CancellationToken);
        return new Page(response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
