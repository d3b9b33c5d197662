using GenesysCloud.RateLimiting;
using Microsoft.Extensions.Time.Testing;

namespace GenesysCloud.Tests.Pacing;

/// <summary>A rateLimiter on a clock that stands still until a test moves it.</summary>
internal sealed class RateLimiterFixture : IDisposable
{
    public const string Launches = "POST /api/v2/flows/executions";
    public const string Reads = "GET /api/v2/flows/{flowId}";

    private readonly List<int> _opening = [];

    public RateLimiterFixture(RateLimiterOptions? options = null, int tokens = 1)
    {
        RateLimiter = new RateLimiter(options ?? new RateLimiterOptions(), Time, tokens);
    }

    /// <summary>The lanes whose tokens were asked for, oldest first.</summary>
    public IReadOnlyList<int> Opening => _opening;

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public RateLimiter RateLimiter { get; }

    public static RateLimitHeaders Told(int count, int allowed, int resetSeconds) =>
        new(count, allowed, TimeSpan.FromSeconds(resetSeconds));

    public static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    public Task<RateLimitLease> Ask(
        string resource = Launches,
        RequestPriority priority = RequestPriority.Normal,
        double cap = 180,
        Action<RateLimitWait>? waiting = null,
        int? lane = null,
        CancellationToken cancellationToken = default) =>
        RateLimiter.WaitAsync(
            new RateLimitRequest(resource, priority, Seconds(cap), waiting) { Lane = lane, OpenLane = _opening.Add },
            cancellationToken).AsTask();

    /// <summary>Asks so often; all must be let go at once.</summary>
    public List<RateLimitLease> Go(int times, string resource = Launches)
    {
        var leases = new List<RateLimitLease>();
        for (int i = 0; i < times; i++)
        {
            leases.Add(Ticket(Ask(resource)));
        }

        return leases;
    }

    /// <summary>The lease of one who must have been let go by now.</summary>
    public static RateLimitLease Ticket(Task<RateLimitLease> asked)
    {
        Xunit.Assert.True(asked.IsCompletedSuccessfully, "still has to wait");
        return asked.Result;
    }

    public RateLimitLease Go(string resource = Launches) => Go(1, resource)[0];

    public void Pass(double seconds) => Time.Advance(Seconds(seconds));

    public void Dispose() => RateLimiter.Dispose();
}
