using System.Net.Sockets;
using GenesysCloud.Http;

namespace GenesysCloud.Authentication;

/// <summary>
/// Tokens of a user, who signs in with a browser once. They are renewed with a refresh token if one came; otherwise the sign-in ends with
/// the token. The browser is never opened a second time: no one may be there.
/// </summary>
internal sealed class AuthorizationCodeTokenSource(
    OAuthEndpoint endpoint, Uri loginAddress, BrowserSignIn signIn, TimeProvider time) : RenewableTokenSource(time)
{
    private readonly TimeProvider _time = time;
    private string? _refreshToken;
    private bool _signedIn;

    public override string ClientId => signIn.ClientId;

    public override bool CanRenew => Volatile.Read(ref _refreshToken) is not null;

    protected override async Task<OAuthToken> RequestTokenAsync(IClientObserver? observer, CancellationToken closing)
    {
        OAuthToken token = _signedIn
            ? await RefreshAsync(observer, closing).ConfigureAwait(false)
            : await AuthorizeAsync(observer, closing).ConfigureAwait(false);

        // Each refresh may bring another refresh token; where it brings none, the old one stays good (RFC 6749, section 6).
        if (token.RefreshToken is { } refreshToken)
            Volatile.Write(ref _refreshToken, refreshToken);
        _signedIn = true;
        return token;
    }

    protected override void Forget() => Volatile.Write(ref _refreshToken, null);

    private async Task<OAuthToken> RefreshAsync(IClientObserver? observer, CancellationToken closing)
    {
        if (_refreshToken is not { } refreshToken)
            throw Expired("The sign-in of this session has expired.");
        try
        {
            return await endpoint.RefreshAsync(ClientId, refreshToken, observer, closing).ConfigureAwait(false);
        }
        catch (SignInException refused) when (refused.Outcome == SendOutcome.Refused)
        {
            // It would be refused again. The present token is used until it expires.
            Volatile.Write(ref _refreshToken, null);
            throw Expired($"The sign-in of this session can't be renewed: {refused.Message}", refused);
        }
    }

    private async Task<OAuthToken> AuthorizeAsync(IClientObserver? observer, CancellationToken closing)
    {
        using RedirectListener listener = Listen();
        var request = new AuthorizationRequest(loginAddress, signIn, listener.RedirectUri);
        using var timeout = new CancellationTokenSource(signIn.Timeout, _time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, closing);
        Task<AuthorizationRedirect> redirected = listener.WaitAsync(request.State, end.Token);
        bool isOpened = signIn.Open?.Invoke(request.Address) == true;
        observer?.Notify(new BrowserSignInStarted(request.Address, isOpened));
        try
        {
            using AuthorizationRedirect redirect = await redirected.ConfigureAwait(false);
            return await ExchangeAsync(request, redirect, observer, closing).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !closing.IsCancellationRequested)
        {
            string ignored = listener.HasIgnoredRedirect ? " A redirect that belongs to another sign-in was ignored." : "";
            throw Failed(
                $"The user did not sign in with the browser within {signIn.Timeout.TotalSeconds:0.#} s.{ignored}",
                SendOutcome.NotSent, SignInException.BrowserTimeout);
        }
    }

    private async Task<OAuthToken> ExchangeAsync(
        AuthorizationRequest request, AuthorizationRedirect redirect, IClientObserver? observer, CancellationToken closing)
    {
        try
        {
            if (redirect.Code is not { } code)
            {
                string description = redirect.ErrorDescription is { Length: > 0 } text ? $" ({text})" : "";
                string who = redirect.IsConfirmed
                    ? $"The login host {loginAddress.Host} refused the sign-in"
                    : "A request to the redirect address ended the sign-in. It said";
                throw Failed(
                    $"{who}: {redirect.Error}{description}.",
                    redirect.Error is "server_error" or "temporarily_unavailable" ? SendOutcome.NotSent : SendOutcome.Refused,
                    redirect.Error);
            }

            OAuthToken token = await endpoint.ExchangeCodeAsync(request, code, observer, closing).ConfigureAwait(false);
            await redirect.RespondAsync(SignInPage.Done(), closing).ConfigureAwait(false);
            return token;
        }
        catch (SignInException failure)
        {
            await redirect.RespondAsync(SignInPage.Failed(failure.Message), closing).ConfigureAwait(false);
            throw;
        }
    }

    private RedirectListener Listen()
    {
        try
        {
            return RedirectListener.Start(signIn.RedirectPort, _time);
        }
        catch (SocketException failure)
        {
            throw Failed(
                $"The port {signIn.RedirectPort} of this computer can't be used: {failure.Message.TrimEnd('.')}.",
                SendOutcome.NotSent, SignInException.PortUnavailable, failure);
        }
    }

    private static SignInException Expired(string message, SignInException? cause = null) =>
        new(message, SendOutcome.Refused, cause)
        {
            Code = SignInException.Expired,
            CorrelationId = cause?.CorrelationId,
        };

    private static SignInException Failed(string message, SendOutcome outcome, string? code, Exception? cause = null) =>
        new(message, outcome, cause) { Code = code, Resource = AuthorizationRequest.Resource };
}
