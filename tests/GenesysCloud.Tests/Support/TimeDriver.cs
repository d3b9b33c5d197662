using System.Diagnostics;

namespace GenesysCloud.Tests.Support;

/// <summary>
/// Moves a virtual clock for code that talks real HTTP: as long as a request is on its way the clock stands still; once everybody
/// only waits for time to pass, it jumps to the next timer. So nobody sleeps, and no time-out rings because a machine is slow.
/// </summary>
internal sealed class TimeDriver
{
    // Real time, and only for what is broken: without it a test that can never end would say nothing.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    // Real time: a caller that has nothing set and nothing sent by then is taken to have nothing more to do.
    private static readonly TimeSpan s_thought = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan s_moment = TimeSpan.FromMilliseconds(40);

    private readonly VirtualClock _clock;
    private readonly InFlightHandler _flights;
    private readonly Lock _lock = new();
    private TaskCompletionSource _changed = NewSignal();
    private long _changes;
    private int _thinking = 1;

    public TimeDriver(VirtualClock clock, InFlightHandler flights)
    {
        (_clock, _flights) = (clock, flights);
        clock.Armed += kind => Change(kind == VirtualTimerKind.Wait ? -1 : 0);
        clock.Rings += kind => Change(kind == VirtualTimerKind.Wait ? 1 : 0);
        flights.Changed += begins => Change(begins ? -1 : 1);
    }

    /// <summary>
    /// How many requests are known to be left without an answer for good; set only by tests that want time-outs to ring.
    /// </summary>
    public Func<int>? Hanging { get; set; }

    // A request that waits on a timer of the server's waits for time to pass, like one that hangs. One whose time-out runs is about to
    // leave.
    private bool IsQuiet => _clock.TimeOuts <= _flights.Sent && _flights.InFlight <= _clock.ServerTimers + (Hanging?.Invoke() ?? 0);

    /// <summary>Moves the clock until the task has ended.</summary>
    public async Task RunAsync(Task task)
    {
        await Task.Run(() => DriveAsync(() => task.IsCompleted, task));
        await task;
    }

    /// <inheritdoc cref="RunAsync(Task)" />
    public async Task<T> RunAsync<T>(Task<T> task)
    {
        await RunAsync((Task)task);
        return await task;
    }

    /// <summary>Moves the clock until the condition holds, and not a moment further.</summary>
    public Task UntilAsync(Func<bool> condition) => Task.Run(() => DriveAsync(condition, task: null));

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task DriveAsync(Func<bool> isDone, Task? task)
    {
        long lastMove = Stopwatch.GetTimestamp();
        while (!isDone())
        {
            Task changed;
            lock (_lock)
                changed = _changed.Task;
            if (Stopwatch.GetElapsedTime(lastMove) > s_patience)
            {
                throw new TimeoutException(
                    $"Nothing moves: {_flights.InFlight} requests on their way, next timer at {_clock.NextDue?.ToString() ?? "never"}, " +
                    $"now {_clock.Now}.");
            }

            if (!IsQuiet || _clock.NextDue is not { } due)
            {
                // Conditions, and requests that the server leaves hanging, do not make themselves known: they are looked for.
                if (task is not null && Hanging is null)
                    await Task.WhenAny(task, changed).WaitAsync(s_patience);
                else
                    await Task.Yield();
            }
            else if (await StaysQuietAsync(isDone))
            {
                lock (_lock)
                    _thinking = 0;
                _clock.Advance(due - _clock.Now);
                lastMove = Stopwatch.GetTimestamp();
            }
        }
    }

    // Between the end of a request, or of a wait, and the next thing its caller does lies code that runs on some thread, for the first time
    // perhaps. The next thing is a timer, a request or the end, and only the end does not make itself known. Others may have been woken
    // along with it: where there are several, they are given a moment to come to rest.
    private async Task<bool> StaysQuietAsync(Func<bool> isDone)
    {
        long changes;
        TimeSpan moment;
        lock (_lock)
        {
            changes = _changes;
            moment = _thinking > 0 ? s_thought : _flights.Most <= 1 ? TimeSpan.Zero : s_moment;
        }

        long started = Stopwatch.GetTimestamp();
        for (int yields = 0; yields < 32 || Stopwatch.GetElapsedTime(started) < moment; yields++)
        {
            await Task.Yield();
            Thread.Yield();
            lock (_lock)
            {
                if (changes != _changes)
                    return false;
            }

            if (isDone() || !IsQuiet)
                return false;
        }

        return true;
    }

    private void Change(int thinking)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            _changes++;
            _thinking = Math.Max(0, _thinking + thinking);
            (changed, _changed) = (_changed, NewSignal());
        }

        changed.TrySetResult();
    }
}
