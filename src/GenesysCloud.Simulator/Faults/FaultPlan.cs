using GenesysCloud.Simulator.Http;
using GenesysCloud.Simulator.Seeding;

namespace GenesysCloud.Simulator.Faults;

/// <summary>The faults to come, asked in the order they were added; the first that meets a request has it.</summary>
public sealed class FaultPlan
{
    private readonly Lock _lock = new();
    private readonly List<Entry> _entries = [];
    private readonly SeededGuidGenerator _random;
    private uint _rolls;
    private volatile bool _any;

    internal FaultPlan(SeededGuidGenerator dice) => _random = dice;

    /// <summary>Plans a fault.</summary>
    public void Add(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        lock (_lock)
        {
            _entries.Add(new Entry(fault));
            _any = true;
        }
    }

    /// <summary>Forgets every fault, and the dice begin anew.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _entries.Clear();
            _rolls = 0;
            _any = false;
        }
    }

    /// <summary>The faults and how many requests each has met.</summary>
    internal IReadOnlyList<(Fault Fault, int Met)> Snapshot()
    {
        lock (_lock)
            return [.. _entries.Select(entry => (entry.Fault, entry.Met))];
    }

    /// <summary>The fault that meets this request before it is acted on, or after.</summary>
    internal Fault? Take(string method, string path, bool acted)
    {
        if (!_any)
            return null;
        lock (_lock)
        {
            foreach (Entry entry in _entries)
            {
                if (entry.Fault.ActsFirst == acted && RequestPattern.Matches(entry.Fault.Method, entry.Fault.Path, method, path) && Meets(entry))
                    return entry.Fault;
            }
        }

        return null;
    }

    private bool Meets(Entry entry)
    {
        Fault fault = entry.Fault;
        if (entry.Met >= fault.Times)
            return false;
        if (entry.Passed < fault.Skip)
        {
            entry.Passed++;
            return false;
        }

        if (fault.Probability < 1 && _random.Fraction(_rolls++, purpose: 3) >= fault.Probability)
            return false;
        entry.Met++;
        return true;
    }

    private sealed class Entry(Fault fault)
    {
        public Fault Fault { get; } = fault;
        public int Passed { get; set; }
        public int Met { get; set; }
    }
}
