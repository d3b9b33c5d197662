using GenesysCloud.Architect;
using GenesysCloud.Launching.Journal;
using GenesysCloud.Launching.Reconciliation;
using Xunit;

namespace GenesysCloud.Tests.Reconciliation;

/// <summary>Each kind of evidence that a row may not be found absent without.</summary>
public sealed class ReconciliationEvidenceTests
{
    private static readonly DateTimeOffset s_sent = new(2026, 12, 1, 8, 0, 0, TimeSpan.Zero);

    private readonly AutoAdvancingTimeProvider _clock = new();

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    public async Task An_execution_that_is_shown_and_cannot_be_read_yet_may_be_the_row(int minutes)
    {
        using var cloud = new ModelCloud(_clock)
        {
            FateOf = row => row == 3 ? Disposition.LaunchedLate : Disposition.Answered,
            DelayOf = _ => TimeSpan.FromMinutes(14),
        };
        DurableFile file = await LeaveAsync(cloud);
        _clock.Advance(TimeSpan.FromMinutes(14 + minutes));
        if (minutes == 1)
            _clock.Advance(TimeSpan.FromMinutes(3));
        cloud.IsReadable = launch => launch.Row != 3;
        Assert.Equal((0, 1), await ReconcileAsync(cloud, file, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task An_execution_that_is_never_readable_was_started_otherwise_and_keeps_no_row_in_doubt_for_good()
    {
        using var cloud = new ModelCloud(_clock)
        {
            FateOf = row => row == 3 ? Disposition.LaunchedLate : Disposition.Answered,
            DelayOf = _ => TimeSpan.FromMinutes(14),
        };
        DurableFile file = await LeaveAsync(cloud);
        _clock.Advance(TimeSpan.FromMinutes(30));
        cloud.IsReadable = launch => launch.Row != 3;
        Assert.Equal((1, 0), await ReconcileAsync(cloud, file, TimeSpan.FromSeconds(1)));
    }

    [Theory]
    [InlineData(10, 20, AbsenceVerdict.TooEarly)]
    [InlineData(10, 36, AbsenceVerdict.Absent)]
    [InlineData(1, 17, AbsenceVerdict.TooEarly)]
    [InlineData(1, 18, AbsenceVerdict.Absent)]
    internal void An_index_that_was_seen_to_be_slow_is_given_twice_that_time(int shownAfter, int judgedAfter, AbsenceVerdict verdict)
    {
        var evidence = new ReconciliationEvidence(TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1)) { ShowsRunning = true };
        evidence.Shown(new FlowInstance { Id = "known", StartDateTime = s_sent }, s_sent.AddMinutes(shownAfter).AddSeconds(10), null);
        evidence.Known([new KnownLaunch(s_sent, "known")], s_sent);
        Assert.Equal(verdict, JudgeAfter(evidence, TimeSpan.FromMinutes(judgedAfter)));
    }

    [Theory]
    [InlineData(-31, AbsenceVerdict.Unproven)]
    [InlineData(-30, AbsenceVerdict.Absent)]
    [InlineData(59, AbsenceVerdict.Absent)]
    [InlineData(60, AbsenceVerdict.Unproven)]
    internal void A_known_launch_is_evidence_only_around_the_time_of_the_row(int seconds, AbsenceVerdict verdict)
    {
        var evidence = new ReconciliationEvidence(TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1)) { ShowsRunning = true };
        DateTimeOffset knownAt = s_sent.AddSeconds(seconds);
        evidence.Shown(new FlowInstance { Id = "known", StartDateTime = knownAt }, knownAt.AddSeconds(1), null);
        evidence.Known([new KnownLaunch(knownAt, "known")], s_sent.AddHours(3));
        Assert.Equal(verdict, JudgeAfter(evidence, TimeSpan.FromHours(3)));
    }

    [Fact]
    public void A_known_launch_that_is_not_shown_counts_as_long_as_the_row_may_have_been_carried_out()
    {
        var evidence = new ReconciliationEvidence(TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1)) { ShowsRunning = true };
        evidence.Shown(new FlowInstance { Id = "known", StartDateTime = s_sent }, s_sent.AddSeconds(1), null);
        DateTimeOffset later = s_sent.AddMinutes(5);
        evidence.Known([new KnownLaunch(s_sent, "known"), new KnownLaunch(later, "hidden")], later);
        Assert.Equal(AbsenceVerdict.KnownLaunchesAreHidden, JudgeAfter(evidence, TimeSpan.FromHours(3)));
    }

    [Theory]
    [InlineData(74, AbsenceVerdict.TooEarly)]
    [InlineData(75, AbsenceVerdict.Absent)]
    internal void An_index_that_was_never_seen_to_be_fast_is_given_an_hour(int minutes, AbsenceVerdict verdict)
    {
        var evidence = new ReconciliationEvidence(TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1)) { ShowsRunning = true };
        evidence.Shown(new FlowInstance { Id = "known", StartDateTime = s_sent }, s_sent.AddMinutes(70), null);
        evidence.Known([new KnownLaunch(s_sent, "known")], s_sent);
        Assert.Equal(verdict, JudgeAfter(evidence, TimeSpan.FromMinutes(minutes)));
    }

    [Fact]
    public void A_known_launch_that_was_long_not_shown_makes_the_index_suspect_though_it_is_shown_later()
    {
        var evidence = new ReconciliationEvidence(TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1)) { ShowsRunning = true };
        var known = new KnownLaunch(s_sent, "known");
        evidence.Known([known], s_sent.AddSeconds(16));
        evidence.Shown(new FlowInstance { Id = "known", StartDateTime = s_sent }, s_sent.AddSeconds(18), null);
        evidence.Known([known], s_sent.AddSeconds(18));
        Assert.Equal(AbsenceVerdict.KnownLaunchesAreHidden, JudgeAfter(evidence, TimeSpan.FromHours(3)));
    }

    [Fact]
    public void An_execution_that_was_unreadable_and_is_read_later_keeps_no_row_in_doubt()
    {
        var evidence = new ReconciliationEvidence(TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1)) { ShowsRunning = true };
        evidence.Shown(new FlowInstance { Id = "known", StartDateTime = s_sent }, s_sent.AddSeconds(1), null);
        evidence.Known([new KnownLaunch(s_sent, "known")], s_sent);
        var other = new FlowInstance { Id = "other", StartDateTime = s_sent.AddMinutes(15) };
        evidence.Unread(other);
        Assert.Equal(AbsenceVerdict.Unproven, JudgeAfter(evidence, TimeSpan.FromMinutes(17)));
        evidence.Read(other, "[another/row]");
        Assert.Equal(AbsenceVerdict.Absent, JudgeAfter(evidence, TimeSpan.FromMinutes(17)));
    }

    [Fact]
    public void An_execution_without_a_name_is_not_taken_for_a_row_whose_name_was_cut()
    {
        var evidence = new ReconciliationEvidence(TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1)) { ShowsRunning = true };
        evidence.Shown(new FlowInstance { Id = "known", StartDateTime = s_sent }, s_sent.AddSeconds(1), null);
        evidence.Known([new KnownLaunch(s_sent, "known")], s_sent);
        evidence.Read(new FlowInstance { Id = "other", StartDateTime = s_sent }, "");
        Assert.Equal(AbsenceVerdict.Absent, JudgeAfter(evidence, TimeSpan.FromMinutes(17)));
    }

    [Fact]
    public async Task The_execution_of_an_earlier_attempt_is_not_taken_for_that_of_a_relaunch()
    {
        using var cloud = new ModelCloud(_clock);
        DurableFile file = await LeaveAsync(cloud);
        using GenesysCloudClient client = cloud.CreateClient();
        await client.GetOrganizationAsync();
        await using (LaunchJournal journal = await LaunchJournal.OpenAsync(file, null, null, client.ServiceClock, default))
        {
            JournalEntry failed = journal.Running().Single(entry => entry.Row == 3);
            await journal.FinishedAsync(failed.ExecutionId!, "FAILED");
            await journal.IntentAsync(new JournalIntent(failed.Key, failed.Row, Relaunch: true));
        }

        _clock.Advance(TimeSpan.FromHours(3));
        Assert.Equal((1, 0), await ReconcileAsync(cloud, file, TimeSpan.FromMinutes(2)));
    }

    [Fact]
    public async Task An_execution_that_an_earlier_search_did_not_show_makes_the_index_suspect()
    {
        using var cloud = new ModelCloud(_clock) { FateOf = row => row == 3 ? Disposition.Lost : Disposition.Answered };
        DurableFile file = await LeaveAsync(cloud);
        _clock.Advance(TimeSpan.FromMinutes(80));

        // Without an execution that runs, the first look concludes nothing; the second sees one that began long before the first.
        cloud.HasOtherRuns = false;
        cloud.Searching = number => cloud.HasOtherRuns = number > 2;
        using GenesysCloudClient client = cloud.CreateClient();
        await client.GetOrganizationAsync();
        await using LaunchJournal journal = await LaunchJournal.OpenAsync(file, null, null, client.ServiceClock, default);
        ReconcileResult result = await LaunchReconciler.ReconcileAsync(client, journal, TimeSpan.FromHours(2), default);
        Assert.Equal((0, 1, ReconcileObstacle.NoExecutionData), (result.Absent, result.InDoubt, result.Obstacle));
        Assert.True(cloud.Searches > 2);
    }

    [Fact]
    public async Task Of_more_executions_at_one_moment_than_a_search_gives_the_rest_is_not_taken_as_seen()
    {
        using var cloud = new ModelCloud(_clock) { FateOf = row => row == 3 ? Disposition.LaunchedAndLost : Disposition.Answered };
        DurableFile file = await LeaveAsync(cloud);
        DateTimeOffset moment = cloud.Launches.Single(launch => launch.Row == 3).At;

        // Their ids come before all GUIDs, and the search gives its first 200.
        cloud.Strangers = [.. Enumerable.Range(0, 250).Select(number => ($"!{number}", moment))];
        cloud.PassTheLatestLaunch();
        Assert.Equal((0, 1), await ReconcileAsync(cloud, file, TimeSpan.FromMinutes(2)));
    }

    private static AbsenceVerdict JudgeAfter(ReconciliationEvidence evidence, TimeSpan passed) =>
        evidence.Judge(new JournalAttempt(1, s_sent, null), "[run/key]", TimeSpan.FromSeconds(30), s_sent + passed);

    private static async Task<DurableFile> LeaveAsync(ModelCloud cloud)
    {
        var file = new DurableFile();
        using GenesysCloudClient client = cloud.CreateClient();
        await ModelRun.LaunchAsync(client, file, Enumerable.Range(1, 6), TimeSpan.Zero);
        return file;
    }

    private static async Task<(int Absent, int InDoubt)> ReconcileAsync(ModelCloud cloud, DurableFile file, TimeSpan timeout)
    {
        using GenesysCloudClient client = cloud.CreateClient();
        await client.GetOrganizationAsync();
        await using LaunchJournal journal = await LaunchJournal.OpenAsync(file, null, null, client.ServiceClock, default);
        ReconcileResult result = await LaunchReconciler.ReconcileAsync(client, journal, timeout, default);
        return (result.Absent, result.InDoubt);
    }
}
