using System.Collections.Concurrent;
using GenesysCloud.Http;

namespace GenesysCloud.Tests.Support;

/// <summary>Keeps all that a client tells.</summary>
internal sealed class EventLog : IClientObserver
{
    private readonly ConcurrentQueue<ClientEvent> _events = new();

    public bool WantsRequests => true;

    /// <summary>Called with each event, on the thread it comes from.</summary>
    public Action<ClientEvent>? Happened { get; set; }

    public IReadOnlyList<ClientEvent> All => [.. _events];

    public IReadOnlyList<T> Of<T>()
        where T : ClientEvent => [.. _events.OfType<T>()];

    public void Notify(ClientEvent clientEvent)
    {
        _events.Enqueue(clientEvent);
        Happened?.Invoke(clientEvent);
    }
}
