using System.Collections.Concurrent;
using CsCheck;
using GenesysCloud.Architect;
using GenesysCloud.Launching;
using GenesysCloud.Launching.Journal;
using GenesysCloud.Tests.Reconciliation;
using Xunit;

namespace GenesysCloud.Tests.Schedules;

/// <summary>
/// The promises of a run with a journal, in whatever order its senders, the service, the disk, and whoever stops it happen to be.
/// </summary>
public sealed class ScheduleTests(ITestOutputHelper output)
{
    private const int Rows = 7;

    private static readonly Gen<ScheduledCase> s_case =
        Gen.Select(Gen.Int, Gen.Enum<Disposition>().Array[1, Rows], Gen.Int[1, 4])
            .Select((seed, fates, throttle) => new ScheduledCase(seed, fates, throttle));

    private readonly ConcurrentDictionary<int, bool> _traces = [];

    [Fact]
    public Task In_any_order_every_row_is_sent_once_after_its_intent_and_has_its_result_in_its_place() =>
        TryAsync(s_case, async scheduled =>
        {
            using var run = new ScheduledRun(scheduled);
            await LaunchAsync(run);

            Assert.Null(run.Broken);
            Assert.Equal(Enumerable.Range(1, Rows), run.Arrived.Order());
            Assert.All(
                run.Outcomes,
                row => Assert.IsNotType<RowOutcome.NotSent>(row.Value));
            await AssertDoubtsAreReportedAsync(run);
        });

    [Fact]
    public Task Whenever_it_is_stopped_nothing_new_is_sent_and_every_row_has_its_result() =>
        TryAsync(Gen.Select(s_case, Gen.Int[0, 30]), async (scheduled, stopAfter) =>
        {
            using var run = new ScheduledRun(scheduled);
            int arrived = 0;
            run.Meanwhile = async launch =>
            {
                for (int turn = 0; turn < stopAfter; turn++)
                    await run.Schedule.TurnAsync();
                launch.Stop();
                arrived = run.Arrived.Count;
            };
            await LaunchAsync(run);

            Assert.InRange(run.Arrived.Count, arrived, arrived + scheduled.Throttle);
            await AssertDoubtsAreReportedAsync(run);
        });

    [Fact]
    public Task Wherever_the_disk_fails_no_row_is_in_doubt_whose_intent_could_not_be_written_and_no_result_is_lost() =>
        TryAsync(Gen.Select(s_case, Gen.Int[2, 20]), async (scheduled, failsAt) =>
        {
            using var run = new ScheduledRun(scheduled);
            run.Disk.FailsAt = failsAt;
            await LaunchAsync(run);

            await AssertNotSentIsNotInDoubtAsync(run, run.Disk.Content);
            await AssertNotSentIsNotInDoubtAsync(run, run.Disk.Written);
        });

    [Fact]
    public Task Whenever_it_is_killed_and_resumed_no_row_is_launched_twice_and_none_is_lost() =>
        TryAsync(Gen.Select(s_case, Gen.Int[1, 60]), async (scheduled, killedAt) =>
        {
            using var run = new ScheduledRun(scheduled);
            byte[]? left = null;
            run.Schedule.Event = (killedAt, () =>
            {
                left = run.Disk.Content;
                run.Cloud.FateOf = _ => Disposition.Lost;
            });
            await run.LaunchAsync(Rows);
            run.Cloud.FateOf = _ => Disposition.Answered;
            run.Cloud.Turn = _ => Task.CompletedTask;
            run.Cloud.PassTheLatestLaunch();
            using GenesysCloudClient client = run.Cloud.CreateClient();

            var file = new DurableFile(left ?? run.Disk.Content);
            ModelRunResult resumed = await ModelRun.LaunchAsync(client, file, Enumerable.Range(1, Rows));

            Collect(run);
            Assert.Empty(run.Unannounced);
            run.Cloud.AssertNoRowTwice();
            Assert.Equal(Enumerable.Range(1, Rows), resumed.Outcomes.Keys.Order());
            int[] launched = [.. run.Cloud.Launches.Select(launch => launch.Row)];
            Assert.All(resumed.Outcomes, row => Assert.True(
                row.Value is RowOutcome.Unknown || row.Value is RowOutcome.Launched == launched.Contains(row.Key), $"{row}"));
        });

    private static Task<LaunchJournal> OpenAsync(byte[] content) =>
        LaunchJournal.OpenAsync(new DurableFile(content), null, null, TimeProvider.System, CancellationToken.None);

    /// <summary>Launches, and asserts what holds whatever happened.</summary>
    private async Task LaunchAsync(ScheduledRun run)
    {
        await run.LaunchAsync(Rows);

        Collect(run);
        Assert.Empty(run.Unannounced);
        run.Cloud.AssertNoRowTwice();
        Assert.Equal(Enumerable.Range(1, Rows), run.Order);
        int[] launched = [.. run.Cloud.Launches.Select(launch => launch.Row)];
        Assert.All(run.Outcomes, row => Assert.True(
            row.Value is RowOutcome.Unknown || row.Value is RowOutcome.Launched == launched.Contains(row.Key), $"{row}"));
    }

    /// <remarks>
    /// A row that was announced before the disk failed and stopped after that stays in doubt: that it was not sent can't be written.
    /// </remarks>
    private static async Task AssertNotSentIsNotInDoubtAsync(ScheduledRun run, byte[] content)
    {
        await using LaunchJournal journal = await OpenAsync(content);
        int[] unsent = [.. journal.InDoubt().Select(entry => entry.Row).Except(run.Arrived)];
        Assert.All(unsent, row => Assert.Equal(NotSentReason.Stopped, Assert.IsType<RowOutcome.NotSent>(run.Outcomes[row]).Reason));
    }

    /// <summary>What the next run finds in doubt is what this one reported as unknown.</summary>
    private static async Task AssertDoubtsAreReportedAsync(ScheduledRun run)
    {
        await using LaunchJournal journal = await OpenAsync(run.Disk.Content);
        Assert.Equal(
            run.Outcomes.Where(row => row.Value is RowOutcome.Unknown).Select(row => row.Key).Order(),
            journal.InDoubt().Select(entry => entry.Row).Order());
        Assert.Equal(
            run.Cloud.Launches.Select(launch => launch.Row).Where(row => run.Outcomes[row] is RowOutcome.Launched).Order(),
            journal.Running().Select(entry => entry.Row).Order());
    }

    private void Collect(ScheduledRun run) => _traces[run.Schedule.Trace] = true;

    private async Task TryAsync<T>(Gen<T> cases, Func<T, Task> test)
    {
        await cases.SampleAsync(test, iter: Schedule.Count);
        output.WriteLine($"{Schedule.Count} schedules, {_traces.Count} of them different");
    }

    private Task TryAsync<T1, T2>(Gen<(T1, T2)> cases, Func<T1, T2, Task> test) => TryAsync(cases, both => test(both.Item1, both.Item2));
}
