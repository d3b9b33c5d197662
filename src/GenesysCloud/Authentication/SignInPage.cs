using System.Net;
using System.Net.Sockets;
using System.Text;

namespace GenesysCloud.Authentication;

/// <summary>A page that the browser shows after the sign-in. It loads nothing and runs nothing.</summary>
internal sealed class SignInPage
{
    private readonly string _status;
    private readonly string _title;
    private readonly string _text;

    private SignInPage(string status, string title, string text) => (_status, _title, _text) = (status, title, text);

    /// <summary>The session has been started.</summary>
    public static SignInPage Done() =>
        new("200 OK", "You are signed in", "Return to PowerShell. You can close this page.");

    /// <summary>The session has not been started.</summary>
    /// <param name="reason">Why not; may hold text from outside.</param>
    public static SignInPage Failed(string reason) => new("200 OK", "You are not signed in", $"{reason} See PowerShell for what to do.");

    /// <summary>A redirect that no sign-in waits for.</summary>
    public static SignInPage Ignored() => new(
        "400 Bad Request", "This is not the sign-in that PowerShell is waiting for",
        "It was started earlier or somewhere else, or has been used. Open the address that PowerShell shows, or sign in again.");

    /// <summary>Anything but a redirect.</summary>
    public static SignInPage NotFound() => new("404 Not Found", "Not found", "PowerShell is waiting for a sign-in here.");

    /// <summary>Sends the page and ends the connection. A browser that has gone away is no failure.</summary>
    public async Task SendAsync(NetworkStream browser, CancellationToken cancellationToken)
    {
        byte[] body = Encoding.UTF8.GetBytes(
            $$"""
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8"><title>{{WebUtility.HtmlEncode(_title)}}</title>
            <style>body { font: 1rem/1.5 system-ui, sans-serif; max-width: 36rem; margin: 4rem auto; padding: 0 1rem }</style></head>
            <body><h1>{{WebUtility.HtmlEncode(_title)}}</h1><p>{{WebUtility.HtmlEncode(_text)}}</p></body>
            </html>

            """);

        // No referrer and no copy: the address of this page has the code in it.
        byte[] head = Encoding.ASCII.GetBytes(string.Join("\r\n",
        [
            $"HTTP/1.1 {_status}",
            "Content-Type: text/html; charset=utf-8",
            $"Content-Length: {body.Length}",
            "Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options: nosniff",
            "Referrer-Policy: no-referrer",
            "Cache-Control: no-store",
            "Connection: close",
            "",
            "",
        ]));
        try
        {
            await browser.WriteAsync((byte[])[.. head, .. body], cancellationToken).ConfigureAwait(false);
            browser.Socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception gone) when (gone is IOException or SocketException or ObjectDisposedException)
        {
            // Nobody is left to see the page.
        }
    }
}
