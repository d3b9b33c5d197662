using System.Globalization;

namespace GenesysCloud.Tests.Schedules;

/// <summary>
/// An order in which things happen that happen at once: whoever waits for a turn is let go alone, and a seed decides who is next.
/// </summary>
/// <remarks>
/// Turns stand where the outside begins: a request arrives, its response leaves, the disk is written, the pipeline adds or takes a row,
/// somebody stops the run. What happens between two turns runs on as many threads as there are.
/// </remarks>
internal sealed class Schedule(int seed)
{
    private const int FewSchedules = 150;
    private const int MostPauses = 24;

    private readonly Random _random = new(seed);
    private readonly object _lock = new();
    private readonly List<TaskCompletionSource> _waiting = [];
    private int _turns;
    private int _trace;

    /// <summary>How many schedules a test tries; the variable is for a long run on demand.</summary>
    public static int Count { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("GENESYSFLOWS_TEST_SCHEDULES"), CultureInfo.InvariantCulture, out int count)
            ? count
            : FewSchedules;

    /// <summary>Which turns were given: schedules that differ in it are different.</summary>
    public int Trace => _trace;

    /// <summary>What happens at the turn of this number, on the thread that gives turns.</summary>
    public (int Turn, Action Happens) Event { get; set; } = (int.MaxValue, () => { });

    /// <summary>Completes when it is the caller's turn.</summary>
    public Task TurnAsync(CancellationToken cancellationToken = default)
    {
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _waiting.Add(turn);
            Monitor.Pulse(_lock);
        }

        return turn.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Waits on this thread for the caller's turn.</summary>
    public void Turn() => TurnAsync().GetAwaiter().GetResult();

    /// <summary>Gives turns until all the work is done.</summary>
    public async Task RunAsync(params Func<Task>[] work)
    {
        var all = Task.WhenAll(work.Select(one => Task.Run(one)));
        var turns = new Thread(() => GiveTurns(all));
        turns.Start();
        await all.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_lock)
            Monitor.Pulse(_lock);
        turns.Join();
        await all;
    }

    private void GiveTurns(Task work)
    {
        while (true)
        {
            lock (_lock)
            {
                while (_waiting.Count == 0 && !work.IsCompleted)
                    Monitor.Wait(_lock);
                if (work.IsCompleted)
                    return;
            }

            // Others may come to their turns meanwhile, so that there is a choice.
            for (int pause = _random.Next(MostPauses); pause > 0; pause--)
                Thread.Yield();
            Take().SetResult();
        }
    }

    private TaskCompletionSource Take()
    {
        TaskCompletionSource next;
        lock (_lock)
        {
            int chosen = _random.Next(_waiting.Count);
            next = _waiting[chosen];
            _waiting.RemoveAt(chosen);
            _trace = HashCode.Combine(_trace, chosen, _waiting.Count);
        }

        if (++_turns == Event.Turn)
            Event.Happens();
        return next;
    }
}
