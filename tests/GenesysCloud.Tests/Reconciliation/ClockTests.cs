using CsCheck;
using GenesysCloud.Architect;
using GenesysCloud.Launching;
using GenesysCloud.Launching.Journal;
using Xunit;

namespace GenesysCloud.Tests.Reconciliation;

/// <summary>Machines whose clocks disagree by hours go on with each other's journals.</summary>
public sealed class ClockTests
{
    private const int Rows = 6;

    [Fact]
    public Task Rows_that_one_machine_lost_are_found_by_another_whose_clock_is_hours_away() =>
        Gen.Select(Gen.Int[-12, 12], Gen.Int[-12, 12]).SampleAsync(
            async (first, second) =>
            {
                var clock = new AutoAdvancingTimeProvider();
                using var cloud = new ModelCloud(clock)
                {
                    FateOf = row => row == 2 ? Disposition.LaunchedAndLost : row == 3 ? Disposition.Lost : Disposition.Answered,
                };
                var file = new DurableFile();
                using (GenesysCloudClient client = cloud.CreateClient(TimeSpan.FromHours(first)))
                    await ModelRun.LaunchAsync(client, file, Enumerable.Range(1, Rows), TimeSpan.Zero);
                cloud.FateOf = _ => Disposition.Answered;
                cloud.PassTheLatestLaunch();
                using (GenesysCloudClient client = cloud.CreateClient(TimeSpan.FromHours(second)))
                {
                    ModelRunResult result = await ModelRun.LaunchAsync(client, file, Enumerable.Range(1, Rows));
                    Assert.All(result.Outcomes.Values, outcome => Assert.IsType<RowOutcome.Launched>(outcome));
                }

                Assert.Equal(Enumerable.Range(1, Rows), cloud.Launches.Select(launch => launch.Row).Order());
            },
            iter: 100);

    [Fact]
    public async Task Times_in_the_journal_are_the_services_whatever_the_machines_clock_says()
    {
        var clock = new AutoAdvancingTimeProvider();
        using var cloud = new ModelCloud(clock);
        using GenesysCloudClient client = cloud.CreateClient(TimeSpan.FromHours(-7));
        var file = new DurableFile();
        await ModelRun.LaunchAsync(client, file, [1]);

        await using LaunchJournal journal = await LaunchJournal.OpenAsync(file, null, null, clock, TestContext.Current.CancellationToken);
        JournalEntry entry = Assert.Single(journal.Running());
        Assert.InRange(entry.SentAt, cloud.Launches[0].At - TimeSpan.FromSeconds(3), cloud.Launches[0].At + TimeSpan.FromSeconds(3));
    }
}
