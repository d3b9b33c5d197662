using System.Collections.Concurrent;
using System.Text;

namespace FlowCmdlets.Tests.Engine;

/// <summary>The wire between a client and the simulator: it can be pulled out, and knows what is on it.</summary>
internal sealed class TestTransport() : DelegatingHandler(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
{
    private readonly ConcurrentQueue<string> _sent = new();
    private int _inFlight;

    /// <summary>No connection can be made.</summary>
    public bool Unplugged { get; set; }

    /// <summary>So many times more no connection can be made.</summary>
    public int UnpluggedFor { get; set; }

    /// <summary>Paths of all requests, in the order they were sent.</summary>
    public IReadOnlyCollection<string> Sent => _sent;

    /// <summary>Requests without an answer so far.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Asked with every answered request before its answer is handed on; the answer waits for the task.</summary>
    public Func<HttpRequestMessage, CancellationToken, Task>? HoldAnswer { get; set; }

    /// <summary>Responds in place of the simulator, which does not get the request then; null lets it through.</summary>
    public Func<HttpRequestMessage, HttpResponseMessage?>? StandIn { get; set; }

    /// <summary>Changes the text of answers, to what the simulator does not say.</summary>
    public Func<string, string>? Rewrite { get; set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Unplugged || UnpluggedFor-- > 0)
            throw new HttpRequestException(HttpRequestError.ConnectionError, "There is no wire.");
        _sent.Enqueue(request.RequestUri!.AbsolutePath);
        if (StandIn?.Invoke(request) is { } other)
        {
            // As a connection would, so that the client takes it for sent.
            if (request.Content is not null)
                await request.Content.CopyToAsync(Stream.Null, cancellationToken);
            other.RequestMessage = request;
            return other;
        }

        Interlocked.Increment(ref _inFlight);
        try
        {
            HttpResponseMessage answer = await base.SendAsync(request, cancellationToken);
            if (HoldAnswer is { } hold)
                await hold(request, cancellationToken);
            if (Rewrite is { } rewrite)
            {
                answer.Content = new StringContent(
                    rewrite(await answer.Content.ReadAsStringAsync(cancellationToken)), Encoding.UTF8, "application/json");
            }

            return answer;
        }
        finally
        {
            Interlocked.Decrement(ref _inFlight);
        }
    }
}
