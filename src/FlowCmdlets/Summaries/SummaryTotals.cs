namespace FlowCmdlets.Summaries;

/// <summary>What several commands came to together.</summary>
internal static class SummaryTotals
{
    /// <summary>Adds up the commands of a pipeline.</summary>
    /// <param name="upstream">What pipelines came to that ran inside a command before them.</param>
    /// <param name="parts">For each command, in their order: whether it launches, and what it came to.</param>
    /// <remarks>
    /// Launches add up. A wait counts the executions of the launch before it once more, so that its counts take the place of those, but for
    /// executions that failed and that a filter kept from it. Each launch begins anew: its executions are others.
    /// </remarks>
    public static SummaryCounts Of(SummaryCounts upstream, IEnumerable<(bool IsLaunch, SummaryCounts Counts)> parts)
    {
        LaunchCounts launches = upstream.Launches;
        EndCounts earlier = default;
        EndCounts ends = upstream.Ends;
        var problems = new List<ProblemList> { upstream.Problems };
        foreach ((bool isLaunch, SummaryCounts counts) in parts)
        {
            launches += counts.Launches;
            problems.Add(counts.Problems);
            if (isLaunch)
                (earlier, ends) = (earlier + ends, counts.Ends);
            else
                ends = counts.Ends.After(ends);
        }

        return new SummaryCounts(launches, earlier + ends, ProblemList.Of(problems));
    }
}
