using System.Globalization;
using System.Management.Automation;
using FlowCmdlets.Journals;
using FlowCmdlets.Summaries;
using FlowCmdlets.Tests.Engine;
using GenesysCloud.Architect;
using GenesysCloud.Launching.Journal.Storage;
using GenesysCloud.Simulator;
using Xunit;

namespace FlowCmdlets.Tests.Journals;

/// <summary>Rows, a flow that takes them, a place for their journal, and a hurried session.</summary>
public abstract class JournalTest : CloudTest, IAsyncLifetime
{
    /// <summary>Long enough for the search to show what it shows late.</summary>
    internal const string ReconcileLong = "-ReconcileTimeout 00:05:00";

    /// <summary>For rows that no search can decide, however long it takes.</summary>
    internal const string ReconcileBriefly = "-ReconcileTimeout 00:00:30";

    internal static readonly SimulatedFlow Flow = new()
    {
        Name = "Count rows",
        Inputs = [new SimulatedInput("Flow.row", ArchitectType.Integer), new SimulatedInput("Flow.text")],
        MinDuration = TimeSpan.FromSeconds(1),
        MaxDuration = TimeSpan.FromSeconds(1),
    };

    /// <summary>The same flow with executions of which some end at once and some run on for long.</summary>
    internal static readonly SimulatedFlow LastingFlow = Flow with { MaxDuration = TimeSpan.FromHours(4) };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("journals-");

    protected JournalTest()
    {
    }

    protected JournalTest(int pace)
        : base(pace)
    {
    }

    /// <summary>Path of the journal that scripts know as <c>$journal</c>.</summary>
    internal string JournalPath => Path.Combine(_folder.FullName, "run.jsonl");

    internal string Folder => _folder.FullName;

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        Cloud.AddFlow(Flow);
        ConnectHurried();
        Shell["journal"] = JournalPath;
        Shell["csv"] = Path.Combine(Folder, "rows.csv");
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await DisposeAsync();
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>
    /// Lets it be proven that a row was never launched: the search shows executions that have ended and some that have not. The proof takes
    /// <see cref="PassTheLatestLaunch"/> too.
    /// </summary>
    internal void LetAbsenceBeProven()
    {
        Cloud.AddFlow(LastingFlow);
        ConnectHurried(timeout: TimeSpan.FromSeconds(150));
    }

    /// <summary>Lets so much time pass that the service carries nothing out any more that was sent before.</summary>
    internal void PassTheLatestLaunch() => Time.Skip(TimeSpan.FromMinutes(80));

    /// <summary>Pipes <c>$rows</c> to <c>Start-GenesysFlow -Journal</c>.</summary>
    internal Transcript Launch(string parameters = "") => Run(Script(parameters));

    internal static string Script(string parameters = "", string flow = "Count rows") =>
        $"$rows | Start-GenesysFlow '{flow}' -Journal $journal {parameters}";

    /// <summary>Sets <c>$rows</c>: the numbers given, each a row of its own.</summary>
    internal void Rows(IEnumerable<int> numbers) => Shell["rows"] = numbers.Select(number => Row(number)).ToArray();

    internal void Rows(int count) => Rows(Enumerable.Range(1, count));

    /// <summary>The objects as they come back from the CSV file they were exported to.</summary>
    internal PSObject[] ThroughCsv(IReadOnlyList<PSObject> objects)
    {
        Shell["objects"] = objects;
        return [.. Run("$objects | Export-Csv $csv; Import-Csv $csv").WithoutErrors().Output];
    }

    internal static PSObject Row(int number, string? key = null)
    {
        var row = new PSObject();
        if (key is not null)
            row.Properties.Add(new PSNoteProperty("employee", key));
        row.Properties.Add(new PSNoteProperty("row", number.ToString(CultureInfo.InvariantCulture)));
        return row;
    }

    /// <summary>How often each row was launched, by the simulator's count.</summary>
    internal Dictionary<int, int> LaunchesByRow() =>
        Cloud.Launches.GroupBy(RowOf).ToDictionary(launches => launches.Key, launches => launches.Count());

    internal static int RowOf(LaunchRecord launch) => launch.InputData!.Value.GetProperty("Flow.row").GetInt32();

    internal void AssertEachLaunchedOnce(int count) => Assert.Equal(
        Enumerable.Range(1, count).Select(row => (row, 1)),
        LaunchesByRow().OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value)));

    internal FlowJournalSummary Summary() =>
        Assert.Single(Run("Get-GenesysFlowJournal $journal -Summary").WithoutErrors().OutputOf<FlowJournalSummary>());

    internal IReadOnlyList<FlowJournalRow> JournalRows() =>
        Run("Get-GenesysFlowJournal $journal").WithoutErrors().OutputOf<FlowJournalRow>();

    /// <summary>A fault of a launch; of every one unless told otherwise.</summary>
    internal static Fault Lose(FaultKind kind, int? times = null, int skip = 0) => new(kind) { Times = times, Skip = skip };
}

internal static class JournalTranscriptExtensions
{
    /// <summary>What a script finds in <c>-InformationVariable</c>.</summary>
    public static FlowRunSummary RunSummary(this Transcript transcript) => Assert.Single(
        transcript.All.Where(said => said.Channel == Channel.Information)
            .Select(said => ((InformationRecord)said.Value!).MessageData)
            .OfType<FlowRunSummary>());

    /// <summary>The ids of all errors, in order.</summary>
    public static IEnumerable<string> ErrorIds(this Transcript transcript) => transcript.Errors.Select(error => error.Id());

    /// <summary>A property of every emitted object, note properties included.</summary>
    public static IEnumerable<string?> Column(this Transcript transcript, string name) =>
        transcript.Output.Select(item => item.Properties[name]?.Value?.ToString());
}
