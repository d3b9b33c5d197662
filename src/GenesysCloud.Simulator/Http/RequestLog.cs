namespace GenesysCloud.Simulator.Http;

/// <summary>The latest requests, and how many there were: a simulator that runs for weeks must not keep them all.</summary>
internal sealed class RequestLog(int most = RequestLog.Most)
{
    public const int Most = 100_000;

    private readonly Lock _lock = new();
    private readonly Queue<RequestRecord> _latest = new();
    private int _forgotten;

    public int Count
    {
        get
        {
            lock (_lock)
                return _forgotten + _latest.Count;
        }
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
        lock (_lock)
            return [.. _latest];
    }

    /// <summary>How many there were, and of the <paramref name="count"/> after the first <paramref name="skip"/> of all those that are kept.</summary>
    public (int Total, IReadOnlyList<RequestRecord> Entries) Page(int skip, int count)
    {
        lock (_lock)
        {
            // Places of those forgotten stay empty, so that who reads page by page meets none twice.
            int from = Math.Clamp(skip - _forgotten, 0, _latest.Count);
            long to = Math.Clamp((long)skip + count - _forgotten, from, _latest.Count);
            return (_forgotten + _latest.Count, [.. _latest.Take(from..(int)to)]);
        }
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
