using System.Collections.Concurrent;
using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;
using FlowCmdlets.Tests.Engine;
using GenesysCloud.Simulator;
using Xunit;

namespace FlowCmdlets.Tests.Journals;

/// <summary>
/// Processes that launch rows are killed at any moment and started again with the same command, until they end by themselves.
/// </summary>
public sealed partial class KillTests : IAsyncLifetime
{
    private const int Rows = 200;
    private const int BytesPerRow = 260;
    private const int AtOnce = 3;
    private const int KillsPerJournal = 4;

    /// <summary>How many processes are killed; the variable is for a long run on demand.</summary>
    private static readonly int s_kills =
        int.TryParse(Environment.GetEnvironmentVariable("GENESYSFLOWS_TEST_KILLS"), CultureInfo.InvariantCulture, out int kills)
            ? kills
            : 4;

    // Much longer than a request of a killed process can still be under way here.
    private static readonly TimeSpan s_reconcileTimeout = TimeSpan.FromSeconds(6);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kills-");
    private readonly ITestOutputHelper _output;
    private readonly AcceleratedTimeProvider _time = new(pace: 1);
    private CloudSimulator _cloud = null!;

    public KillTests(ITestOutputHelper output) => _output = output;

    public async ValueTask InitializeAsync()
    {
        _cloud = await CloudSimulator.StartAsync(new SimulatorOptions { TimeProvider = _time });
        _cloud.Settings.RateLimit = 1_000_000;
        _cloud.Settings.Latency = TimeSpan.FromMilliseconds(20);
        _cloud.AddFlow(JournalTest.LastingFlow);
    }

    public async ValueTask DisposeAsync()
    {
        await _cloud.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public Task Runs_killed_at_random_moments_and_resumed_launch_every_row_exactly_once() => KillAndResumeAsync(s_kills);

    [Fact]
    public async Task With_reconciliation_switched_off_rows_in_flight_at_the_kill_stay_unknown_and_are_never_launched_again()
    {
        var chain = new Chain(this, seed: 7, first: 1, TimeSpan.Zero);
        Assert.True(await chain.KillAsync(Rows * BytesPerRow / 2));
        (int exitCode, string text) = await chain.FinishAsync();

        Assert.Equal(2, exitCode);
        int unknown = UnknownRows(text).Count;
        Assert.InRange(unknown, 1, 64);
        Assert.Contains($"{unknown} unknown.", text, StringComparison.Ordinal);
        Dictionary<int, int> launches = LaunchesByRow();
        Assert.All(launches.Values, times => Assert.Equal(1, times));
        Assert.InRange(Rows - launches.Count, 0, unknown);
    }

    [Fact]
    public async Task A_journal_that_another_process_writes_is_refused_with_who_it_is()
    {
        _cloud.Faults.Add(new Fault(FaultKind.HangBefore) { Times = null });
        string journal = Path.Combine(_folder.FullName, "held.jsonl");
        using var holder = LaunchChild.Start(
            _cloud.BaseAddress, JournalTest.LastingFlow.Name, journal, first: 1, Rows, s_reconcileTimeout);
        CloudTest.Until(() => File.Exists(journal) && new FileInfo(journal).Length > BytesPerRow);

        using var shell = new Shell();
        shell["url"] = _cloud.BaseAddress.ToString();
        shell["credential"] = LaunchChild.Credential;
        shell["journal"] = journal;
        shell["rows"] = new[] { JournalTest.Row(1) };
        shell.Run("Connect-GenesysCloud $url -Credential $credential").WithoutErrors();
        foreach (string script in new[]
        {
            JournalTest.Script(),
            "Resolve-GenesysFlowJournal $journal",
            "Wait-GenesysFlowExecution -Journal $journal",
        })
        {
            Transcript refused = shell.Run(script);
            ErrorRecord error = refused.Terminating ?? Assert.Single(refused.Errors);
            Assert.Equal("JournalInUse", error.Id());
            Assert.Equal(ErrorCategory.ResourceBusy, error.CategoryInfo.Category);
            Assert.Contains($"process {holder.Id} on {Environment.MachineName}", error.Text(), StringComparison.Ordinal);
        }

        Assert.NotEmpty(shell.Run("Get-GenesysFlowJournal $journal").WithoutErrors().Output);
        await holder.KillAsync();
        shell.Run("Resolve-GenesysFlowJournal $journal -ReconcileTimeout 0");
        Assert.False(File.Exists(journal + ".lock"));
        Assert.Empty(_cloud.Launches);
    }

    private async Task KillAndResumeAsync(int kills)
    {
        int left = kills;
        int journals = 0;
        var chains = new ConcurrentDictionary<int, Chain>();
        await Parallel.ForEachAsync(Enumerable.Range(1, AtOnce), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (_, _) =>
        {
            while (Volatile.Read(ref left) > 0)
            {
                int number = Interlocked.Increment(ref journals);
                Chain chain = chains[number] = new Chain(this, seed: number, first: number * 1000, s_reconcileTimeout);
                for (int kill = 0; kill < KillsPerJournal && Interlocked.Decrement(ref left) >= 0; kill++)
                {
                    if (await chain.KillAsync())
                        continue;
                    Interlocked.Increment(ref left); // it ended by itself, too soon for the kill
                    break;
                }
            }
        });

        // By now the service carries nothing out any more that was in flight at a kill.
        _time.Skip(TimeSpan.FromMinutes(80));
        await Parallel.ForEachAsync(chains, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (numbered, _) =>
        {
            (int number, Chain chain) = numbered;
            (int exitCode, string text) = await chain.FinishAsync();
            while (exitCode == 1) // some rows were found never to have arrived: the next run launches them
                (exitCode, text) = await chain.FinishAsync();
            if (exitCode == 2) // a machine so busy that no other launch is near enough to prove anything: what a person does then
            {
                Assert.True(text.Contains("nothing proves that a search would show them", StringComparison.Ordinal), text);
                Assert.DoesNotContain(UnknownRows(text), row => LaunchesByRow().ContainsKey((number * 1000) + row - 1));
                (exitCode, text) = await chain.FinishAsync(relaunchUnknown: true);
            }

            Assert.True(exitCode == 0, text);
        });

        Assert.Equal(
            Enumerable.Range(1, journals).SelectMany(journal => Enumerable.Range(journal * 1000, Rows)).Select(row => (row, 1)),
            LaunchesByRow().OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value)));
    }

    private static IReadOnlyList<int> UnknownRows(string text) =>
        [.. UnknownRow().Matches(text).Select(match => int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture))];

    [GeneratedRegex("LaunchOutcomeUnknown: Row ([0-9]+) ")]
    private static partial Regex UnknownRow();

    private Dictionary<int, int> LaunchesByRow() =>
        _cloud.Launches.GroupBy(JournalTest.RowOf).ToDictionary(launches => launches.Key, launches => launches.Count());

    /// <summary>The same command again and again, on one journal and a flow of its own.</summary>
    private sealed class Chain
    {
        private readonly KillTests _test;
        private readonly int _first;
        private readonly TimeSpan _reconcileTimeout;
        private readonly Random _moments;
        private readonly string _journal;
        private readonly SimulatedFlow _flow;

        public Chain(KillTests test, int seed, int first, TimeSpan reconcileTimeout)
        {
            (_test, _first, _reconcileTimeout, _moments) = (test, first, reconcileTimeout, new Random(seed));
            _journal = Path.Combine(test._folder.FullName, $"{first}.jsonl");
            _flow = JournalTest.LastingFlow with { Name = $"Count rows from {first}" };
            test._cloud.AddFlow(_flow);
        }

        private long Length => File.Exists(_journal) ? new FileInfo(_journal).Length : 0;

        /// <summary>Starts it and kills it when the journal has grown by some bytes; any number of them unless told.</summary>
        /// <returns>Whether it was killed before it ended.</returns>
        public async Task<bool> KillAsync(int? afterBytes = null)
        {
            long moment = Length + (afterBytes ?? _moments.NextInt64(Math.Max(BytesPerRow, (Rows * BytesPerRow) - Length)));
            using LaunchChild child = Start();
            await UntilAsync(() => Length >= moment || child.HasExited);
            bool killed = await child.KillAsync();
            _test._output.WriteLine(
                $"{_first}: {(killed ? "killed" : "ended")} at {Length} bytes, {_test._cloud.LaunchCount} launches in all");
            return killed;
        }

        public async Task<(int ExitCode, string Text)> FinishAsync(bool relaunchUnknown = false)
        {
            using LaunchChild child = Start(relaunchUnknown);
            (int exitCode, string text) = await child.EndAsync();
            _test._output.WriteLine($"{_first}: {exitCode}, {text.TrimEnd().Split('\n')[^1]}");
            return (exitCode, text);
        }

        private LaunchChild Start(bool relaunchUnknown = false) =>
            LaunchChild.Start(_test._cloud.BaseAddress, _flow.Name, _journal, _first, Rows, _reconcileTimeout, relaunchUnknown);

        /// <summary>Looks again and again, and leaves the threads of the pool to the simulator meanwhile.</summary>
        private static async Task UntilAsync(Func<bool> hasComeAbout)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
            using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
            while (!hasComeAbout())
                await beat.WaitForNextTickAsync(patience.Token);
        }
    }
}
