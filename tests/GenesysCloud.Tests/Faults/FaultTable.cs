using System.Net.Sockets;
using GenesysCloud.RateLimiting;
using GenesysCloud.Simulator;

namespace GenesysCloud.Tests.Faults;

/// <summary>Everything that can befall one launch. "After" means that the flow was launched and the answer says otherwise.</summary>
internal static class FaultTable
{
    private const string Launched = "Launched";
    private const string Refused = "Refused";
    private const string NotSent = "NotSent";
    private const string Unknown = "Unknown";
    private const string Lost = "the connection was lost before a response was received";

    public static IReadOnlyDictionary<string, FaultRow> Rows { get; } =
        new IEnumerable<FaultRow>[] { [NoFault()], Broken(), ServerErrors(), Throttled(), SignedOut(), Refusals(), Unreachable() }
            .SelectMany(rows => rows).ToDictionary(row => row.Name);

    private static FaultRow NoFault() => new("nothing goes wrong") { Outcome = Launched, Launches = 1 };

    private static IEnumerable<FaultRow> Broken() =>
    [
        new("body read, connection dropped, then OK")
        {
            Faults = [new(FaultKind.DropBefore)],
            Outcome = Unknown,
            Launches = 0,
            Says = Lost,
        },
        new("launched, connection dropped, then OK") { Faults = [new(FaultKind.DropAfter)], Outcome = Unknown, Launches = 1, Says = Lost },
        new("launched, connection dropped, every time")
        {
            Faults = [new(FaultKind.DropAfter) { Times = null }],
            Outcome = Unknown,
            Launches = 1,
            Says = Lost,
        },
        new("no answer")
        {
            Faults = [new(FaultKind.HangBefore)],
            Hangs = true,
            Outcome = Unknown,
            Launches = 0,
            Says = "no response was received within 30 s",
            Takes = Seconds(30),
        },
        new("launched, then no response")
        {
            Faults = [new(FaultKind.HangAfter)],
            Hangs = true,
            Outcome = Unknown,
            Launches = 1,
            Says = "no response was received within 30 s",
            Takes = Seconds(30),
        },
        new("launched, unreadable answer")
        {
            Faults = [new(FaultKind.UnreadableBody)],
            Outcome = Unknown,
            Launches = 1,
            Status = 200,
            Says = "could not be read",
        },
        new("launched, truncated answer") { Faults = [new(FaultKind.TruncatedBody)], Outcome = Unknown, Launches = 1, Says = Lost },
    ];

    private static IEnumerable<FaultRow> ServerErrors()
    {
        foreach ((int status, string code) in new[]
                 {
                     (408, "client.timeout"),
                     (500, "internal.server.error"),
                     (502, "bad.gateway"),
                     (503, "service.unavailable"),
                     (504, "request.timeout"),
                 })
        {
            yield return new($"{status}, then OK")
            {
                Faults = [new(FaultKind.StatusBefore) { Status = status }],
                Outcome = Unknown, Launches = 0, Status = status, Code = code,
            };
            yield return new($"{status} after, then OK")
            {
                Faults = [new(FaultKind.StatusAfter) { Status = status }],
                Outcome = Unknown, Launches = 1, Status = status, Code = code,
            };
            yield return new($"{status} after with Retry-After, then OK")
            {
                Faults = [new(FaultKind.StatusAfter) { Status = status, RetryAfterSeconds = 1 }],
                Outcome = Unknown, Launches = 1, Status = status, Code = code, RetryAfter = Seconds(1),
            };
            yield return new($"{status} after, every time")
            {
                Faults = [new(FaultKind.StatusAfter) { Status = status, Times = null }],
                Outcome = Unknown, Launches = 1, Status = status, Code = code,
            };
        }
    }

    private static IEnumerable<FaultRow> Throttled() =>
    [
        new("429 + Retry-After 1 s, then OK")
        {
            Faults = [new(FaultKind.TooManyRequests) { RetryAfterSeconds = 1 }],
            Outcome = Launched, Launches = 1, Attempts = 2, Takes = Seconds(1),
        },
        new("429 + Retry-After 100 s, then OK")
        {
            // More than a minute, so that the seconds component alone (40) would be too little.
            Faults = [new(FaultKind.TooManyRequests) { RetryAfterSeconds = 100 }],
            Outcome = Launched, Launches = 1, Attempts = 2, Takes = Seconds(100),
        },
        new("429 + Retry-After as a date, then OK")
        {
            Faults = [new(FaultKind.TooManyRequests) { RetryAfterSeconds = 20, RetryAfterAsDate = true }],
            Outcome = Launched, Launches = 1, Attempts = 2, Takes = Seconds(20),
        },
        new("429 without Retry-After, then OK")
        {
            Faults = [new(FaultKind.TooManyRequests)],
            Outcome = Launched, Launches = 1, Attempts = 2, Takes = Seconds(1),
        },
        new("429 three times, then OK")
        {
            Faults = [new(FaultKind.TooManyRequests) { RetryAfterSeconds = 2, Times = 3 }],
            Outcome = Launched, Launches = 1, Attempts = 4, Takes = Seconds(6),
        },
        new("429 + Retry-After 1 h")
        {
            Faults = [new(FaultKind.TooManyRequests) { RetryAfterSeconds = 3600 }],
            Outcome = Refused, Launches = 0, Status = 429, Code = "too.many.requests.retry.after",
            RetryAfter = Seconds(3600), Says = "requires a wait of 01:00:00",
        },
        new("429, then launched and dropped")
        {
            Faults = [new(FaultKind.TooManyRequests) { RetryAfterSeconds = 1 }, new(FaultKind.DropAfter)],
            Outcome = Unknown, Launches = 1, Attempts = 2, Says = Lost, Takes = Seconds(1),
        },
    ];

    private static IEnumerable<FaultRow> SignedOut() =>
    [
        new("401, then OK") { Faults = [new(FaultKind.StatusBefore) { Status = 401 }], Outcome = Launched, Launches = 1, Attempts = 2 },
        new("401 every time")
        {
            Faults = [new(FaultKind.StatusBefore) { Status = 401, Times = null }],
            Outcome = Refused, Launches = 0, Attempts = 2, Status = 401, Code = "bad.credentials",
        },
        new("401, then 503 after")
        {
            Faults = [new(FaultKind.StatusBefore) { Status = 401 }, new(FaultKind.StatusAfter)],
            Outcome = Unknown, Launches = 1, Attempts = 2, Status = 503, Code = "service.unavailable",
        },
        new("401, and the login host is down")
        {
            Faults =
            [
                new(FaultKind.StatusBefore) { Status = 401 },
                new(FaultKind.StatusBefore) { Path = "/oauth/token", Skip = 1, Times = null },
            ],
            Outcome = NotSent, Launches = 0, Attempts = 6, Status = 503, Says = "Sign-in at 127.0.0.1 failed: 503",
        },
    ];

    private static IEnumerable<FaultRow> Refusals() =>
        from refusal in new (int Status, string Code)[]
        {
            (400, "bad.request"), (400, "invalid.property"), (403, "not.authorized"), (404, "not.found"), (409, "general.conflict"),
            (410, "architect.flow.deleted"), (413, "request.entity.too.large"), (415, "unsupported.media.type"),
        }
        select new FaultRow($"{refusal.Status} {refusal.Code}")
        {
            Faults = [new(FaultKind.StatusBefore) { Status = refusal.Status, Code = refusal.Code }],
            Outcome = Refused, Launches = 0, Status = refusal.Status, Code = refusal.Code,
        };

    private static IEnumerable<FaultRow> Unreachable()
    {
        foreach ((string name, SocketError error, string says) in new[]
                 {
                     ("connection refused", SocketError.ConnectionRefused, "a connection could not be established"),
                     ("name not resolved", SocketError.HostNotFound, "the host name could not be resolved"),
                     ("network unreachable", SocketError.NetworkUnreachable, "a connection could not be established"),
                 })
        {
            yield return new($"{name}, then OK")
            {
                ConnectFailures = [error, error], Outcome = Launched, Launches = 1, Attempts = 3, Takes = TimeSpan.FromSeconds(0.5),
            };
            yield return new($"{name}, every time")
            {
                ConnectFailures = [.. Enumerable.Repeat(error, 100)], Outcome = NotSent, Launches = 0, Attempts = 6, Says = says,
            };
        }

        yield return new("connection refused, then launched and dropped")
        {
            ConnectFailures = [SocketError.ConnectionRefused], Faults = [new(FaultKind.DropAfter)],
            Outcome = Unknown, Launches = 1, Attempts = 2, Says = Lost,
        };
    }

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);
}
