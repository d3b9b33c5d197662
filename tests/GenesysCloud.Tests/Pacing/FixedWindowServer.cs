using GenesysCloud.RateLimiting;

namespace GenesysCloud.Tests.Pacing;

internal enum Rounding { Up, Down, Nearest }

internal enum RevealedHeaders { Everything, RetryAfterOnly, Nothing }

/// <summary>The server's side: a fixed window per token that begins with its first request, as the platform counts.</summary>
internal sealed class FixedWindowServer(int allowed, TimeSpan length)
{
    private TimeSpan _endsAt;

    public Rounding Rounding { get; init; } = Rounding.Up;

    public RevealedHeaders RevealedHeaders { get; init; } = RevealedHeaders.Everything;

    public bool CountsRefused { get; init; }

    /// <summary>Answers lose their headers when this says so.</summary>
    public Func<bool> DropsHeaders { get; init; } = static () => false;

    public int Allowed { get; set; } = allowed;

    public int Count { get; set; }

    public int Admitted { get; private set; }

    public int Refused { get; private set; }

    public record struct WindowResponse(bool Admitted, RateLimitHeaders? Headers, TimeSpan? RetryAfter);

    public WindowResponse Arrive(TimeSpan now)
    {
        if (now >= _endsAt)
        {
            _endsAt = now + length;
            Count = 0;
        }

        bool admitted = Count < Allowed;
        if (admitted || CountsRefused)
            Count++;
        if (admitted)
            Admitted++;
        else
            Refused++;

        TimeSpan reset = Round(_endsAt - now);
        return new WindowResponse(
            admitted,
            RevealedHeaders == RevealedHeaders.Everything && !DropsHeaders() ? new RateLimitHeaders(Count, Allowed, reset) : null,
            admitted || RevealedHeaders == RevealedHeaders.Nothing ? null : reset);
    }

    /// <summary>Whether it would take another one now besides those on their way, and since when.</summary>
    public bool HasRoom(TimeSpan now, int onTheirWay, out TimeSpan since)
    {
        bool over = now >= _endsAt;
        since = over ? _endsAt : _endsAt - length;
        return (over ? Allowed : Allowed - Count) - onTheirWay > 0;
    }

    private TimeSpan Round(TimeSpan rest) => TimeSpan.FromSeconds(Rounding switch
    {
        Rounding.Up => Math.Ceiling(rest.TotalSeconds),
        Rounding.Down => Math.Floor(rest.TotalSeconds),
        _ => Math.Round(rest.TotalSeconds, MidpointRounding.AwayFromZero),
    });
}
