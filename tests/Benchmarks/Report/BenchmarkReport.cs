namespace Benchmarks.Report;

/// <summary>What has been measured so far. Lines are told as they come, and once more as one table in the end.</summary>
internal sealed class BenchmarkReport
{
    private readonly List<Line> _lines = [];
    private readonly List<FaultLine> _faults = [];

    public void Add(Line line)
    {
        _lines.Add(line);
        string goal = line.Goal is null ? "" : $", goal {line.GoalText}: {line.Reached}";
        string result = line.Result is null ? "" : $": {line.ResultText}{goal}";
        Console.Error.WriteLine($"  {line.Measure}: {line.Module}; {line.Beside}{result}");
    }

    public void Add(FaultLine line)
    {
        _faults.Add(line);
        Console.Error.WriteLine($"  {line.Fault}: {line.Plain}; with a journal: {line.Journaled}");
    }

    public void Print(TextWriter to)
    {
        if (_lines.Count > 0)
        {
            Table.Print(
                to, ["measure", "this module", "beside", "median (min–max)", "goal", "reached"],
                [.. _lines.Select(
                    line => (string[])[line.Measure, line.Module, line.Beside, line.ResultText, line.GoalText, line.Reached])]);
        }

        if (_faults.Count > 0)
        {
            to.WriteLine();
            Table.Print(
                to, ["fault on the launch", "launches", "told", "with -Journal: launches", "told"],
                [.. _faults.Select(line =>
                    (string[])[line.Fault, $"{line.Plain.Launches}", line.Plain.Told, $"{line.Journaled.Launches}", line.Journaled.Told])]);
        }
    }
}

/// <summary>What one call of the cmdlet made of a fault.</summary>
internal sealed record FaultLine(string Fault, FaultOutcome Plain, FaultOutcome Journaled);

/// <param name="Launches">How often it was launched, by the simulator's count.</param>
/// <param name="Told">The error's id, or OK.</param>
internal sealed record FaultOutcome(long Launches, string Told)
{
    public override string ToString() => $"{Launches} launched, {Told}";
}
