using System.Globalization;

namespace Benchmarks.Report;

/// <summary>A bound that a measure is to keep.</summary>
internal sealed record Goal(double Bound, bool IsLeast)
{
    public static Goal AtLeast(double bound) => new(bound, IsLeast: true);

    public static Goal AtMost(double bound) => new(bound, IsLeast: false);

    public bool IsReachedBy(double value) => IsLeast ? value >= Bound : value <= Bound;

    public string ToString(string unit) => string.Create(CultureInfo.InvariantCulture, $"{(IsLeast ? "≥" : "≤")} {Bound:0.##}{unit}");
}
