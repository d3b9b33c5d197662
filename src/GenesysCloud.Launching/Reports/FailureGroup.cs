namespace GenesysCloud.Launching.Reports;

/// <summary>Rows that came to nothing for the same reason.</summary>
/// <param name="State">What became of them.</param>
/// <param name="Reason">Why.</param>
/// <param name="Rows">The rows, by number.</param>
internal sealed record FailureGroup(FlowReportState State, string Reason, IReadOnlyList<FlowReportRow> Rows)
{
    /// <summary>Groups the rows that failed, were refused, or were not sent; the largest group first.</summary>
    public static IReadOnlyList<FailureGroup> Of(IEnumerable<FlowReportRow> rows) =>
    [
        .. rows.Where(row => row.State is FlowReportState.Failed or FlowReportState.Refused or FlowReportState.NotSent)
            .GroupBy(row => (row.State, Reason: row.Reason ?? ""))
            .Select(group => new FailureGroup(group.Key.State, group.Key.Reason, [.. group]))
            .OrderByDescending(group => group.Rows.Count)
            .ThenBy(group => group.State)
            .ThenBy(group => group.Reason, StringComparer.Ordinal),
    ];
}
