using GenesysCloud.Http;

namespace GenesysCloud.Authentication;

/// <summary>Tokens that another program gets, and supplies whenever one is needed.</summary>
internal sealed class SuppliedTokenSource : RenewableTokenSource
{
    private readonly Func<CancellationToken, Task<string>> _supply;
    private string? _rejected;

    /// <param name="token">The first token.</param>
    /// <param name="expiresAt">When it expires; null if that is not known.</param>
    /// <param name="supply">Gets another token; on any thread, and never twice at once. What it throws is shown to people.</param>
    /// <param name="time">The clock of every expiry.</param>
    public SuppliedTokenSource(
        string token, DateTimeOffset? expiresAt, Func<CancellationToken, Task<string>> supply, TimeProvider time)
        : base(time)
    {
        _supply = supply;
        Begin(new OAuthToken(token, (expiresAt - time.GetUtcNow())?.TotalSeconds, RefreshToken: null));
    }

    public override bool CanRenew => true;

    public override bool Rejected(AccessToken token)
    {
        Volatile.Write(ref _rejected, token.Value);
        return base.Rejected(token);
    }

    protected override async Task<OAuthToken> RequestTokenAsync(IClientObserver? observer, CancellationToken closing)
    {
        string token;
        try
        {
            token = await _supply(closing).ConfigureAwait(false);
        }
        catch (Exception reason) when (!closing.IsCancellationRequested)
        {
            throw Failed(reason.Message, reason);
        }

        // To use it would only be refused once more.
        if (token == Volatile.Read(ref _rejected))
            throw Failed("the supplied token is the one that Genesys Cloud rejected");
        return new OAuthToken(token, ExpiresIn: null, RefreshToken: null);
    }

    protected override void Forget() => _rejected = null;

    private static SignInException Failed(string problem, Exception? reason = null) =>
        new($"The access token was not renewed: {problem.TrimEnd('.')}.", SendOutcome.Refused, reason)
        {
            Code = SignInException.RenewalFailed,
        };
}
