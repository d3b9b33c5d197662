using System.Collections.Concurrent;

namespace GenesysCloud.Architect;

/// <summary>
/// How long executions of each flow took, as far as a session has seen them end. Keeps a sample of each flow, so that it never grows beyond
/// some hundred kilobytes. Safe from many threads.
/// </summary>
/// <remarks>
/// Not the newest: of executions that were launched together, the newest to end are the longest. But new ones displace old ones, so that
/// it follows a flow that changes.
/// </remarks>
internal sealed class FlowDurations
{
    // More than one session is likely to follow; beyond it, everything is simply learned again.
    private const int MaxFlows = 256;
    private const int MaxDurations = 128;
    private const double LeastChance = 0.05;

    // Longer than anything runs; beyond it, a date in a response is wrong.
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(365);

    private readonly ConcurrentDictionary<string, Recent> _flows = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Takes in how long an execution took.</summary>
    /// <param name="flowId">The flow.</param>
    /// <param name="duration">From launch to end by the service's clock. One that can't be, such as a negative one, is left out.</param>
    /// <returns>Whether the distribution has changed much: after the first one, and each time that their number doubles.</returns>
    public bool Learn(string flowId, TimeSpan duration)
    {
        if (duration < TimeSpan.Zero || duration > s_longest)
            return false;
        if (_flows.Count >= MaxFlows && !_flows.ContainsKey(flowId))
            _flows.Clear();
        return _flows.GetOrAdd(flowId, static _ => new Recent()).Add(duration.TotalSeconds);
    }

    /// <summary>What is known of a flow; null if none of its executions was seen to end.</summary>
    public DurationDistribution? Of(string? flowId) =>
        flowId is not null && _flows.TryGetValue(flowId, out Recent? recent) ? recent.Distribution : null;

    private sealed class Recent
    {
        private readonly object _lock = new();
        private readonly double[] _seconds = new double[MaxDurations];

        // What is kept is chosen at random, and the same for the same durations.
        private readonly Random _random = new(1);
        private int _count;
        private int _seen;
        private int _unread;
        private int _changesAt = 1;
        private volatile DurationDistribution? _distribution;

        public DurationDistribution? Distribution => _distribution;

        public bool Add(double seconds)
        {
            lock (_lock)
            {
                _seen++;
                if (_count < MaxDurations)
                    _seconds[_count++] = seconds;
                else if (_random.NextDouble() < Math.Max((double)MaxDurations / _seen, LeastChance))
                    _seconds[_random.Next(MaxDurations)] = seconds;
                else
                    return false;

                // The first few change much, later ones little.
                bool changes = _seen >= _changesAt;
                if (changes)
                    _changesAt *= 2;
                if (!changes && ++_unread < Math.Min(_count / 4, 16))
                    return false;
                _unread = 0;
                _distribution = new DurationDistribution(_seconds.AsSpan(0, _count));
                return changes;
            }
        }
    }
}
