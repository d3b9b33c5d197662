using System.Collections.Concurrent;

namespace FlowCmdlets.Completion;

/// <summary>The responses that completion has got from a service, so that it asks for each of them once in a while only.</summary>
/// <param name="time">The clock of all waits.</param>
internal sealed class ResponseCache(TimeProvider time)
{
    /// <summary>How long a request is waited for. A response that comes later is there for the next completion.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);

    /// <summary>When a request without a response is given up.</summary>
    public static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(15);

    /// <summary>Names may be offered that have changed meanwhile; the command itself looks them up.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(5);

    /// <summary>Long enough that no one waits at every key for a service that is unavailable.</summary>
    public static readonly TimeSpan FailuresKeptFor = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>The response to a request; null if it failed or takes too long.</summary>
    /// <param name="request">Names the request.</param>
    /// <param name="send">Sends it; null if it may not be sent now.</param>
    /// <param name="isSent">Whether this call sent it.</param>
    public T? Get<T>(string request, Func<CancellationToken, Task<T>>? send, out bool isSent)
        where T : class
    {
        isSent = false;
        if (!_entries.TryGetValue(request, out Entry? entry) || !IsFresh(entry))
        {
            if (send is null)
                return null;
            isSent = true;
            _entries[request] = entry = new Entry(SendAsync(send), time.GetTimestamp());
        }

        TimeSpan left = Patience - time.GetElapsedTime(entry.SentAt);
        if (!entry.Response.IsCompleted && left > TimeSpan.Zero)
            Task.WhenAny(entry.Response, Task.Delay(left, time)).Wait();
        return entry.Response.IsCompletedSuccessfully ? entry.Response.Result as T : null;
    }

    private async Task<object?> SendAsync<T>(Func<CancellationToken, Task<T>> send)
        where T : class
    {
        using var timeout = new CancellationTokenSource(RequestTimeout, time);
        try
        {
            return await send(timeout.Token).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // No completion reports failures (see ValueCompleter), and no one may be waiting for this one any more.
            return null;
        }
    }

    private bool IsFresh(Entry entry) =>
        !entry.Response.IsCompleted
        || time.GetElapsedTime(entry.SentAt) < (entry.Response.Result is null ? FailuresKeptFor : KeptFor);

    /// <summary>A request and its response.</summary>
    /// <param name="Response">The response; null if the request failed. Never fails itself.</param>
    /// <param name="SentAt">By the clock's timestamp.</param>
    private sealed record Entry(Task<object?> Response, long SentAt);
}
