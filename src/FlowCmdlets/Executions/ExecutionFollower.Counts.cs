using FlowCmdlets.Summaries;

namespace FlowCmdlets.Executions;

/// <content>What a summary says of executions that were followed.</content>
internal sealed partial class ExecutionFollower
{
    private readonly EndProblems _problems = new();

    /// <summary>What became of the executions so far.</summary>
    public EndCounts Counts => new()
    {
        Executions = _added,
        Completed = _completed,
        Failed = _failed,
        AlreadyFailed = _problems.AlreadyFailed,
        Unreadable = _problems.Unreadable,
    };

    /// <summary>What went wrong with them, or the first of it.</summary>
    public ProblemList Problems => _problems.List;
}
