using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using GenesysCloud.RateLimiting;

namespace GenesysCloud.Http;

/// <summary>The last response to a call, and the exceptions that can be made of it.</summary>
internal sealed class ApiResponse(string resource, string host, SendResult result, int attempts)
{
    // As deep as ConvertFrom-Json would be asked to read by those who know that the default may not do.
    private static readonly JsonDocumentOptions s_deep = new() { MaxDepth = 256 };

    public ReadOnlyMemory<byte> Body => result.Body;

    public string? CorrelationId => result.CorrelationId;

    public int Attempts => attempts;

    public bool IsSuccess => result.IsSuccess;

    /// <summary>What this response says about whether the request was carried out.</summary>
    /// <remarks>
    /// Only a refusal in Genesys Cloud's own words says that it was not. 408 is about time and not about the request; 3xx, 5xx,
    /// undocumented statuses, and the response of a proxy or gateway say nothing about it.
    /// </remarks>
    public SendOutcome Outcome => result switch
    {
        { Failure: not null, MayHaveArrived: false } => SendOutcome.NotSent,
        { IsSuccess: true } => SendOutcome.Done,
        { IsRefusal: true } => SendOutcome.Refused,
        _ => SendOutcome.Unknown,
    };

    /// <summary>The object that was asked for.</summary>
    /// <exception cref="GenesysCloudException">The call did not succeed, or its response holds something else.</exception>
    public T Read<T>(JsonTypeInfo<T> type)
        where T : class, IApiModel
    {
        ThrowIfFailed();
        // Free-form parts are decoded when they are looked at, long after this, so a body that is not UTF-8 is met here.
        if (!Utf8.IsValid(Body.Span))
            throw Unreadable(null);
        try
        {
            T? read = JsonSerializer.Deserialize(Body.Span, type);
            return read?.IsExpected(isFromService: CorrelationId is not null) == true ? read : throw Unreadable(null);
        }
        catch (JsonException unreadable)
        {
            throw Unreadable(unreadable);
        }
    }

    /// <summary>Whatever JSON the response holds; null if it holds nothing.</summary>
    /// <exception cref="GenesysCloudException">The call did not succeed, or its response is not JSON.</exception>
    public JsonElement? ReadJson()
    {
        ThrowIfFailed();
        if (Body.IsEmpty)
            return null;
        if (!Utf8.IsValid(Body.Span))
            throw Unreadable(null);
        try
        {
            using var document = JsonDocument.Parse(Body, s_deep);
            return document.RootElement.Clone();
        }
        catch (JsonException unreadable)
        {
            throw Unreadable(unreadable);
        }
    }

    /// <exception cref="GenesysCloudException">It did not succeed.</exception>
    public void ThrowIfFailed()
    {
        if (!IsSuccess)
            throw ToException();
    }

    /// <summary>The failure as an exception: status, code, message, correlation id, outcome and attempts.</summary>
    public GenesysCloudException ToException()
    {
        if (result.Failure is not null)
        {
            return new GenesysCloudException($"{resource} at {host}: {result.FailureText}.", Outcome, result.Failure)
            {
                Attempts = attempts,
                Resource = resource,
            };
        }

        if (result.IsForeign)
            return NotFromGenesysCloud(null);
        ErrorBody? error = result.Error;
        string said = DisplayText.OneLine(error?.FullMessage) ?? "the response has no message";
        return new GenesysCloudException($"{resource}: {(int)result.Status} {error?.Code ?? result.Status.ToString()}: {said}", Outcome)
        {
            Status = (int)result.Status,
            Code = error?.Code,
            ServiceMessage = error?.FullMessage,
            CorrelationId = result.CorrelationId ?? error?.ContextId,
            Attempts = attempts,
            RetryAfter = result.RetryAfter,
            Resource = resource,
            Error = error,
        };
    }

    /// <summary>A success whose body says nothing: whatever was asked for may have been done.</summary>
    public GenesysCloudException Unreadable(Exception? reason) => CorrelationId is null
        ? NotFromGenesysCloud(reason)
        : new($"{resource}: {(int)result.Status}, but the response could not be read.", SendOutcome.Unknown, result.Shown(reason))
        {
            Status = (int)result.Status,
            CorrelationId = result.CorrelationId,
            Attempts = attempts,
            Resource = resource,
        };

    private GenesysCloudException NotFromGenesysCloud(Exception? reason)
    {
        ForeignResponse foreign = result.AsForeign();
        return new GenesysCloudException(
            $"{resource}: the response did not come from Genesys Cloud ({foreign}).", SendOutcome.Unknown, result.Shown(reason))
        {
            Status = foreign.Status,
            CorrelationId = result.CorrelationId,
            Attempts = attempts,
            RetryAfter = result.RetryAfter,
            Resource = resource,
            ForeignResponse = foreign,
        };
    }

    /// <summary>The rate limit asks for a longer wait than the caller allows. Nothing was done.</summary>
    public GenesysCloudException RateLimited(RateLimitExceededException tooLong)
    {
        // Refusals without an end that aren't Genesys Cloud's are a fault of the network, not a rate limit.
        if (tooLong.RefusedFor is not null && result.IsForeign)
            return NotFromGenesysCloud(tooLong);
        ErrorBody? error = result.Error;
        var wait = TimeSpan.FromSeconds(Math.Max(1, Math.Ceiling(tooLong.RetryAfter.TotalSeconds)));
        string until = tooLong.RetryAt.LocalDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        string why = tooLong.RefusedFor is { } refusedFor
            ? $"the rate limit has rejected every request for {TimeSpan.FromSeconds(Math.Round(refusedFor.TotalSeconds)):c}"
            : $"the rate limit requires a wait of {wait:c}, until {until}";
        return new GenesysCloudException($"{resource}: {why}.", SendOutcome.Refused, tooLong)
        {
            Status = (int)HttpStatusCode.TooManyRequests,
            Code = error?.Code,
            ServiceMessage = error?.FullMessage,
            CorrelationId = result.CorrelationId,
            Attempts = attempts,
            RetryAfter = wait,
            Resource = resource,
            Error = error,
        };
    }
}
