using GenesysCloud.RateLimiting;
using Microsoft.Extensions.Time.Testing;

namespace GenesysCloud.Tests.Pacing;

/// <summary>A pacer on a clock that stands still until a test moves it.</summary>
internal sealed class PacerFixture : IDisposable
{
    public const string Launches = "POST /api/v2/flows/executions";
    public const string Reads = "GET /api/v2/flows/{flowId}";

    public PacerFixture(PacerOptions? options = null)
    {
        Pacer = new Pacer(options ?? new PacerOptions(), Time);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public Pacer Pacer { get; }

    public static RateLimitHeaders Told(int count, int allowed, int resetSeconds) =>
        new(count, allowed, TimeSpan.FromSeconds(resetSeconds));

    public static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    public Task<PacerTicket> Ask(
        string resource = Launches,
        RequestPriority priority = RequestPriority.Normal,
        double cap = 180,
        Action<RateLimitWait>? waiting = null,
        CancellationToken cancellationToken = default) =>
        Pacer.WaitAsync(new PaceRequest(resource, priority, Seconds(cap), waiting), cancellationToken).AsTask();

    /// <summary>Asks so often; all must be let go at once.</summary>
    public List<PacerTicket> Go(int times, string resource = Launches)
    {
        var tickets = new List<PacerTicket>();
        for (int i = 0; i < times; i++)
        {
            tickets.Add(Ticket(Ask(resource)));
        }

        return tickets;
    }

    /// <summary>The ticket of one who must have been let go by now.</summary>
    public static PacerTicket Ticket(Task<PacerTicket> asked)
    {
        Xunit.Assert.True(asked.IsCompletedSuccessfully, "still has to wait");
        return asked.Result;
    }

    public PacerTicket Go(string resource = Launches) => Go(1, resource)[0];

    public void Pass(double seconds) => Time.Advance(Seconds(seconds));

    public void Dispose() => Pacer.Dispose();
}
