using GenesysCloud.Simulator.Seeding;

namespace GenesysCloud.Simulator.Routing;

/// <summary>A queue.</summary>
internal sealed record SimulatedQueue(string Id, string Name)
{
    /// <summary>When all queues were created.</summary>
    public static DateTimeOffset Created { get; } = new(2025, 4, 1, 8, 30, 0, TimeSpan.Zero);
}

/// <summary>The queues of the organization, in the order in which they were created. Thread-safe.</summary>
internal sealed class QueueStore
{
    private const int InitialCount = 60;

    private readonly Lock _lock = new();
    private readonly List<SimulatedQueue> _queues = [];
    private int _created;

    public QueueStore() => Reset();

    public IReadOnlyList<SimulatedQueue> Snapshot()
    {
        lock (_lock)
            return [.. _queues];
    }

    public SimulatedQueue? Find(string id)
    {
        lock (_lock)
            return _queues.Find(queue => queue.Id == id);
    }

    public SimulatedQueue Add(string name)
    {
        lock (_lock)
        {
            var queue = new SimulatedQueue(SeededGuidGenerator.FromName($"queue {++_created}"), name);
            _queues.Add(queue);
            return queue;
        }
    }

    public SimulatedQueue Replace(SimulatedQueue queue)
    {
        lock (_lock)
        {
            int at = _queues.FindIndex(old => old.Id == queue.Id);
            if (at >= 0)
                _queues[at] = queue;
            return queue;
        }
    }

    public bool Remove(string id)
    {
        lock (_lock)
            return _queues.RemoveAll(queue => queue.Id == id) > 0;
    }

    public void Reset()
    {
        lock (_lock)
        {
            _queues.Clear();
            _created = 0;
            for (int number = 1; number <= InitialCount; number++)
                Add($"Queue {number:00}");
        }
    }
}
