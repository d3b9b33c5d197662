namespace GenesysCloud.Launching.Reports;

/// <summary>What the results of a run say about a row, as far as a report uses it.</summary>
internal sealed record ResultRow
{
    /// <summary>The ID of the execution; null if the row was not launched.</summary>
    public string? Id { get; init; }

    public string? Key { get; init; }

    public int? Number { get; init; }

    /// <summary>The API's status.</summary>
    public string? Status { get; init; }

    public DateTimeOffset? Launched { get; init; }

    public DateTimeOffset? Completed { get; init; }

    public string? CompletionReason { get; init; }

    /// <summary>The code of the error, such as <c>error.workflow.expression.unexpectedNull</c>.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>The cells of the included columns.</summary>
    public required IReadOnlyList<string> Cells { get; init; }
}
