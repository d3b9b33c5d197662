using GenesysCloud.Launching.Journal;
using GenesysCloud.Launching.Reports;
using GenesysCloud.Tests.Journal;
using Microsoft.Extensions.Time.Testing;

namespace GenesysCloud.Tests.Reports;

/// <summary>A journal to report on, by a clock that the test moves.</summary>
public abstract class ReportTest : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    internal FakeTimeProvider Clock { get; } = Journals.Clock();

    internal string JournalPath => _folder["run.jsonl"];

    internal string ResultsPath => _folder["results.csv"];

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    internal Task<LaunchJournal> OpenAsync(string? keyColumn = "employee") => LaunchJournal.OpenAsync(
        JournalPath, Journals.Identity with { KeyColumn = keyColumn, IgnoresCase = true }, Clock, TimeSpan.FromSeconds(30));

    internal async Task<FlowReport> ReportAsync(ResultsFile? results = null) =>
        FlowReport.Create(await JournalReport.ReadAsync(JournalPath), results);

    internal ResultsFile Results(string text, char? delimiter = null, params string[] included)
    {
        File.WriteAllText(ResultsPath, text);
        return ResultsFile.Read(ResultsPath, delimiter, included);
    }

    /// <summary>A row that was launched and ended.</summary>
    internal static async Task FinishAsync(
        LaunchJournal journal, string key, int row, TimeSpan duration, string status = "COMPLETED")
    {
        JournalAnnouncement announced = await journal.SendAsync(key, row);
        await journal.LaunchedAsync(key, IdOf(row), "1.0");
        await journal.FinishedAsync(IdOf(row), status, announced.SentAt + duration);
    }

    internal static string IdOf(int row) => $"00000000-0000-0000-0000-{row:D12}";
}
