namespace GenesysCloud.Simulator;

/// <summary>The latest requests, and how many there were: a simulator that runs for weeks must not keep them all.</summary>
internal sealed class RequestLog(int most = RequestLog.Most)
{
    public const int Most = 100_000;

    private readonly Lock _lock = new();
    private readonly Queue<RequestRecord> _latest = new();
    private int _forgotten;

    public int Count
    {
        get { lock (_lock) return _forgotten + _latest.Count; }
    }

    public void Add(RequestRecord request)
    {
        lock (_lock)
        {
            if (_latest.Count == most)
            {
                _latest.Dequeue();
                _forgotten++;
            }
            _latest.Enqueue(request);
        }
    }

    public IReadOnlyList<RequestRecord> Snapshot()
    {
        lock (_lock) return [.. _latest];
    }

    /// <summary>How many there were, and up to <paramref name="count"/> of those kept after the first <paramref name="skip"/> of all.</summary>
    public (int Total, IReadOnlyList<RequestRecord> Entries) Page(int skip, int count)
    {
        lock (_lock) return (_forgotten + _latest.Count, [.. _latest.Skip(Math.Max(skip - _forgotten, 0)).Take(count)]);
    }

    public void Reset()
    {
        lock (_lock)
        {
            _latest.Clear();
            _forgotten = 0;
        }
    }
}
