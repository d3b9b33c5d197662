using System.Diagnostics.CodeAnalysis;

namespace GenesysCloud.Launching.Tracking;

/// <summary>Something that is due at some time, which may change until then.</summary>
internal abstract class Scheduled
{
    /// <summary>Changes with each new time, so that entries with an earlier one count no more.</summary>
    public long Ticket { get; set; }
}

/// <summary>What is due when. Not for several threads at once.</summary>
internal sealed class LookQueue
{
    private readonly PriorityQueue<(Scheduled Item, long Ticket), TimeSpan> _queue = new();

    /// <summary>Sets the time at which something is due, in place of an earlier one.</summary>
    public void Set(Scheduled item, TimeSpan at) => _queue.Enqueue((item, ++item.Ticket), at);

    /// <summary>Makes something due at no time.</summary>
    public static void Clear(Scheduled item) => item.Ticket++;

    /// <summary>When the next one is due; null if nothing ever is.</summary>
    public TimeSpan? NextAt()
    {
        while (_queue.TryPeek(out (Scheduled Item, long Ticket) next, out TimeSpan at))
        {
            if (next.Ticket == next.Item.Ticket)
                return at;
            _queue.Dequeue();
        }

        return null;
    }

    /// <summary>Takes out what is due next, however long that is from now.</summary>
    public bool TryTake([NotNullWhen(true)] out Scheduled? item)
    {
        item = NextAt() is null ? null : _queue.Dequeue().Item;
        return item is not null;
    }
}
