using System.Collections.Concurrent;
using System.Management.Automation;
using GenesysCloud.Http;

namespace FlowCmdlets.Pipeline;

/// <summary>
/// Brings what a client does, on whatever thread, to the cmdlet's Verbose and Debug streams, which only the pipeline thread may
/// write to.
/// </summary>
internal sealed class CmdletStreams(GenesysCmdlet cmdlet) : IClientObserver
{
    private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan s_sameWait = TimeSpan.FromSeconds(2);

    private readonly LongWaitWarning _longWait = new();
    private DateTimeOffset _toldUntil = DateTimeOffset.MinValue;
    private readonly ConcurrentQueue<ClientEvent> _waiting = new();
    private readonly object _wake = new();

    // Made on the pipeline thread.
    private readonly RunspaceWork _work = RunspaceWork.OfThread();

    /// <summary>Called with every event, on the pipeline thread, before it is written; for progress.</summary>
    public Action<ClientEvent>? OnEvent { get; set; }

    /// <summary>The clock that waits are measured with.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <inheritdoc />
    public bool WantsRequests { get; } = cmdlet.IsStreamShown("Debug", "DebugPreference");

    /// <inheritdoc />
    public void Notify(ClientEvent clientEvent)
    {
        _waiting.Enqueue(clientEvent);
        Wake(_wake);
    }

    /// <summary>
    /// Writes what comes in, and does what must be done on this thread, until the task has ended. On the pipeline thread only.
    /// </summary>
    /// <param name="task">What is waited for.</param>
    /// <param name="stop">Ends the waiting.</param>
    /// <param name="tick">Called about four times a second meanwhile, for progress.</param>
    /// <exception cref="OperationCanceledException">Stopped before the task had ended.</exception>
    public void WriteUntil(Task task, CancellationToken stop, Action? tick = null)
    {
        WriteWaiting();
        if (task.IsCompleted)
            return;

        // The task's end and the stop only wake this thread; nothing of the cmdlet runs on theirs.
        task.ContinueWith(
            static (_, wake) => Wake(wake!),
            _wake,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        using CancellationTokenRegistration onStop = stop.Register(static wake => Wake(wake!), _wake);
        using IDisposable onWork = _work.Watch(_wake);
        long started = Time.GetTimestamp();
        while (!task.IsCompleted)
        {
            stop.ThrowIfCancellationRequested();
            lock (_wake)
            {
                if (_waiting.IsEmpty && !_work.IsWaiting && !task.IsCompleted && !stop.IsCancellationRequested)
                    Monitor.Wait(_wake, tick is null && _longWait.IsSpent ? Timeout.InfiniteTimeSpan : s_tick);
            }

            WriteWaiting();
            if (!stop.IsCancellationRequested)
                _work.RunWaiting();
            if (tick is not null)
                tick();
            else if (!task.IsCompleted && _longWait.OfSilence(Time.GetElapsedTime(started)) is { } warning)
                cmdlet.WriteWarning(warning);
        }

        WriteWaiting();
    }

    /// <summary>Writes what has come in. On the pipeline thread only.</summary>
    public void WriteWaiting()
    {
        while (_waiting.TryDequeue(out ClientEvent? clientEvent))
        {
            OnEvent?.Invoke(clientEvent);
            if (clientEvent is RequestSent sent)
                cmdlet.WriteDebug(ClientEventText.Of(sent));
            else if (!IsDuplicate(clientEvent))
                cmdlet.WriteVerbose(ClientEventText.Of(clientEvent));
            if (_longWait.Of(clientEvent, Time) is { } warning)
                cmdlet.WriteWarning(warning);
        }
    }

    /// <summary>All requests in flight wait for the same window; one message about it is enough.</summary>
    private bool IsDuplicate(ClientEvent clientEvent)
    {
        if (clientEvent is not RateLimitWaiting wait)
            return false;
        bool old = wait.Until - _toldUntil < s_sameWait;
        if (!old)
            _toldUntil = wait.Until;
        return old;
    }

    private static void Wake(object wake)
    {
        lock (wake)
            Monitor.PulseAll(wake);
    }
}
