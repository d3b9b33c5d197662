using System.Buffers;
using System.IO.Pipelines;
using System.Text.Encodings.Web;
using System.Text.Json;
using GenesysCloud.Simulator.Executions;
using GenesysCloud.Simulator.Identity;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace GenesysCloud.Simulator.Http;

/// <summary>
/// A request and its response. The response is buffered until it is known whether a fault applies to the request. A connection reuses
/// one context, with its buffers, for all its requests.
/// </summary>
internal sealed class RequestContext
{
    // Like the real service, does not escape non-ASCII text, so that clients receive it as UTF-8.
    private static readonly JsonWriterOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> _response = new(1024);
    private byte[] _request = new byte[1024];
    private int _requestLength;

    public RequestContext() => Json = new Utf8JsonWriter(_response, s_json);

    public DefaultHttpContext Http { get; } = new();
    public string Method => Http.Request.Method;
    public string Path { get; set; } = "";
    public ReadOnlyMemory<byte> RequestBody => _request.AsMemory(0, _requestLength);

    public Guid CorrelationId { get; private set; }
    public DateTimeOffset At { get; private set; }
    public SimulatedClient? Client { get; set; }
    public IssuedToken? Token { get; set; }
    public RateLimitStatus? RateLimit { get; set; }
    public LaunchRecord? Launch { get; set; }

    public int Status { get; private set; }
    public string? RetryAfter { get; set; }

    /// <summary>Where a 302 leads; null for other responses.</summary>
    public string? Location { get; set; }

    public Utf8JsonWriter Json { get; }

    public void Begin(IFeatureCollection features)
    {
        Http.Initialize(features);
        Path = Http.Request.Path.Value ?? "";
    }

    public void Begin(Guid correlationId, DateTimeOffset at)
    {
        CorrelationId = correlationId;
        At = at;
        Client = null;
        Token = null;
        RateLimit = null;
        Launch = null;
        RetryAfter = null;
        Location = null;
        StartResponse(200);
    }

    public void End() => Http.Uninitialize();

    /// <summary>Discards what was written and starts a new response, whose JSON is written to <see cref="Json"/>.</summary>
    public Utf8JsonWriter StartResponse(int status)
    {
        Status = status;
        _response.ResetWrittenCount();
        Json.Reset();
        return Json;
    }

    /// <summary>The body of the response.</summary>
    public ReadOnlyMemory<byte> GetResponseBody()
    {
        Json.Flush();
        return _response.WrittenMemory;
    }

    /// <summary>Reads the body; false if it is longer than <paramref name="maxBytes"/>.</summary>
    public async ValueTask<bool> ReadBodyAsync(int maxBytes)
    {
        _requestLength = 0;
        if (Http.Request.ContentLength > maxBytes)
            return false;
        PipeReader reader = Http.Request.BodyReader;
        while (true)
        {
            ReadResult read = await reader.ReadAsync().ConfigureAwait(false);
            int length = checked((int)read.Buffer.Length);
            if (_requestLength + length > maxBytes)
            {
                reader.AdvanceTo(read.Buffer.End);
                return false;
            }

            if (_request.Length < _requestLength + length)
                Array.Resize(ref _request, Math.Max(_request.Length * 2, _requestLength + length));
            read.Buffer.CopyTo(_request.AsSpan(_requestLength));
            _requestLength += length;
            reader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
                return true;
        }
    }

    public bool CanAccess(SimulatedDivision division) => Client!.CanAccess(division);
}
