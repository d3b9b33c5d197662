using System.Net.Sockets;
using GenesysCloud.Http;

namespace GenesysCloud.Authentication;

/// <summary>The browser, redirected with a code or an error, and waiting for a page.</summary>
/// <param name="query">What it was redirected with.</param>
/// <param name="browser">The connection.</param>
/// <param name="isConfirmed">Whether the state of the sign-in came along.</param>
internal sealed class AuthorizationRedirect(RedirectQuery query, NetworkStream browser, bool isConfirmed) : IDisposable
{
    /// <summary>The authorization code; null if there is an error. Secret until it is exchanged.</summary>
    public string? Code { get; } = query.Code;

    /// <summary>
    /// Whether only the login host can have sent it, since no one else knows the state. Otherwise any page can, and any program.
    /// </summary>
    public bool IsConfirmed { get; } = isConfirmed;

    /// <summary>The OAuth error, such as <c>access_denied</c>; null if there is a code. Text from outside, in one short line.</summary>
    public string? Error { get; } = OneShortLine(query.Error);

    /// <summary>The sentence beside the error; null if there is none. Text from outside, in one line.</summary>
    public string? ErrorDescription { get; } = OneShortLine(query.ErrorDescription);

    /// <summary>Shows the page. A browser that has gone away doesn't matter: the sign-in is decided.</summary>
    public Task RespondAsync(SignInPage page, CancellationToken cancellationToken) =>
        page.SendAsync(browser, cancellationToken);

    public void Dispose() => browser.Dispose();

    private static string? OneShortLine(string? text) => PageExcerpt.Clean(DisplayText.OneLine(text), PageExcerpt.MaxLength);
}
