using GenesysCloud.Launching.Journal;

namespace GenesysCloud.Launching.Reconciliation;

/// <summary>Launches that are known, by time, and which of them a search has shown: the measure of what not finding a row means.</summary>
internal sealed class ShownLaunches
{
    private readonly DateTimeOffset[] _sentAt;
    private readonly int[] _hiddenBefore;

    public ShownLaunches(IReadOnlyList<KnownLaunch> known, IReadOnlySet<string> shown)
    {
        KnownLaunch[] ordered = [.. known.OrderBy(launch => launch.SentAt)];
        _sentAt = Array.ConvertAll(ordered, launch => launch.SentAt);
        _hiddenBefore = new int[ordered.Length + 1];
        for (int i = 0; i < ordered.Length; i++)
            _hiddenBefore[i + 1] = _hiddenBefore[i] + (shown.Contains(ordered[i].ExecutionId) ? 0 : 1);
    }

    /// <summary>Whether all launches in a span of time are shown; null if there are none, which says nothing.</summary>
    public bool? AreAllShown(DateTimeOffset from, DateTimeOffset to)
    {
        int first = FirstAtOrAfter(from);
        int end = FirstAtOrAfter(to);
        return end == first ? null : _hiddenBefore[end] == _hiddenBefore[first];
    }

    private int FirstAtOrAfter(DateTimeOffset moment)
    {
        int index = Array.BinarySearch(_sentAt, moment);
        if (index < 0)
            return ~index;
        while (index > 0 && _sentAt[index - 1] == moment)
            index--;
        return index;
    }
}
