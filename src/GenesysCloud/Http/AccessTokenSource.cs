namespace GenesysCloud.Http;

/// <summary>Where the token of a session comes from. Safe for any number of callers at once.</summary>
internal abstract class AccessTokenSource : IDisposable
{
    /// <summary>The OAuth client behind the token, where it is known; shown to people.</summary>
    public virtual string? ClientId => null;

    /// <summary>When the present token ends; null when unknown or not signed in yet.</summary>
    public abstract DateTimeOffset? ExpiresAt { get; }

    /// <summary>The present token, also if it is soon to be renewed; null if there is none, or it has expired.</summary>
    public abstract AccessToken? Present { get; }

    /// <summary>Whether another token can be had now. If not, the present one is used until it expires.</summary>
    public abstract bool CanRenew { get; }

    /// <summary>A token that is good now.</summary>
    /// <exception cref="SignInException">None can be had.</exception>
    public abstract ValueTask<AccessToken> GetAsync(IClientObserver? observer, CancellationToken cancellationToken);

    /// <summary>
    /// Reports that the service responded 401 to this token.
    /// </summary>
    /// <returns>True when another token can be asked for (or someone else has it already), so that sending again makes sense.</returns>
    public abstract bool Rejected(AccessToken token);

    /// <summary>Forgets the token, and the secret that it was got with. No further token can be had.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc cref="Dispose()" />
    protected abstract void Dispose(bool disposing);

    /// <summary>What calls meet once everything is forgotten.</summary>
    protected static GenesysCloudException Closed() =>
        new("The session has been closed.", SendOutcome.NotSent) { Code = GenesysCloudException.SessionClosed };
}

/// <summary>An existing token, from a person or another program. It cannot be renewed here.</summary>
internal sealed class GivenTokenSource(string token) : AccessTokenSource
{
    private AccessToken? _token = new(token, null, null, null);

    public override DateTimeOffset? ExpiresAt => null;

    public override AccessToken? Present => _token;

    public override bool CanRenew => false;

    public override ValueTask<AccessToken> GetAsync(IClientObserver? observer, CancellationToken cancellationToken) =>
        _token is { } token ? ValueTask.FromResult(token) : ValueTask.FromException<AccessToken>(Closed());

    public override bool Rejected(AccessToken token) => false;

    protected override void Dispose(bool disposing) => _token = null;
}
