using System.Diagnostics;
using GenesysCloud.Launching.Journal;
using Xunit;

namespace GenesysCloud.Tests.Journal;

public sealed class JournalScaleTests(ITestOutputHelper output)
{
    [Fact]
    [Trait("Category", "Slow")]
    public async Task A_journal_of_a_million_rows_is_read_whole()
    {
        const int Rows = 1_000_000;
        using TemporaryFolder folder = new();
        string path = folder["run.jsonl"];
        await using (LaunchJournal journal = await Journals.OpenAsync(path, TimeProvider.System))
        {
            for (int row = 1; row <= Rows; row++)
            {
                string key = Key(row);
                _ = journal.SendAsync(key, row).AsTask();
                if (row % 100 == 0)
                    await journal.UnknownAsync(key, "timeout");
                else
                    _ = journal.LaunchedAsync(key, Execution(row), "1.0");
            }
        }

        long memory = GC.GetTotalMemory(forceFullCollection: true);
        long start = Stopwatch.GetTimestamp();
        await using LaunchJournal resumed = await Journals.OpenAsync(path, TimeProvider.System);
        TimeSpan time = Stopwatch.GetElapsedTime(start);
        memory = GC.GetTotalMemory(forceFullCollection: true) - memory;

        output.WriteLine($"{Rows} rows, {new FileInfo(path).Length / (double)Rows:f0} bytes a row on disk: " +
            $"read in {time.TotalSeconds:f2} s, {memory / (double)Rows:f0} bytes a row in memory");
        JournalSummary summary = resumed.Summarize();
        Assert.Equal((Rows, Rows / 100 * 99, Rows / 100), (summary.Rows, summary.Launched, summary.Unknown));
        foreach (int row in (int[])[1, 99, 54_321, 999_999])
            Assert.Equal((row, Execution(row)), (resumed.Find(Key(row))!.Row, resumed.FindExecution(Execution(row))!.ExecutionId));
    }

    private static string Key(int row) => $"{row:D22}#1";

    private static string Execution(int row) => new Guid(row, 2, 3, [4, 5, 6, 7, 8, 9, 10, 11]).ToString();
}
