using System.Diagnostics.CodeAnalysis;

namespace GenesysCloud.People;

/// <summary>Keeps values for a while, and only so many of them: the oldest make room. Safe for several threads.</summary>
/// <param name="capacity">How many are kept.</param>
/// <param name="keptFor">For how long.</param>
/// <param name="time">The clock.</param>
internal sealed class ExpiringCache<TKey, TValue>(int capacity, TimeSpan keptFor, TimeProvider time)
    where TKey : notnull
{
    private readonly object _lock = new();
    private readonly Dictionary<TKey, (TValue Value, long At)> _values = [];
    private readonly Queue<(TKey Key, long At)> _order = new();

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        lock (_lock)
        {
            bool isKnown = _values.TryGetValue(key, out (TValue Value, long At) entry) && time.GetElapsedTime(entry.At) < keptFor;
            value = isKnown ? entry.Value : default;
            return isKnown;
        }
    }

    public void Set(TKey key, TValue value)
    {
        lock (_lock)
        {
            long now = time.GetTimestamp();
            _values[key] = (value, now);
            _order.Enqueue((key, now));
            while (_order.Count > capacity)
            {
                (TKey oldest, long at) = _order.Dequeue();
                // It may have been set again since.
                if (_values.TryGetValue(oldest, out (TValue Value, long At) entry) && entry.At == at)
                    _values.Remove(oldest);
            }
        }
    }
}
