using System.Text;
using CsCheck;
using GenesysCloud.Architect;
using GenesysCloud.Launching;
using GenesysCloud.Launching.Journal.Storage;
using Xunit;

namespace GenesysCloud.Tests.Reconciliation;

/// <summary>Nothing is launched without its intent on disk, and what was launched is told even when the disk fails after it.</summary>
public sealed class IntentBeforeSendTests
{
    [Fact]
    public Task Whenever_a_launch_arrives_its_intent_is_on_disk_wherever_the_disk_fails() =>
        Gen.Select(Gen.Int[1, 12], Gen.Int[1, 40], Gen.Enum<Disposition>().Array[12]).SampleAsync(
            async (failsAt, rows, fates) =>
            {
                var file = new DurableFile { FailsAt = failsAt };
                using var cloud = new ModelCloud(new AutoAdvancingTimeProvider()) { FateOf = row => fates[row % fates.Length] };
                var unannounced = new List<string>();
                cloud.Arrives = name =>
                {
                    if (!Encoding.UTF8.GetString(file.Content).Contains($"\"k\":\"{KeyIn(name)}\"", StringComparison.Ordinal))
                        unannounced.Add(name);
                };
                using GenesysCloudClient client = cloud.CreateClient();
                if (failsAt == 1)
                {
                    await Assert.ThrowsAsync<JournalException>(
                        () => ModelRun.LaunchAsync(client, file, Enumerable.Range(1, rows), TimeSpan.Zero));
                    Assert.Empty(cloud.Launches);
                    return;
                }

                ModelRunResult result = await ModelRun.LaunchAsync(client, file, Enumerable.Range(1, rows), TimeSpan.Zero);

                Assert.Empty(unannounced);
                cloud.AssertNoRowTwice();
                Assert.Equal(rows, result.Outcomes.Count);
                foreach ((int row, RowOutcome outcome) in result.Outcomes)
                {
                    bool happened = cloud.Launches.Any(launch => launch.Row == row);
                    Assert.True(
                        outcome is RowOutcome.Launched ? happened : outcome is RowOutcome.Unknown || !happened, $"row {row}: {outcome}");
                }

                if (result.Outcomes.Values.Any(outcome => outcome is RowOutcome.NotSent { Reason: NotSentReason.Journal }))
                    Assert.Equal(RunEndReason.JournalUnwritable, result.End!.Reason);
            },
            iter: 300);

    [Fact]
    public async Task After_a_failed_write_nothing_more_is_launched_and_the_same_rows_go_on_on_a_good_disk()
    {
        var file = new DurableFile { FailsAt = 6 };
        var clock = new AutoAdvancingTimeProvider();
        using var cloud = new ModelCloud(clock);
        using GenesysCloudClient client = cloud.CreateClient();
        ModelRunResult ended = await ModelRun.LaunchAsync(client, file, Enumerable.Range(1, 200));

        Assert.Equal(RunEndReason.JournalUnwritable, ended.End!.Reason);
        Assert.Contains("No space left on device", ended.Broken!.Message, StringComparison.Ordinal);
        Assert.InRange(cloud.Launches.Count, 1, 40);
        Assert.Equal(
            cloud.Launches.Select(launch => launch.Row).Order(),
            ended.Outcomes.Where(row => row.Value is RowOutcome.Launched).Select(row => row.Key).Order());

        // A row that was announced and not sent any more may be in doubt, since that is no longer written.
        clock.Advance(TimeSpan.FromHours(2));
        ModelRunResult resumed = await ModelRun.LaunchAsync(client, new DurableFile(file.Content), Enumerable.Range(1, 200));
        Assert.All(resumed.Outcomes.Values, outcome => Assert.IsType<RowOutcome.Launched>(outcome));
        Assert.Equal(Enumerable.Range(1, 200), cloud.Launches.Select(launch => launch.Row).Order());
    }

    private static string KeyIn(string name) => name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..].TrimEnd(']').Split('~')[0];
}
