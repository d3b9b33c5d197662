using System.Globalization;
using System.IO.Compression;
using GenesysCloud.Simulator.Api;
using GenesysCloud.Simulator.Faults;
using GenesysCloud.Simulator.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace GenesysCloud.Simulator.Hosting;

/// <summary>Sends responses with the headers of recorded responses.</summary>
internal sealed class ResponseSender(CloudState cloud)
{
    // The content delivery network in front of the real service does not compress shorter bodies.
    private const int MinCompressedLength = 1000;

    // Headers that the network adds to every response, with values of the simulator.
    private static readonly StringValues s_via = "1.1 0123456789abcdef0123456789abcdef.cloudfront.net (CloudFront)";
    private static readonly StringValues s_miss = "Miss from cloudfront";
    private static readonly StringValues s_error = "Error from cloudfront";
    private static readonly StringValues s_pop = "SIM50-P1";

    private static readonly StringValues s_transportSecurity = "max-age=31536000; includeSubDomains";
    private static readonly StringValues s_cacheControl = "no-cache, no-store, must-revalidate";
    private static readonly StringValues s_json = "application/json";

    /// <summary>Sends the whole response, compressed if the client accepts gzip and the body is long enough.</summary>
    public async Task SendAsync(RequestContext context)
    {
        ReadOnlyMemory<byte> body = context.GetResponseBody();
        bool compressed = cloud.Settings.Compression
            && body.Length >= MinCompressedLength && context.Method != "HEAD" && AcceptsGzip(context.Http.Request);
        if (!compressed)
        {
            await SendPartAsync(context, body, declaredLength: null).ConfigureAwait(false);
            return;
        }

        WriteHead(context);
        context.Http.Response.Headers.ContentType = s_json;
        context.Http.Response.Headers.ContentEncoding = "gzip";
        // Chunked, without a Content-Length, like recorded responses.
        var gzip = new GZipStream(context.Http.Response.Body, CompressionLevel.Fastest, leaveOpen: true);
        await using (gzip.ConfigureAwait(false))
            await gzip.WriteAsync(body).ConfigureAwait(false);
    }

    /// <summary>Sends a body without compression.</summary>
    /// <param name="context">The request context, with the status.</param>
    /// <param name="body">The bytes to send.</param>
    /// <param name="declaredLength">The Content-Length in bytes; null for the actual length.</param>
    public async Task SendPartAsync(RequestContext context, ReadOnlyMemory<byte> body, int? declaredLength)
    {
        WriteHead(context);
        IHeaderDictionary headers = context.Http.Response.Headers;
        if (body.Length > 0 || declaredLength > 0)
            headers.ContentType = s_json;
        // A 204 has no Content-Length.
        if (context.Status != 204)
            headers.ContentLength = declaredLength ?? body.Length;
        if (context.Method != "HEAD" && body.Length > 0)
            await context.Http.Response.BodyWriter.WriteAsync(body).ConfigureAwait(false);
    }

    /// <summary>Sends the response of an intermediary, without any header of Genesys Cloud.</summary>
    public async Task SendForeignAsync(RequestContext context, Fault fault)
    {
        HttpResponse response = context.Http.Response;
        response.StatusCode = fault.Status;
        WriteDate(response.Headers);
        foreach ((string name, string value) in fault.Headers)
            response.Headers[name] = value;
        byte[] body = System.Text.Encoding.UTF8.GetBytes(fault.Body ?? "");
        // These two statuses have no body.
        if (fault.Status is 204 or 304)
            return;
        response.ContentLength = body.Length;
        if (context.Method != "HEAD")
            await response.BodyWriter.WriteAsync(body).ConfigureAwait(false);
    }

    private void WriteHead(RequestContext context)
    {
        HttpResponse response = context.Http.Response;
        response.StatusCode = context.Status;
        IHeaderDictionary headers = response.Headers;
        string correlationId = context.CorrelationId.ToString();
        WriteDate(headers);
        headers.StrictTransportSecurity = s_transportSecurity;
        headers.CacheControl = s_cacheControl;
        headers["ININ-Correlation-Id"] = correlationId;
        if (context.RateLimit is { } status && cloud.Settings.RateLimitHeaders)
        {
            headers["inin-ratelimit-count"] = status.Count.ToString(CultureInfo.InvariantCulture);
            headers["inin-ratelimit-allowed"] = status.Allowed.ToString(CultureInfo.InvariantCulture);
            headers["inin-ratelimit-reset"] = status.ResetSeconds.ToString(CultureInfo.InvariantCulture);
        }

        if (context.RetryAfter is { } retryAfter)
            headers.RetryAfter = retryAfter;
        if (context.Location is { } location)
            headers.Location = location;
        headers["X-Cache"] = context.Status < 400 ? s_miss : s_error;
        headers.Via = s_via;
        headers["X-Amz-Cf-Pop"] = s_pop;
        headers["X-Amz-Cf-Id"] = correlationId;
    }

    /// <summary>Sets the Date header, which the web server would otherwise set from the system clock.</summary>
    private void WriteDate(IHeaderDictionary headers)
    {
        if (cloud.Time != TimeProvider.System)
            headers.Date = cloud.Time.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
    }

    private static bool AcceptsGzip(HttpRequest request)
    {
        foreach (string? accepted in request.Headers.AcceptEncoding)
        {
            if (accepted?.Contains("gzip", StringComparison.OrdinalIgnoreCase) == true)
                return true;
        }

        return false;
    }
}
