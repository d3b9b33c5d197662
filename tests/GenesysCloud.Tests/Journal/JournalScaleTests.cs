using System.Diagnostics;
using GenesysCloud.Launching.Journal;
using GenesysCloud.Tests.Support;
using Xunit;

namespace GenesysCloud.Tests.Journal;

public sealed class JournalScaleTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_long_journal_is_read_whole()
    {
        int rows = TestEffort.Of(100_000);
        using TemporaryFolder folder = new();
        string path = folder["run.jsonl"];
        await using (LaunchJournal journal = await Journals.OpenAsync(path, TimeProvider.System))
        {
            for (int row = 1; row <= rows; row++)
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

        output.WriteLine($"{rows} rows, {new FileInfo(path).Length / (double)rows:f0} bytes a row on disk: " +
            $"read in {time.TotalSeconds:f2} s, {memory / (double)rows:f0} bytes a row in memory");
        JournalSummary summary = resumed.Summarize();
        Assert.Equal((rows, rows / 100 * 99, rows / 100), (summary.Rows, summary.Launched, summary.Unknown));
        foreach (int row in (int[])[1, 99, 54_321, rows - 1])
            Assert.Equal((row, Execution(row)), (resumed.Find(Key(row))!.Row, resumed.FindExecution(Execution(row))!.ExecutionId));
    }

    private static string Key(int row) => $"{row:D22}#1";

    private static string Execution(int row) => new Guid(row, 2, 3, [4, 5, 6, 7, 8, 9, 10, 11]).ToString();
}
