using System.Globalization;
using System.Net;
using GenesysCloud.RateLimiting;

namespace GenesysCloud.Http;

/// <summary>The last answer to a call, and the exceptions that can be made of it.</summary>
internal sealed class ApiAnswer(string resource, string host, Attempt attempt, int attempts)
{
    public ReadOnlyMemory<byte> Body => attempt.Body;

    public string? CorrelationId => attempt.CorrelationId;

    public int Attempts => attempts;

    public bool IsSuccess => attempt.IsSuccess;

    /// <summary>What this answer says about whether the request was carried out.</summary>
    /// <remarks>
    /// 4xx says that the service looked at the request and did not do it; 408 does not (it is about time, not about the request),
    /// nor does 3xx, 5xx or silence.
    /// </remarks>
    public SendOutcome Outcome => attempt switch
    {
        { Failure: not null, MayHaveArrived: false } => SendOutcome.NotSent,
        { Failure: not null } => SendOutcome.Unknown,
        { Status: HttpStatusCode.RequestTimeout } => SendOutcome.Unknown,
        _ => (int)attempt.Status switch
        {
            >= 200 and < 300 => SendOutcome.Done,
            >= 400 and < 500 => SendOutcome.Refused,
            _ => SendOutcome.Unknown,
        },
    };

    /// <exception cref="GenesysCloudException">It did not succeed.</exception>
    public void ThrowIfFailed()
    {
        if (!IsSuccess)
            throw ToException();
    }

    /// <summary>The failure as an exception: status, code, message, correlation id, outcome and attempts.</summary>
    public GenesysCloudException ToException()
    {
        if (attempt.Failure is not null)
        {
            return new GenesysCloudException($"{resource} at {host}: {attempt.FailureText}.", Outcome, attempt.Failure)
            {
                Attempts = attempts,
                Resource = resource,
            };
        }

        ErrorBody? error = ErrorBody.TryRead(attempt.Body.Span);
        string said = error?.Message ?? "the answer is not one of Genesys Cloud's";
        return new GenesysCloudException($"{resource}: {(int)attempt.Status} {error?.Code ?? attempt.Status.ToString()}: {said}", Outcome)
        {
            Status = (int)attempt.Status,
            Code = error?.Code,
            ServiceMessage = error?.Message,
            CorrelationId = attempt.CorrelationId ?? error?.ContextId,
            Attempts = attempts,
            RetryAfter = attempt.RetryAfter,
            Resource = resource,
            Error = error,
        };
    }

    /// <summary>A success whose body says nothing: whatever was asked for may have been done.</summary>
    public GenesysCloudException Unreadable(Exception? reason) =>
        new($"{resource}: {(int)attempt.Status}, but the answer could not be read.", SendOutcome.Unknown, reason)
        {
            Status = (int)attempt.Status,
            CorrelationId = attempt.CorrelationId,
            Attempts = attempts,
            Resource = resource,
        };

    /// <summary>The rate limit asks for a longer wait than the caller allows. Nothing was done.</summary>
    public GenesysCloudException RateLimited(RateLimitExceededException tooLong)
    {
        ErrorBody? error = ErrorBody.TryRead(attempt.Body.Span);
        TimeSpan wait = TimeSpan.FromSeconds(Math.Max(1, Math.Ceiling(tooLong.RetryAfter.TotalSeconds)));
        string until = tooLong.RetryAt.LocalDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        return new GenesysCloudException($"{resource}: the rate limit asks to wait {wait:c}, until {until}.", SendOutcome.Refused, tooLong)
        {
            Status = (int)HttpStatusCode.TooManyRequests,
            Code = error?.Code,
            ServiceMessage = error?.Message,
            CorrelationId = attempt.CorrelationId,
            Attempts = attempts,
            RetryAfter = wait,
            Resource = resource,
            Error = error,
        };
    }
}
