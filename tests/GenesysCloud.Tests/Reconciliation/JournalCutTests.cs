using System.Text;
using CsCheck;
using GenesysCloud.Architect;
using GenesysCloud.Launching;
using Xunit;

namespace GenesysCloud.Tests.Reconciliation;

/// <summary>
/// The journal of a run, cut at any byte as a crash may leave it, and a cloud in which every launch may have happened that the cut
/// journal announces: whatever of it happened, going on launches no row twice.
/// </summary>
public sealed class JournalCutTests
{
    private static readonly Gen<(Disposition[] Fates, double Cut, bool[] Happened)> s_crash =
        Gen.Select(Gen.Enum<Disposition>().Array[1, 8], Gen.Double.Unit, Gen.Bool.Array[8]);

    [Fact]
    public Task Going_on_launches_every_row_once_where_looking_can_prove_what_happened() =>
        s_crash.SampleAsync(
            async crash =>
            {
                (byte[] journal, ModelCloud cloud) = await CrashAsync(crash.Fates, crash.Cut, crash.Happened);
                using ModelCloud _ = cloud;
                bool isAnyKnown = cloud.Launches.Count > 0;
                var file = new DurableFile(journal);
                cloud.PassTheLatestLaunch();
                await GoOnAsync(cloud, file, crash.Fates.Length);
                ModelRunResult again = await GoOnAsync(cloud, file, crash.Fates.Length);

                cloud.AssertNoRowTwice();
                int unknown = again.Outcomes.Values.Count(outcome => outcome is RowOutcome.Unknown);
                Assert.Equal(crash.Fates.Length - unknown, cloud.Launches.Count);
                Assert.True(unknown == 0 || !isAnyKnown, $"{unknown} rows are unknown although launches around them are known.");
            },
            iter: 400);

    [Fact]
    public Task Going_on_launches_no_row_twice_whatever_the_search_hides() =>
        Gen.Select(s_crash, Gen.Select(Gen.Bool, Gen.Bool, Gen.Bool, Gen.Int[0, 300], Gen.Int[0, 600]), Gen.Bool).SampleAsync(
            async (crash, platform, looks) =>
            {
                (byte[] journal, ModelCloud cloud) = await CrashAsync(crash.Fates, crash.Cut, crash.Happened);
                using ModelCloud _ = cloud;
                (cloud.StoresExecutionData, cloud.KeepsNames, cloud.HasOtherRuns) = (platform.Item1, platform.Item2, platform.Item3);
                cloud.IndexLag = TimeSpan.FromSeconds(platform.Item4);
                cloud.Duration = TimeSpan.FromSeconds(platform.Item5);
                var file = new DurableFile(journal);
                for (int run = 0; run < 3; run++)
                {
                    if (run > 0)
                        cloud.PassTheLatestLaunch();
                    ModelRunResult result = await GoOnAsync(cloud, file, crash.Fates.Length, looks ? null : TimeSpan.Zero);
                    foreach ((int row, RowOutcome outcome) in result.Outcomes)
                    {
                        Assert.True(outcome is not RowOutcome.Launched told
                            || cloud.Launches.Any(launch => launch.Row == row && launch.Id == told.Execution.Id));
                    }
                }

                cloud.AssertNoRowTwice();
            },
            iter: 400);

    [Fact]
    public async Task Every_byte_of_a_journal_is_a_place_to_go_on_from()
    {
        Disposition[] fates = [Disposition.Answered, Disposition.LaunchedAndLost, Disposition.Lost, Disposition.Refused];
        int length = (await RunAsync(new AutoAdvancingTimeProvider(), fates)).Journal.Length;
        for (int cut = 0; cut <= length; cut++)
        {
            (byte[] journal, ModelCloud cloud) = await CrashAsync(fates, (double)cut / length, [true, false, true, false]);
            using ModelCloud _ = cloud;
            cloud.PassTheLatestLaunch();
            await GoOnAsync(cloud, new DurableFile(journal), fates.Length);
            cloud.AssertNoRowTwice();
        }
    }

    [Fact]
    public Task Relaunching_unknown_rows_launches_a_row_once_more_at_the_most() =>
        s_crash.SampleAsync(
            async crash =>
            {
                (byte[] journal, ModelCloud cloud) = await CrashAsync(crash.Fates, crash.Cut, crash.Happened);
                using ModelCloud _ = cloud;
                cloud.StoresExecutionData = false;
                using GenesysCloudClient client = cloud.CreateClient();
                var file = new DurableFile(journal);
                for (int run = 0; run < 2; run++)
                    await ModelRun.LaunchAsync(client, file, Enumerable.Range(1, crash.Fates.Length), relaunchUnknown: true);

                Assert.Equal(Enumerable.Range(1, crash.Fates.Length), cloud.Launches.Select(launch => launch.Row).Distinct().Order());
                Assert.All(cloud.Launches.GroupBy(launch => launch.Row), launches => Assert.InRange(launches.Count(), 1, 2));
                Assert.Equal(cloud.Launches.Count, cloud.Launches.Select(launch => launch.Name).Distinct().Count());
            },
            iter: 200);

    /// <summary>Launches all rows, in another order than before.</summary>
    private static async Task<ModelRunResult> GoOnAsync(ModelCloud cloud, DurableFile file, int rows, TimeSpan? reconcileTimeout = null)
    {
        using GenesysCloudClient client = cloud.CreateClient();
        return await ModelRun.LaunchAsync(client, file, Enumerable.Range(1, rows).Reverse(), reconcileTimeout);
    }

    /// <summary>A run in which rows meet their fates, without looking for those that are lost.</summary>
    private static async Task<(byte[] Journal, IReadOnlyList<ModelLaunch> Launches)> RunAsync(
        AutoAdvancingTimeProvider clock, Disposition[] fates)
    {
        using var cloud = new ModelCloud(clock) { FateOf = row => fates[row - 1] };
        using GenesysCloudClient client = cloud.CreateClient();
        var file = new DurableFile();
        await ModelRun.LaunchAsync(client, file, Enumerable.Range(1, fates.Length), TimeSpan.Zero);
        return (file.Content, cloud.Launches);
    }

    /// <summary>
    /// Cuts the journal of a run. Launches whose outcome is in what is left have happened; of those announced in it without an outcome, any
    /// may have; no other can have been sent yet.
    /// </summary>
    private static async Task<(byte[] Journal, ModelCloud Cloud)> CrashAsync(Disposition[] fates, double cut, bool[] happened)
    {
        var clock = new AutoAdvancingTimeProvider();
        (byte[] journal, IReadOnlyList<ModelLaunch> launches) = await RunAsync(clock, fates);
        byte[] left = journal[..(int)Math.Round(journal.Length * cut)];
        string[] lines = Encoding.UTF8.GetString(left).Split('\n')[..^1];
        return (left, ModelCloud.With(clock, launches.Where(launch =>
        {
            string[] facts = [.. lines.Where(line => line.Contains($"\"k\":\"{KeyOf(launch)}\"", StringComparison.Ordinal))];
            return facts.Length > 1 || (facts.Length == 1 && happened[launch.Row - 1]);
        })));
    }

    private static string KeyOf(ModelLaunch launch) => launch.Name[(launch.Name.IndexOf('/', StringComparison.Ordinal) + 1)..^1];
}
