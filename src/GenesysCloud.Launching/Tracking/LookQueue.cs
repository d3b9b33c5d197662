using System.Diagnostics.CodeAnalysis;

namespace GenesysCloud.Launching.Tracking;

/// <summary>Something that is due at some time, which may change until then.</summary>
internal abstract class Scheduled
{
    /// <summary>When it is due; null if at no time. Only its queue sets it.</summary>
    public (TimeSpan At, long Turn)? Due { get; set; }
}

/// <summary>
/// What is due when. What ceases to be due leaves it at once: an execution whose next read is a minute away ends long before, and would be
/// held until then. Not for several threads at once.
/// </summary>
internal sealed class LookQueue
{
    private readonly SortedSet<Scheduled> _queue = new(
        Comparer<Scheduled>.Create((one, other) => Nullable.Compare(one.Due, other.Due)));

    private long _turns;

    /// <summary>How many are due at some time.</summary>
    public int Count => _queue.Count;

    /// <summary>Sets when something is due, in place of an earlier time. What is due at the same time keeps its order.</summary>
    public void Set(Scheduled item, TimeSpan at)
    {
        Clear(item);
        item.Due = (at, ++_turns);
        _queue.Add(item);
    }

    /// <summary>Makes something due at no time.</summary>
    public void Clear(Scheduled item)
    {
        // Before its time is cleared, by which it is found.
        _queue.Remove(item);
        item.Due = null;
    }

    /// <summary>When the next one is due; null if nothing ever is.</summary>
    public TimeSpan? NextAt() => _queue.Min?.Due?.At;

    /// <summary>Takes out what is due next, however long that is from now.</summary>
    public bool TryTake([NotNullWhen(true)] out Scheduled? item)
    {
        item = _queue.Min;
        if (item is not null)
            Clear(item);
        return item is not null;
    }
}
