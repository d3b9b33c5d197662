using System.Text;
using GenesysCloud.Architect;
using GenesysCloud.Launching;
using GenesysCloud.Launching.Flows;
using GenesysCloud.Launching.Journal;
using GenesysCloud.Launching.Journal.Storage;
using GenesysCloud.Tests.Reconciliation;

namespace GenesysCloud.Tests.Schedules;

/// <summary>What a schedule is tried with.</summary>
/// <param name="Seed">Of the schedule.</param>
/// <param name="Fates">What becomes of the launches, by row.</param>
/// <param name="Throttle">How many are sent at once.</param>
internal sealed record ScheduledCase(int Seed, Disposition[] Fates, int Throttle);

/// <summary>A run whose every step waits for its turn: those of the pipeline, of the service, and of the disk.</summary>
internal sealed class ScheduledRun : IDisposable
{
    private static readonly LaunchTarget s_target = new(ModelCloud.FlowId, "Model flow", "WORKFLOW", null, null);

    private readonly ScheduledCase _case;
    private readonly Lock _lock = new();
    private readonly List<string> _unannounced = [];
    private readonly List<int> _arrived = [];

    public ScheduledRun(ScheduledCase scheduled)
    {
        _case = scheduled;
        Schedule = new Schedule(scheduled.Seed);
        Cloud = new ModelCloud(new AutoAdvancingTimeProvider())
        {
            Turn = Schedule.TurnAsync,
            FateOf = row =>
            {
                lock (_lock)
                    _arrived.Add(row);
                return scheduled.Fates[(row - 1) % scheduled.Fates.Length];
            },
            Arrives = Arrive,
        };
    }

    public Schedule Schedule { get; }

    public ModelCloud Cloud { get; }

    public DurableFile Disk { get; } = new();

    public Dictionary<int, RowOutcome> Outcomes { get; } = [];

    /// <summary>Rows in the order of their results.</summary>
    public List<int> Order { get; } = [];

    /// <summary>What somebody does while the rows are launched; null for nobody.</summary>
    public Func<BulkLaunch<int>, Task>? Meanwhile { get; set; }

    public RunEnd? End { get; private set; }

    public JournalException? Broken { get; private set; }

    /// <summary>The rows whose request reached the service.</summary>
    public IReadOnlyList<int> Arrived
    {
        get
        {
            lock (_lock)
                return [.. _arrived];
        }
    }

    /// <summary>Launches that came before their intent was on the disk.</summary>
    public IReadOnlyList<string> Unannounced => _unannounced;

    /// <summary>Puts rows 1 to <paramref name="rows"/> through a run.</summary>
    public async Task LaunchAsync(int rows)
    {
        using GenesysCloudClient client = Cloud.CreateClient();
        var options = new BulkLaunchOptions
        {
            ThrottleLimit = _case.Throttle,
            Grace = _case.Seed % 2 == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(5),
            Journal = new JournalPolicy { Path = Disk.Path, ReconcileTimeout = TimeSpan.Zero },
        };
        var launch = new BulkLaunch<int>(client, options, (identity, stop) => LaunchJournal.OpenAsync(
            new ScheduledFile(Disk, Schedule), null, identity, client.ServiceClock, client.Timeout, stop));
        await Schedule.RunAsync(() => PipeAsync(client, launch, rows), () => Meanwhile?.Invoke(launch) ?? Task.CompletedTask);
        End = launch.End;
    }

    public void Dispose() => Cloud.Dispose();

    private async Task PipeAsync(GenesysCloudClient client, BulkLaunch<int> launch, int rows)
    {
        try
        {
            await client.GetOrganizationAsync();
            for (int row = 1; row <= rows; row++)
            {
                await Schedule.TurnAsync();
                await launch.AddAsync(row, row, new RowLaunch(s_target, RequestOf(row)));
                Take(launch);
            }

            while (launch.Pending > 0)
            {
                await launch.NextReady;
                await Schedule.TurnAsync();
                Take(launch);
            }

            await launch.StopAsync();
            Take(launch);
        }
        catch (JournalException broken)
        {
            Broken = broken;
        }
        finally
        {
            await CloseAsync(launch);
        }
    }

    private async Task CloseAsync(BulkLaunch<int> launch)
    {
        try
        {
            await launch.DisposeAsync();
        }
        catch (JournalException broken)
        {
            Broken = broken;
        }
    }

    private void Take(BulkLaunch<int> launch)
    {
        while (launch.TryTake(out RowResult<int>? result))
        {
            Outcomes.Add(result.Row, result.Outcome);
            Order.Add(result.Row);
        }
    }

    private void Arrive(string name)
    {
        string key = name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..].TrimEnd(']').Split('~')[0];
        if (!Encoding.UTF8.GetString(Disk.Content).Contains($"\"k\":\"{key}\"", StringComparison.Ordinal))
            _unannounced.Add(name);
    }

    private static FlowExecutionLaunchRequest RequestOf(int row) =>
        new(s_target.FlowId, InputData: new Dictionary<string, object?> { ["Flow.row"] = row });
}
