using System.Net;

namespace GenesysCloud.Tests.Support;

/// <summary>Counts the requests that are on their way, from sending until the answer has been read and let go.</summary>
internal sealed class InFlightHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private readonly Lock _lock = new();

    /// <summary>Called after a request has begun (true) or ended (false).</summary>
    public Action<bool>? Changed { get; set; }

    /// <summary>Sees each request as it leaves.</summary>
    public Action<HttpRequestMessage>? Sending { get; set; }

    public int InFlight { get; private set; }

    /// <summary>How many have been sent so far.</summary>
    public int Sent { get; private set; }

    /// <summary>How many were on their way at once at most.</summary>
    public int Most { get; private set; }

    /// <summary>How many ended without the head of an answer.</summary>
    public int Failed { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Sent++;
            Most = Math.Max(Most, ++InFlight);
        }

        Changed?.Invoke(true);
        HttpResponseMessage response;
        try
        {
            Sending?.Invoke(request);
            response = await base.SendAsync(request, cancellationToken);
        }
        catch
        {
            End(failed: true);
            throw;
        }

        response.Content = new WatchedContent(response.Content, () => End(failed: false));
        return response;
    }

    private void End(bool failed)
    {
        lock (_lock)
        {
            InFlight--;
            Failed += failed ? 1 : 0;
        }

        Changed?.Invoke(false);
    }

    /// <summary>Passes the body through and says when nobody wants it any more.</summary>
    private sealed class WatchedContent : HttpContent
    {
        private readonly HttpContent _inner;
        private Action? _ended;

        public WatchedContent(HttpContent inner, Action ended)
        {
            (_inner, _ended) = (inner, ended);
            foreach (KeyValuePair<string, IEnumerable<string>> header in inner.Headers)
                Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => _inner.CopyToAsync(stream, context);

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
            _inner.CopyToAsync(stream, context, cancellationToken);

        // Passed through as it comes, or whatever its length it would all be read here.
        protected override Task<Stream> CreateContentReadStreamAsync() => _inner.ReadAsStreamAsync();

        protected override Task<Stream> CreateContentReadStreamAsync(CancellationToken cancellationToken) =>
            _inner.ReadAsStreamAsync(cancellationToken);

        protected override bool TryComputeLength(out long length)
        {
            length = _inner.Headers.ContentLength ?? 0;
            return _inner.Headers.ContentLength is not null;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _inner.Dispose();
                Interlocked.Exchange(ref _ended, null)?.Invoke();
            }

            base.Dispose(disposing);
        }
    }
}
