using GenesysCloud.Simulator.Http;
using GenesysCloud.Simulator.Seeding;

namespace GenesysCloud.Simulator.Faults;

/// <summary>The planned faults. The first one that applies to a request, in the order they were added, is used. Thread-safe.</summary>
public sealed class FaultPlan
{
    private readonly Lock _lock = new();
    private readonly List<Entry> _entries = [];
    private readonly SeededGuidGenerator _random;
    private uint _randomNumbers;
    private volatile bool _any;

    internal FaultPlan(SeededGuidGenerator random) => _random = random;

    /// <summary>Adds a fault.</summary>
    public void Add(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        lock (_lock)
        {
            _entries.Add(new Entry(fault));
            _any = true;
        }
    }

    /// <summary>Removes all faults and restarts the random sequence.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _entries.Clear();
            _randomNumbers = 0;
            _any = false;
        }
    }

    /// <summary>The faults, and the number of requests each has applied to.</summary>
    internal IReadOnlyList<(Fault Fault, int Met)> Snapshot()
    {
        lock (_lock)
            return [.. _entries.Select(entry => (entry.Fault, entry.Met))];
    }

    /// <summary>The fault for this request before or after it is processed; null if there is none.</summary>
    internal Fault? Take(string method, string path, bool processed)
    {
        if (!_any)
            return null;
        lock (_lock)
        {
            foreach (Entry entry in _entries)
            {
                Fault fault = entry.Fault;
                if (fault.TakesEffectFirst == processed && RequestPattern.Matches(fault.Method, fault.Path, method, path) && Applies(entry))
                    return fault;
            }
        }

        return null;
    }

    /// <summary>Whether the fault applies to a request that matches; counts the request.</summary>
    private bool Applies(Entry entry)
    {
        Fault fault = entry.Fault;
        if (entry.Met >= fault.Times)
            return false;
        if (entry.Skipped < fault.Skip)
        {
            entry.Skipped++;
            return false;
        }

        if (fault.Probability < 1 && _random.Fraction(_randomNumbers++, purpose: 3) >= fault.Probability)
            return false;
        entry.Met++;
        return true;
    }

    private sealed class Entry(Fault fault)
    {
        public Fault Fault { get; } = fault;
        public int Skipped { get; set; }
        public int Met { get; set; }
    }
}
