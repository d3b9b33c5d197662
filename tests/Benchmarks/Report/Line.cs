using System.Globalization;

namespace Benchmarks.Report;

/// <summary>One line of the table: a measure beside a rival or the raw limit.</summary>
/// <param name="Measure">What was measured.</param>
/// <param name="Module">What the module came to.</param>
/// <param name="Beside">Who or what it is compared with, and what that came to.</param>
internal sealed record Line(string Measure, string Module, string Beside)
{
    /// <summary>The figure that the goal is about; null where it could not be measured.</summary>
    public Samples? Result { get; init; }

    /// <summary>The unit of <see cref="Result"/>, with a leading space; empty for ratios.</summary>
    public string Unit { get; init; } = "";

    public Goal? Goal { get; init; }

    /// <summary>A second condition of the goal, such as that nothing was refused.</summary>
    public bool ButOnlyIf { get; init; } = true;

    public string ResultText => Result switch
    {
        null => "",
        { Count: 1 } => Number(Result.Median) + Unit,
        _ => $"{Number(Result.Median)} ({Number(Result.Min)}–{Number(Result.Max)}){Unit}",
    };

    public string GoalText => Goal?.ToString(Unit) ?? "";

    public string Reached => Result is null || Goal is null ? "" : Goal.IsReachedBy(Result.Median) && ButOnlyIf ? "yes" : "NO";

    private static string Number(double value) => value.ToString(Math.Abs(value) < 100 ? "0.00" : "0", CultureInfo.InvariantCulture);
}
