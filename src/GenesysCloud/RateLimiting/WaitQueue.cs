namespace GenesysCloud.RateLimiting;

/// <summary>Those who wait, by priority and then in order of arrival.</summary>
internal sealed class WaitQueue
{
    private readonly LinkedList<Waiter>[] _byPriority = [new(), new(), new()];

    public bool IsEmpty { get; private set; } = true;

    public void Add(Waiter waiter)
    {
        _byPriority[(int)waiter.Request.Priority].AddLast(waiter.Place);
        IsEmpty = false;
    }

    /// <summary>False if it no longer waited.</summary>
    public bool Remove(Waiter waiter)
    {
        if (waiter.Place.List is not { } list)
            return false;
        list.Remove(waiter.Place);
        IsEmpty = Array.TrueForAll(_byPriority, static one => one.Count == 0);
        return true;
    }

    /// <summary>All who wait, in the order they go; whoever is at hand may be removed.</summary>
    public IEnumerable<Waiter> InOrder()
    {
        foreach (LinkedList<Waiter> list in _byPriority)
        {
            LinkedListNode<Waiter>? node = list.First;
            while (node is not null)
            {
                LinkedListNode<Waiter>? next = node.Next;
                yield return node.Value;
                node = next;
            }
        }
    }
}

/// <summary>One who waits. Continuations never run on the thread that lets it go, which holds the rateLimiter's lock.</summary>
internal sealed class Waiter : TaskCompletionSource<RateLimitLease>
{
    public Waiter(RateLimitRequest request)
        : base(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        Request = request;
        Place = new LinkedListNode<Waiter>(this);
    }

    public RateLimitRequest Request { get; }

    public LinkedListNode<Waiter> Place { get; }

    public CancellationTokenRegistration Cancellation { get; set; }
}
