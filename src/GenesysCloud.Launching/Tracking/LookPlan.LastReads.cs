namespace GenesysCloud.Launching.Tracking;

/// <content>What is read once more when the time is up.</content>
internal sealed partial class LookPlan
{
    private volatile bool _isLast;

    /// <summary>Whether what runs on is not read again.</summary>
    public bool IsLast => _isLast;

    /// <summary>
    /// Has executions read at once that may have ended since they were read: the next read of a long one is far away, and one that ended
    /// must not be reported as running.
    /// </summary>
    /// <returns>The others, which are followed no more.</returns>
    public IReadOnlyList<OpenExecution> BeginLastReads()
    {
        lock (_lock)
        {
            (_isLast, _isOff) = (true, true);
            var queued = new List<OpenExecution>();
            while (_queue.TryTake(out Scheduled? item))
            {
                if (item is OpenExecution execution)
                    queued.Add(execution);
            }

            ILookup<bool, OpenExecution> mayHaveEnded = queued.ToLookup(MayHaveEnded);
            foreach (OpenExecution execution in mayHaveEnded[true])
            {
                execution.NotBefore = TimeSpan.Zero;
                Schedule(execution);
            }

            foreach (OpenExecution execution in mayHaveEnded[false])
                FlowOf(execution)?.Remove(execution);
            SignalChange();
            return [.. mayHaveEnded[false]];
        }
    }

    private bool MayHaveEnded(OpenExecution execution)
    {
        TimeSpan age = execution.AgeAt(Now);
        return execution.IsBareId || age - execution.KnownRunningAt > LookSchedule.Tolerance(age);
    }
}
