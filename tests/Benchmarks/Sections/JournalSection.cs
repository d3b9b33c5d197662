using System.Diagnostics;
using System.Globalization;
using Benchmarks.Report;
using Benchmarks.Setting;
using GenesysCloud.Launching.Journal;
using GenesysCloud.Launching.Journal.Keys;

namespace Benchmarks.Sections;

/// <summary>What it costs to have every launch on disk before it is sent.</summary>
internal static class JournalSection
{
    private const int MostInFlight = 256; // that -ThrottleLimit takes

    public static async Task RunAsync(Harness bench)
    {
        using var folder = new JournalFolder();
        await MeasureUnlimitedAsync(bench, folder);
        await MeasureLimitedAsync(bench, folder);
        await MeasureOpeningAsync(bench, folder, withEnds: false);
        await MeasureOpeningAsync(bench, folder, withEnds: true);
    }

    private static async Task MeasureUnlimitedAsync(Harness bench, JournalFolder folder)
    {
        await bench.BeginUnlimitedAsync();
        using var shell = ModuleShell.Connect(bench.Simulator);
        shell.Set("rows", LaunchRows.Make(bench.Rows));
        // The more are in flight, the more share a flush. A disk takes longer at one time than at another, so there are more pairs than
        // elsewhere.
        foreach (int inFlight in new[] { Harness.InFlight, MostInFlight })
        {
            Pairs pairs = await Pairs.MeasureAsync(
                3 * bench.PairCount,
                () => bench.LaunchAsync(shell, bench.Rows, folder.NewJournal(), inFlight),
                () => bench.LaunchAsync(shell, bench.Rows, "", inFlight),
                warmUps: 6);
            bench.Report.Add(pairs.ToLine($"launches with -Journal, no limit, {inFlight} in flight", "without", " /s", goal: null));
        }
    }

    private static async Task MeasureLimitedAsync(Harness bench, JournalFolder folder)
    {
        int rows = bench.Quick ? 600 : 1_200;
        double with = await LaunchLimitedAsync(bench, rows, folder.NewJournal());
        double without = await LaunchLimitedAsync(bench, rows, "");
        bench.Report.Add(new Line(
            $"launches with -Journal, {Harness.Number(rows)} rows under the rate limit",
            string.Create(CultureInfo.InvariantCulture, $"{with:0.0} /s"),
            string.Create(CultureInfo.InvariantCulture, $"without: {without:0.0} /s"))
        {
            Result = new Samples(with / without), Goal = Goal.AtLeast(0.99),
        });
    }

    private static async Task<double> LaunchLimitedAsync(Harness bench, int rows, string parameters)
    {
        await PacedSection.BeginLimitedAsync(bench);
        using var shell = ModuleShell.Open();
        shell.Set("session", PacedSection.Connect(bench, await bench.Simulator.GetTokenAsync()));
        shell.Set("rows", LaunchRows.Make(rows));
        return await bench.LaunchAsync(shell, rows, "-Session $session " + parameters);
    }

    private static async Task MeasureOpeningAsync(Harness bench, JournalFolder folder, bool withEnds)
    {
        int rows = bench.Quick ? 100_000 : 1_000_000;
        string path = folder.NewPath();
        var identity = new JournalIdentity(Guid.Empty.ToString(), LaunchRows.Flow, "us-east-1");
        // Before any journal: what an earlier one might still hold then counts too, and none is taken for less than it is.
        long before = GC.GetTotalMemory(forceFullCollection: true);
        await WriteAsync(path, identity, rows, withEnds);

        var seconds = new List<double>();
        var megabytes = new List<double>();
        for (int number = 0; number < 3; number++)
        {
            (double took, double held) = await OpenAsync(path, identity, rows, before);
            seconds.Add(took);
            megabytes.Add(held);
        }

        bench.Report.Add(new Line(
            $"opening a journal of {Harness.Number(rows)} rows{(withEnds ? " that have ended" : "")}",
            string.Create(CultureInfo.InvariantCulture, $"{new FileInfo(path).Length / (double)rows:0} bytes a row"),
            withEnds ? "three lines a row: intent, outcome, and end, each with a reason of its own" : "two lines a row: intent and outcome")
        {
            Result = new Samples(seconds), Unit = " s", Goal = Goal.AtMost(5),
        });
        bench.Report.Add(new Line(
            $"memory of an open journal of {Harness.Number(rows)} rows{(withEnds ? " that have ended" : "")}",
            "",
            "managed memory, after a collection")
        {
            Result = new Samples(megabytes), Unit = " MB", Goal = Goal.AtMost(400),
        });
    }

    private static async Task<(double Seconds, double Megabytes)> OpenAsync(
        string path, JournalIdentity identity, int rows, long before)
    {
        long started = Stopwatch.GetTimestamp();
        await using LaunchJournal journal = await LaunchJournal.OpenAsync(path, identity, TimeProvider.System);
        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        double megabytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / 1e6;
        JournalSummary summary = journal.Summarize();
        return summary.Launched + summary.Finished.Values.Sum() == rows
            ? (seconds, megabytes)
            : throw new InvalidOperationException("The journal does not hold what was written to it.");
    }

    // Keys as rows have them that no column names.
    private static async Task WriteAsync(string path, JournalIdentity identity, int rows, bool withEnds)
    {
        await using LaunchJournal journal = await LaunchJournal.OpenAsync(path, identity, TimeProvider.System);
        var keys = new LaunchKeys(identity.FlowId);
        for (int row = 1; row <= rows; row++)
        {
            string key = keys.FromInputs(new Dictionary<string, object?> { ["Flow.badgeNumber"] = row });
            ValueTask<JournalAnnouncement> intent = journal.IntentAsync(new JournalIntent(key, row, null));
            if (row % 1_000 == 0)
                await intent;
            string id = Guid.NewGuid().ToString();
            _ = journal.LaunchedAsync(key, id, "3.0");
            if (withEnds)
                _ = journal.FinishedAsync(id, "COMPLETED", DateTimeOffset.UtcNow, new EndDetail($"Ticket {row} was created", null, null));
        }
    }
}
