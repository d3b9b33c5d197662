namespace FlowCmdlets.Summaries;

/// <summary>What is written to a summary's file.</summary>
/// <param name="Summary">The summary; null as long as the command runs.</param>
/// <param name="Problems">What went wrong, or the first of it.</param>
/// <param name="Started">When the first command of the pipeline began.</param>
/// <param name="Ended">When the summary was made.</param>
internal sealed record SummaryReport(
    FlowRunSummary? Summary, IReadOnlyList<RunProblem> Problems, DateTimeOffset Started, DateTimeOffset Ended)
{
    /// <summary>What a job ends with that has no summary.</summary>
    public const int ExitCodeWithoutSummary = 3;

    /// <summary>What a script may end with.</summary>
    public int ExitCode => Summary?.ExitCode ?? ExitCodeWithoutSummary;
}
