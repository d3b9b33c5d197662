using System.Management.Automation;
using GenesysCloud.Http;

namespace FlowCmdlets.Pipeline;

/// <summary>
/// One progress bar that is kind to the console: nothing for what is over within a second, four updates a second at the most, always
/// completed if it was ever shown.
/// </summary>
internal sealed class ProgressReporter(GenesysCmdlet cmdlet, TimeProvider time, string activity)
{
    private static readonly TimeSpan s_first = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_between = TimeSpan.FromMilliseconds(250);
    private static int s_lastId;

    // One id for each bar and not one for all: two cmdlets of one pipeline show theirs side by side.
    private readonly int _id = Interlocked.Increment(ref s_lastId);
    private readonly long _started = time.GetTimestamp();
    private long _shownAt;
    private bool _shown;

    /// <summary>How long this has been going on.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(_started);

    /// <summary>Shows where things stand, if it is time for that.</summary>
    public void Update(Func<ProgressState> state)
    {
        long now = time.GetTimestamp();
        if (_shown ? time.GetElapsedTime(_shownAt, now) < s_between : time.GetElapsedTime(_started, now) < s_first)
            return;
        (_shown, _shownAt) = (true, now);
        ProgressState current = state();
        cmdlet.WriteProgress(new ProgressRecord(_id, DisplayText.Clean(activity), DisplayText.Clean(current.Status))
        {
            PercentComplete = current.Percent ?? -1,
            SecondsRemaining = current.Remaining is { } left ? (int)Math.Min(int.MaxValue, Math.Ceiling(left.TotalSeconds)) : -1,
        });
    }

    /// <summary>Takes the bar away. Not from <c>Dispose</c>, where a cmdlet may write no more.</summary>
    public void Complete()
    {
        if (!_shown)
            return;
        _shown = false;

        // In a pipeline that is being stopped every write throws; the host takes its bars away by itself.
        if (!cmdlet.Stopping)
            cmdlet.WriteProgress(new ProgressRecord(_id, activity, "Done") { RecordType = ProgressRecordType.Completed });
    }
}

/// <summary>Where things stand.</summary>
internal readonly record struct ProgressState(string Status, int? Percent = null, TimeSpan? Remaining = null);
