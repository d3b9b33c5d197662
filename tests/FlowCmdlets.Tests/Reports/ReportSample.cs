using System.Globalization;
using System.Text;
using FlowCmdlets.Reports;
using GenesysCloud.Launching.Journal;
using GenesysCloud.Launching.Reports;
using Microsoft.Extensions.Time.Testing;

namespace FlowCmdlets.Tests.Reports;

/// <summary>A journal of a run as it could have been, its results, and the page about both, made anew alike each time.</summary>
internal sealed class ReportSample : IDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 12, 1, 8, 0, 0, TimeSpan.Zero);

    private const int PerMinute = 290;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("report-");

    public string Journal => Path.Combine(_folder.FullName, "run.jsonl");

    public string Results => Path.Combine(_folder.FullName, "results.csv");

    public string Page => Path.Combine(_folder.FullName, "run.html");

    public static JournalIdentity Identity { get; } = new(
        "11111111-2222-3333-4444-555555555555", "Onboard employee", "eu-central-1", "99999999-8888-7777-6666-555555555555",
        "EmployeeNumber");

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Writes a journal in which some rows of each hundred went wrong, and its results.</summary>
    public async Task LaunchAsync(int rows)
    {
        var clock = new FakeTimeProvider(Start);
        var random = new Random(17);
        var results = new StringBuilder("\"Id\",\"RowNumber\",\"RowKey\",\"Status\",\"Error\",\"Department\"\n");
        await using LaunchJournal journal = await LaunchJournal.OpenAsync(Journal, Identity, clock, TimeSpan.FromSeconds(30));
        var written = new List<Task>();
        for (int row = 1; row <= rows; row++)
        {
            if (row == (rows / 2) + 1)
                clock.Advance(TimeSpan.FromHours(3));
            string key = $"E-{row + 10_000}";
            string id = $"00000000-0000-4000-8000-{row:D12}";
            string? status = null;
            if (row % 100 == 99)
            {
                written.Add(journal.RejectedAsync(key, row, "InputInvalid", JournalColumns.Of(["StartDate"])));
                continue;
            }

            DateTimeOffset sent = clock.GetUtcNow();
            written.Add(journal.IntentAsync(new JournalIntent(key, row)).AsTask());
            switch (row % 100)
            {
                case 11:
                    written.Add(journal.RefusedAsync(key, 400, "bad.request"));
                    break;
                case 22 when row % 300 == 22:
                    written.Add(journal.UnknownAsync(key, "timeout"));
                    break;
                case 33:
                    written.Add(journal.NotSentAsync(key, "connect"));
                    break;
                default:
                    status = row % 100 is 44 or 45 or 46 ? "FAILED" : "COMPLETED";
                    written.Add(journal.LaunchedAsync(key, id, "3.0"));
                    double seconds = Math.Exp((random.NextDouble() + random.NextDouble()) * 3);
                    if (row % 100 != 55)
                        written.Add(journal.FinishedAsync(id, status, sent.AddSeconds(seconds)));
                    break;
            }

            string error = status == "FAILED" ? "error.workflow.expression.unexpectedNull: Anna has no address" : "";
            string launched = status is null ? "" : id;
            results.Append(
                CultureInfo.InvariantCulture, $"\"{launched}\",\"{row}\",\"{key}\",\"{status}\",\"{error}\",\"Sales {row % 7}\"\n");
            clock.Advance(TimeSpan.FromMinutes(1) / PerMinute);
        }

        await Task.WhenAll(written);
        await File.WriteAllTextAsync(Results, results.ToString());
    }

    /// <summary>Writes the page with a fixed clock in a fixed time zone.</summary>
    public async Task WriteAsync(int? rateLimit = 300, params string[] included)
    {
        JournalReport journal = await JournalReport.ReadAsync(Journal);
        ResultsFile? results = included.Length == 0 ? null : ResultsFile.Read(Results, null, included);
        await using FileStream stream = File.Create(Page);
        ReportPage.Write(stream, Context(FlowReport.Create(journal, results), rateLimit));
    }

    public ReportContext Context(FlowReport report, int? rateLimit = 300) => new(
        report,
        Path.GetFileName(Journal),
        rateLimit,
        Start.AddDays(1),
        TimeZoneInfo.CreateCustomTimeZone("test", TimeSpan.FromHours(1), null, null));
}
