using GenesysCloud.Architect;
using GenesysCloud.Launching.Tracking;
using GenesysCloud.Simulator;
using GenesysCloud.Tests.Support;
using Xunit;

namespace GenesysCloud.Tests.Tracking;

/// <summary>Launches executions, follows them to their ends, and says what that took, as the simulator counts it.</summary>
internal sealed class FollowedRun
{
    private const string Executions = "/api/v2/flows/executions/";
    private const string Query = "/api/v2/flows/instances/query";

    private readonly List<(TimeSpan Duration, TimeSpan Late)> _ends = [];

    /// <summary>How many times executions were read by their ids.</summary>
    public int Reads { get; private init; }

    /// <summary>How many times execution data was asked.</summary>
    public int Queries { get; private init; }

    public double RequestsPerExecution => (double)(Reads + Queries) / _ends.Count;

    /// <summary>The share of the ends that were noticed within a second, or a fifth of the duration, whichever is more.</summary>
    public double NoticedInTime => (double)_ends.Count(end => end.Late <= LookSchedule.Tolerance(end.Duration)) / _ends.Count;

    public static SimulatedFlow FlowOf(double medianSeconds) =>
        SimulatedCloud.Flow with { MedianDuration = TimeSpan.FromSeconds(medianSeconds), DurationSpread = 0.5 };

    /// <param name="cloud">Where.</param>
    /// <param name="count">How many executions.</param>
    /// <param name="gap">How long after one launch the next follows.</param>
    /// <param name="client">Who follows them; the cloud's own client unless a test needs another.</param>
    public static async Task<FollowedRun> StartAsync(
        SimulatedCloud cloud, int count, TimeSpan gap = default, GenesysCloudClient? client = null)
    {
        int before = cloud.Simulator.LaunchCount;
        (int reads, int queries) = (cloud.Requests("GET", Executions), cloud.Requests("POST", Query));
        var noticed = new Dictionary<string, DateTimeOffset>();
        using var tracker = new ExecutionTracker<string>(client ?? cloud.Client, new ExecutionTrackerOptions());

        async Task FollowAsync()
        {
            for (int launch = 0; launch < count; launch++)
            {
                LaunchOutcome outcome = await cloud.Client.Architect.LaunchAsync(SimulatedCloud.Launch);
                string id = Assert.IsType<LaunchOutcome.Launched>(outcome).Execution.Id;
                tracker.Add(id, id, cloud.Clock.GetUtcNow(), SimulatedCloud.Launch.FlowId);
                if (gap > TimeSpan.Zero)
                    await Task.Delay(gap, cloud.Clock);
                Take();
            }

            tracker.CompleteAdding();
            while (tracker.Pending > 0)
            {
                await tracker.NextReady;
                Take();
            }
        }

        void Take()
        {
            while (tracker.TryTake(out TrackedExecution<string>? execution))
            {
                Assert.Equal((TrackingEnd.Completed, FlowExecutionStatus.Completed), (execution.End, execution.Execution?.Status));
                noticed.Add(execution.Id, cloud.Clock.GetUtcNow());
            }
        }

        await cloud.RunAsync(FollowAsync());
        var run = new FollowedRun
        {
            Reads = cloud.Requests("GET", Executions) - reads,
            Queries = cloud.Requests("POST", Query) - queries,
        };
        foreach (LaunchRecord launch in cloud.Simulator.Launches.Skip(before))
            run._ends.Add((launch.Duration, noticed[launch.Id] - launch.EndsAt));
        Assert.Equal(count, run._ends.Count);
        return run;
    }

    public override string ToString() =>
        $"{Reads} reads, {Queries} queries, {RequestsPerExecution:0.00} per execution, {NoticedInTime:P0} in time, late (s): " +
        string.Join(' ', _ends.Where(end => end.Late > LookSchedule.Tolerance(end.Duration))
            .Select(end => $"{end.Late.TotalSeconds:0.0}/{end.Duration.TotalSeconds:0.0}"));
}
