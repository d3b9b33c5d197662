using FlowCmdlets.Summaries;
using FlowCmdlets.Tests.Engine;
using GenesysCloud.Simulator;
using Xunit;

namespace FlowCmdlets.Tests.Journals;

/// <summary>A long run through everything that goes wrong at once, counted by the simulator.</summary>
public sealed class FaultStormTests : JournalTest
{
    private const double Share = 0.02;

    // The rules of evidence know minutes: a second in which a busy machine does nothing must not be one by this clock.
    private const int Pace = 10;

    private readonly ITestOutputHelper _output;

    public FaultStormTests(ITestOutputHelper output)
        : base(Pace) => _output = output;

    [Fact]
    public void In_a_storm_of_faults_no_row_is_launched_twice_none_is_lost_and_none_stays_unknown()
    {
        int rows = TestEffort.Of(2_000);
        LetAbsenceBeProven();
        Cloud.Settings.RecordRequests = false;
        Cloud.Faults.Add(Some(FaultKind.DropAfter));
        Cloud.Faults.Add(Some(FaultKind.DropBefore));
        Cloud.Faults.Add(Some(FaultKind.StatusAfter) with { Status = 503 });
        Cloud.Faults.Add(Some(FaultKind.StatusBefore) with { Status = 502 });
        Cloud.Faults.Add(Some(FaultKind.TooManyRequests) with { Probability = 30.0 / rows, RetryAfterSeconds = 1 });
        Rows(rows);
        Transcript storm;
        using (TimeProvider.System.CreateTimer(_ => Cloud.EndTokens(), null, TimeSpan.FromSeconds(0.3), TimeSpan.FromSeconds(2)))
            storm = Launch("-ThrottleLimit 32 -ReconcileTimeout 30");
        Assert.Null(storm.Terminating);
        FlowRunSummary summary = storm.RunSummary();
        _output.WriteLine(summary.ToString());

        Assert.Equal((rows, 0, 0), (summary.Launched + summary.Unknown + summary.NotSent, summary.Refused, summary.Skipped));
        Assert.InRange(summary.Unknown + summary.NotSent, rows * Share, rows * Share * 3);
        Assert.Equal(summary.Unknown + summary.NotSent, storm.Errors.Count(error => error.Id() != "NotReconciled"));
        Assert.All(storm.Errors, error => Assert.Contains(error.Id(), new[] { "LaunchAbsent", "LaunchOutcomeUnknown", "NotReconciled" }));
        Assert.Equal(Cloud.Launches.Select(launch => launch.Id).Order(), storm.Column("Id").Order());
        Assert.All(LaunchesByRow().Values, times => Assert.Equal(1, times));

        Cloud.Faults.Clear();
        PassTheLatestLaunch();
        FlowRunSummary fair = Launch("-ThrottleLimit 32").WithoutErrors().RunSummary();
        Assert.Equal((summary.Unknown + summary.NotSent, summary.Launched, 0), (fair.Launched, fair.AlreadyLaunched, fair.ExitCode));
        AssertEachLaunchedOnce(rows);
        Assert.Equal((rows, rows, 0), (Summary().Rows, Summary().Launched, Summary().Unknown));
    }

    private static Fault Some(FaultKind kind) => new(kind) { Times = null, Probability = Share };
}
