using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace FlowCmdlets.Pipeline;

/// <summary>
/// Brings work to the pipeline thread of one runspace, which does it while one of the module's commands waits there. A script block needs
/// that: only there does it see its variables, and from another thread the engine would wait for the runspace to become idle.
/// </summary>
/// <remarks>Safe for several threads, unless a member says otherwise.</remarks>
internal sealed class RunspaceWork
{
    private static readonly ConditionalWeakTable<Runspace, RunspaceWork> s_all = [];

    private readonly object _lock = new();
    private readonly Queue<Item> _waiting = [];
    private readonly List<object> _watching = [];
    private int _commands;

    /// <summary>That of the runspace whose thread this is; one of its own if the thread has no runspace.</summary>
    public static RunspaceWork OfThread() =>
        Runspace.DefaultRunspace is { } runspace ? s_all.GetValue(runspace, static _ => new RunspaceWork()) : new RunspaceWork();

    /// <summary>Whether there is work to be done.</summary>
    public bool IsWaiting
    {
        get
        {
            lock (_lock)
                return _waiting.Count > 0;
        }
    }

    /// <summary>Does work on the pipeline thread.</summary>
    /// <param name="work">The work; what it throws becomes the failure of the task.</param>
    /// <param name="limit">How long it may take until it is begun.</param>
    /// <param name="time">The clock of the limit.</param>
    /// <param name="cancellationToken">Gives up work that has not begun.</param>
    /// <exception cref="InvalidOperationException">No command of the module is running there, or none came to it in time.</exception>
    public async Task<T> RunAsync<T>(Func<T> work, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var item = new Item(() => done.SetResult(work()), failure => done.TrySetException(failure));
        object[] watching;
        lock (_lock)
        {
            if (_commands == 0)
                throw Unavailable();
            _waiting.Enqueue(item);
            watching = [.. _watching];
        }

        Array.ForEach(watching, Wake);
        using var late = new CancellationTokenSource(limit, time);
        using CancellationTokenRegistration onLate = late.Token.Register(() => item.GiveUp(new InvalidOperationException(
            $"the runspace that connected has been busy with other commands for {limit.TotalMinutes:0.#} min")));
        using CancellationTokenRegistration onCancel = cancellationToken.Register(
            () => item.GiveUp(new OperationCanceledException(cancellationToken)));
        return await done.Task.ConfigureAwait(false);
    }

    /// <summary>A command of the module begins in this runspace.</summary>
    public void BeginCommand()
    {
        lock (_lock)
            _commands++;
    }

    /// <summary>A command has ended. Without another, no one will come to the work that is left.</summary>
    public void EndCommand()
    {
        Item[] left = [];
        lock (_lock)
        {
            if (--_commands == 0)
            {
                left = [.. _waiting];
                _waiting.Clear();
            }
        }

        foreach (Item item in left)
            item.GiveUp(Unavailable());
    }

    /// <summary>Wakes a waiting thread by its monitor whenever there is work. To be disposed when it no longer waits.</summary>
    public IDisposable Watch(object monitor)
    {
        lock (_lock)
            _watching.Add(monitor);
        return new Watcher(this, monitor);
    }

    /// <summary>Does the work that waits. On the pipeline thread only.</summary>
    /// <exception cref="PipelineStoppedException">The pipeline was stopped in the middle of it.</exception>
    public void RunWaiting()
    {
        while (true)
        {
            Item? item;
            lock (_lock)
            {
                if (!_waiting.TryDequeue(out item))
                    return;
            }

            item.Run();
        }
    }

    private static InvalidOperationException Unavailable() =>
        new("no command of this module is running in the runspace that connected");

    private static void Wake(object monitor)
    {
        lock (monitor)
            Monitor.PulseAll(monitor);
    }

    private sealed class Item(Action work, Action<Exception> fail)
    {
        private int _isTaken;

        public void Run()
        {
            if (Interlocked.Exchange(ref _isTaken, 1) != 0)
                return;
            try
            {
                work();
            }
            catch (PipelineStoppedException stopped)
            {
                fail(new InvalidOperationException("it was stopped", stopped));
                throw;
            }
            catch (Exception failure)
            {
                fail(failure);
            }
        }

        public void GiveUp(Exception reason)
        {
            if (Interlocked.Exchange(ref _isTaken, 1) == 0)
                fail(reason);
        }
    }

    private sealed class Watcher(RunspaceWork work, object monitor) : IDisposable
    {
        public void Dispose()
        {
            lock (work._lock)
                work._watching.Remove(monitor);
        }
    }
}
