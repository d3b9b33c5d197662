namespace GenesysCloud.Launching.Inputs;

/// <summary>What a column name stands for in one flow, looked up once.</summary>
internal sealed class BoundColumn
{
    private bool _isReported;
    private bool _isDoubtReported;

    /// <summary>The input that it stands for; null if it stands for none.</summary>
    public FlowInputSlot? Slot { get; init; }

    /// <summary>Whether it is named <c>Flow</c>, so that it may hold inputs that were meant to stand one by one.</summary>
    public bool IsFlow { get; init; }

    /// <summary>Whether it identifies the row, and need not be an input.</summary>
    public bool IsKey { get; init; }

    /// <summary>The column that is no input; null if it is one, or is meant to be ignored.</summary>
    public UnknownColumn? Unknown { get; init; }

    /// <summary>The input that it was probably meant for; null if none is near.</summary>
    public FlowInputSlot? Nearest { get; init; }

    /// <summary>Whether this is the first time that it is reported as unknown.</summary>
    public bool ReportOnce() => !_isReported && (_isReported = true);

    /// <summary>Whether this is the first time that one of its cells is reported as doubtful.</summary>
    public bool ReportDoubtOnce() => !_isDoubtReported && (_isDoubtReported = true);
}
