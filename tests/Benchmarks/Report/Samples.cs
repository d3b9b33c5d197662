namespace Benchmarks.Report;

/// <summary>The same thing measured several times.</summary>
internal sealed class Samples
{
    private readonly List<double> _sorted = [];

    public Samples(params IEnumerable<double> values) => _sorted = [.. values.Order()];

    public double Min => _sorted[0];

    public double Max => _sorted[^1];

    public double Median => (_sorted[(_sorted.Count - 1) / 2] + _sorted[_sorted.Count / 2]) / 2;

    public int Count => _sorted.Count;
}
