using System.Globalization;
using System.IO.Compression;
using GenesysCloud.Simulator.Api;
using GenesysCloud.Simulator.Faults;
using GenesysCloud.Simulator.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace GenesysCloud.Simulator.Hosting;

/// <summary>Sends what an context holds, with the headers of the recorded responses.</summary>
internal sealed class ResponseSender(CloudState cloud)
{
    // Below it the network in front of the real service compresses nothing.
    private const int LeastCompressed = 1000;

    // What that network adds to every response, with values of this simulator.
    private static readonly StringValues s_via = "1.1 0123456789abcdef0123456789abcdef.cloudfront.net (CloudFront)";
    private static readonly StringValues s_miss = "Miss from cloudfront";
    private static readonly StringValues s_error = "Error from cloudfront";
    private static readonly StringValues s_pop = "SIM50-P1";

    private static readonly StringValues s_transportSecurity = "max-age=31536000; includeSubDomains";
    private static readonly StringValues s_cacheControl = "no-cache, no-store, must-revalidate";
    private static readonly StringValues s_json = "application/json";

    /// <summary>Sends the whole answer, compressed where the client accepts it and it is long enough.</summary>
    public async Task SendAsync(RequestContext context)
    {
        ReadOnlyMemory<byte> body = context.Answer();
        bool compressed = cloud.Settings.Compression
            && body.Length >= LeastCompressed && context.Method != "HEAD" && AcceptsGzip(context.Http.Request);
        if (!compressed)
        {
            await SendPartAsync(context, body, declaredLength: null).ConfigureAwait(false);
            return;
        }

        WriteHead(context);
        context.Http.Response.Headers.ContentType = s_json;
        context.Http.Response.Headers.ContentEncoding = "gzip";
        // Without a length, and so in chunks, as recorded.
        var gzip = new GZipStream(context.Http.Response.Body, CompressionLevel.Fastest, leaveOpen: true);
        await using (gzip.ConfigureAwait(false))
            await gzip.WriteAsync(body).ConfigureAwait(false);
    }

    /// <summary>Sends these bytes as they are.</summary>
    /// <param name="context">The context, with the status.</param>
    /// <param name="body">All that is sent.</param>
    /// <param name="declaredLength">The length in the header; null for the true one.</param>
    public async Task SendPartAsync(RequestContext context, ReadOnlyMemory<byte> body, int? declaredLength)
    {
        WriteHead(context);
        IHeaderDictionary headers = context.Http.Response.Headers;
        if (body.Length > 0 || declaredLength > 0)
            headers.ContentType = s_json;
        // A 204 has no length.
        if (context.Status != 204)
            headers.ContentLength = declaredLength ?? body.Length;
        if (context.Method != "HEAD" && body.Length > 0)
            await context.Http.Response.BodyWriter.WriteAsync(body).ConfigureAwait(false);
    }

    /// <summary>Sends a response of something that is not Genesys Cloud: none of the headers are Genesys Cloud's.</summary>
    public async Task SendForeignAsync(RequestContext context, Fault fault)
    {
        HttpResponse response = context.Http.Response;
        response.StatusCode = fault.Status;
        WriteDate(response.Headers);
        foreach ((string name, string value) in fault.Headers)
            response.Headers[name] = value;
        byte[] body = System.Text.Encoding.UTF8.GetBytes(fault.Body ?? "");
        // These two have no body.
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
        headers["X-Cache"] = context.Status < 400 ? s_miss : s_error;
        headers.Via = s_via;
        headers["X-Amz-Cf-Pop"] = s_pop;
        headers["X-Amz-Cf-Id"] = correlationId;
    }

    /// <summary>The web server stamps responses by the machine's clock; under another clock the stamp must agree with it.</summary>
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
