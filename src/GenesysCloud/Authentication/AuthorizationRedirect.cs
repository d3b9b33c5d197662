using System.Net.Sockets;
using GenesysCloud.Http;

namespace GenesysCloud.Authentication;

/// <summary>The browser, redirected with a code or an error, and waiting for a page.</summary>
internal sealed class AuthorizationRedirect(RedirectQuery query, NetworkStream browser) : IDisposable
{
    /// <summary>The authorization code; null if there is an error. Secret until it is exchanged.</summary>
    public string? Code { get; } = query.Code;

    /// <summary>The OAuth error, such as <c>access_denied</c>; null if there is a code. Text from outside, fit to be shown.</summary>
    public string? Error { get; } = DisplayText.Clean(query.Error);

    /// <summary>The sentence beside the error; null if there is none. Text from outside, fit to be shown.</summary>
    public string? ErrorDescription { get; } = DisplayText.Clean(query.ErrorDescription);

    /// <summary>Shows the page. A browser that has gone away doesn't matter: the sign-in is decided.</summary>
    public Task RespondAsync(SignInPage page, CancellationToken cancellationToken) =>
        page.SendAsync(browser, cancellationToken);

    public void Dispose() => browser.Dispose();
}
