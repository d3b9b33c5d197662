namespace GenesysCloud.Simulator.Http;

/// <summary>
/// The latest requests, and the number of all requests: a simulator that runs for weeks must not keep them all. Thread-safe.
/// </summary>
internal sealed class RequestLog(int capacity = RequestLog.DefaultCapacity)
{
    public const int DefaultCapacity = 100_000;

    private readonly Lock _lock = new();
    private readonly Queue<RequestRecord> _latest = new();
    private int _dropped;

    public int Count
    {
        get
        {
            lock (_lock)
                return _dropped + _latest.Count;
        }
    }

    public void Add(RequestRecord request)
    {
        lock (_lock)
        {
            if (_latest.Count == capacity)
            {
                _latest.Dequeue();
                _dropped++;
            }

            _latest.Enqueue(request);
        }
    }

    public IReadOnlyList<RequestRecord> Snapshot()
    {
        lock (_lock)
            return [.. _latest];
    }

    /// <summary>
    /// The total, and of the <paramref name="count"/> requests after the first <paramref name="skip"/> those that are still kept.
    /// </summary>
    public (int Total, IReadOnlyList<RequestRecord> Entries) Page(int skip, int count)
    {
        lock (_lock)
        {
            // Dropped requests keep their positions, so that a caller who pages through the log sees no request twice.
            int from = Math.Clamp(skip - _dropped, 0, _latest.Count);
            long to = Math.Clamp((long)skip + count - _dropped, from, _latest.Count);
            return (_dropped + _latest.Count, [.. _latest.Take(from..(int)to)]);
        }
    }

    public void Reset()
    {
        lock (_lock)
        {
            _latest.Clear();
            _dropped = 0;
        }
    }
}
