using System.Globalization;

namespace Benchmarks.Report;

/// <summary>Two things measured in turns, so that what else the machine does meets both alike.</summary>
/// <param name="Ours">What the module came to.</param>
/// <param name="Rival">What the other came to.</param>
/// <param name="Ratio">Ours to the other's, pair by pair.</param>
internal sealed record Pairs(Samples Ours, Samples Rival, Samples Ratio)
{
    /// <param name="count">How many pairs.</param>
    /// <param name="ours">Measures the module once.</param>
    /// <param name="rival">Measures the other once.</param>
    /// <param name="warmUps">Pairs before those, which do not count.</param>
    public static async Task<Pairs> MeasureAsync(int count, Func<Task<double>> ours, Func<Task<double>> rival, int warmUps = 1)
    {
        for (int number = 0; number < warmUps; number++)
        {
            await ours();
            await rival();
        }

        var pairs = new List<(double Ours, double Rival)>();
        for (int number = 0; number < count; number++)
        {
            // Who goes first changes, too: the second finds the machine as the first has left it.
            double first = await (number % 2 == 0 ? ours : rival)();
            double second = await (number % 2 == 0 ? rival : ours)();
            pairs.Add(number % 2 == 0 ? (first, second) : (second, first));
        }

        return new Pairs(
            new(pairs.Select(pair => pair.Ours)), new(pairs.Select(pair => pair.Rival)), new(pairs.Select(pair => pair.Ours / pair.Rival)));
    }

    public Line ToLine(string measure, string rival, string unit, Goal? goal) => new(
        measure,
        string.Create(CultureInfo.InvariantCulture, $"{Ours.Median:#,0}{unit}"),
        string.Create(CultureInfo.InvariantCulture, $"{rival}: {Rival.Median:#,0}{unit}")) { Result = Ratio, Goal = goal };
}
