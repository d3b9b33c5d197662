using GenesysCloud.Simulator.Flows;
using GenesysCloud.Simulator.Seeding;

namespace GenesysCloud.Simulator.Executions;

/// <summary>
/// All launches, in order. The seed decides duration and outcome of an execution at its launch, and its status is computed when it is
/// read, so nothing runs in the background.
/// </summary>
internal sealed class LaunchStore(ulong seed)
{
    private const uint DurationPurpose = 1;
    private const uint FailurePurpose = 2;
    private const uint DurationAnglePurpose = 3;

    private readonly Lock _lock = new();
    private readonly List<LaunchRecord> _launches = [];
    private SeededGuidGenerator _ids = new(seed);
    private ulong _resets;

    public int Count
    {
        get
        {
            lock (_lock)
                return _launches.Count;
        }
    }

    public LaunchRecord Add(AcceptedLaunch launch, TimeProvider time)
    {
        lock (_lock)
        {
            // Read inside the lock, so that the launches are in the order of their times.
            DateTimeOffset at = time.GetUtcNow();
            uint sequence = (uint)_launches.Count + 1;
            SimulatedFlow flow = launch.Flow;
            TimeSpan duration = flow.DurationOf(_ids.Fraction(sequence, DurationPurpose), _ids.Fraction(sequence, DurationAnglePurpose));
            bool fails = launch.NullInput is not null || _ids.Fraction(sequence, FailurePurpose) < flow.FailureShare;
            ExecutionOutcome outcome = fails ? ExecutionOutcome.Failed : flow.Outcome;
            var record = new LaunchRecord(_ids.Create(sequence), sequence, at, launch, duration, outcome);
            _launches.Add(record);
            return record;
        }
    }

    public LaunchRecord? Find(Guid id)
    {
        lock (_lock)
            return _ids.TryGetNumber(id, out uint sequence) && sequence - 1 < _launches.Count ? _launches[(int)(sequence - 1)] : null;
    }

    public IReadOnlyList<LaunchRecord> Snapshot()
    {
        lock (_lock)
            return _launches.ToArray();
    }

    /// <summary>The total, and up to <paramref name="count"/> launches after the first <paramref name="skip"/>.</summary>
    public (int Total, IReadOnlyList<LaunchRecord> Entries) Page(int skip, int count)
    {
        lock (_lock)
            return (_launches.Count, [.. _launches.Skip(skip).Take(count)]);
    }

    public void Reset()
    {
        lock (_lock)
        {
            _launches.Clear();
            // With a new seed, so that an ID from before the reset does not find a new execution.
            _ids = new SeededGuidGenerator(SeededGuidGenerator.Mix(seed + ++_resets));
        }
    }
}
