namespace GenesysCloud.Launching.Reports;

/// <summary>A row of a report.</summary>
internal sealed record FlowReportRow
{
    /// <summary>Its number in the input of the run that sent or refused it last, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>The text of the key column; null if the journal has none, or the row has no usable key.</summary>
    public string? Key { get; init; }

    public required FlowReportState State { get; init; }

    /// <summary>Why it isn't completed; null if it is, or if nothing is known.</summary>
    public string? Reason { get; init; }

    /// <summary>The ID of the execution; null if none is known.</summary>
    public string? ExecutionId { get; init; }

    /// <summary>The name of the execution, by which it can be searched; null if nothing was sent.</summary>
    public string? Name { get; init; }

    /// <summary>When its latest launch was sent, UTC; null if none was.</summary>
    public DateTimeOffset? Sent { get; init; }

    /// <summary>From launch to end; null if the end isn't known.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>How often its launch was announced.</summary>
    public int Attempts { get; init; }

    /// <summary>The cells of the included columns; empty if the results don't have the row.</summary>
    public IReadOnlyList<string> Cells { get; init; } = [];
}
