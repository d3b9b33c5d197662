namespace FlowCmdlets.Summaries;

/// <summary>A row or an execution that keeps a run from being a success. It has no cell but the key.</summary>
/// <param name="State">What it came to.</param>
/// <param name="Row">The number of the row; null if there is none.</param>
/// <param name="Key">The text of the key column; null if there is none.</param>
/// <param name="ExecutionId">The id of the execution; null if none is known.</param>
/// <param name="Reason">The id of an error, the code of an execution's error, or its status.</param>
internal sealed record RunProblem(ProblemState State, long? Row, string? Key, string? ExecutionId, string Reason);

/// <summary>What a row or an execution came to that is no success.</summary>
internal enum ProblemState
{
    /// <summary>The row was refused.</summary>
    Refused,

    /// <summary>The row was certainly not launched.</summary>
    NotSent,

    /// <summary>The row may have been launched.</summary>
    Unknown,

    /// <summary>The execution ended otherwise than completed.</summary>
    Failed,

    /// <summary>The end of the execution was not seen.</summary>
    NotFinished,

    /// <summary>The execution could not be read.</summary>
    Unreadable,
}

/// <summary>The first problems of a run: enough to look at, and no more memory for 100,000.</summary>
internal sealed class ProblemList
{
    /// <summary>How many are kept.</summary>
    public const int Capacity = 1000;

    private readonly List<RunProblem> _items = [];

    public IReadOnlyList<RunProblem> Items => _items;

    /// <summary>Whether no more are kept.</summary>
    public bool IsFull => _items.Count >= Capacity;

    public void Add(RunProblem problem)
    {
        if (!IsFull)
            _items.Add(problem);
    }

    /// <summary>Several lists as one. What a launch and a wait both have is in it once.</summary>
    public static ProblemList Of(IEnumerable<ProblemList> lists)
    {
        var all = new ProblemList();
        foreach (RunProblem problem in lists.SelectMany(list => list._items).DistinctBy(
            problem => problem.State == ProblemState.Failed && problem.ExecutionId is { } id ? id : (object)problem))
        {
            all.Add(problem);
        }

        return all;
    }
}
