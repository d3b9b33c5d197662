using GenesysCloud.Launching.Journal.Storage;

namespace GenesysCloud.Launching.Journal;

/// <summary>What a journal is about. A run may continue a journal only if it is about the same.</summary>
/// <param name="FlowId">Id of the flow.</param>
/// <param name="FlowName">Its name when the journal began; a renamed flow is still the same flow.</param>
/// <param name="Region">Region the launches go to, as <c>us-east-1</c>.</param>
/// <param name="OrganizationId">Id of the organization; null where the caller may not read it, and then not compared.</param>
/// <param name="KeyColumn">Column that names the rows; null where they are known by a hash. Continuing with another
/// choice would make every row look new, and launch it again.</param>
/// <param name="RowShape">Where rows are known by what they hold: a hash of what decides that beside the rows themselves.</param>
internal sealed record JournalIdentity(
    string FlowId, string FlowName, string Region, string? OrganizationId = null, string? KeyColumn = null, string? RowShape = null)
{
    /// <summary>
    /// Whether keys, and ids in the inputs of rows without one, are compared without case. A journal keeps the rule that it began with;
    /// those of older builds compare case.
    /// </summary>
    public bool IgnoresCase { get; init; }

    /// <summary>Makes sure that a run may continue the journal that holds this.</summary>
    /// <exception cref="JournalMismatchException">It may not.</exception>
    public void RequireSame(JournalIdentity run, string path)
    {
        if (DifferencesFrom(run) is { Count: > 0 } differences)
            throw new JournalMismatchException(path, differences);
    }

    /// <summary>How this, what a journal holds, differs from what a run asks for; empty if it does not.</summary>
    public IReadOnlyList<string> DifferencesFrom(JournalIdentity run)
    {
        List<string> differences = [];
        if (!Same(FlowId, run.FlowId))
            differences.Add($"its flow is '{FlowName}' ({FlowId}), not '{run.FlowName}' ({run.FlowId})");
        if (!Same(Region, run.Region))
            differences.Add($"its region is {Region}, not {run.Region}");
        if (OrganizationId is not null && run.OrganizationId is not null && !Same(OrganizationId, run.OrganizationId))
            differences.Add($"its organization is {OrganizationId}, not {run.OrganizationId}");
        if (!Same(KeyColumn, run.KeyColumn))
        {
            differences.Add($"its rows are identified by {KeyName(KeyColumn)}, not by {KeyName(run.KeyColumn)}");
        }
        else if (KeyColumn is not null && IgnoresCase && !run.IgnoresCase)
        {
            differences.Add("its keys are case-insensitive, not case-sensitive (-KeyCaseSensitive)");
        }
        else if (!Same(RowShape, run.RowShape))
        {
            differences.Add(
                "its rows are identified by their inputs, and the flow's inputs, its version, " +
                "or common values such as -InputData have changed, so no row would be recognized (use -Key to identify rows by a column)");
        }

        return differences;
    }

    private static bool Same(string? left, string? right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private static string KeyName(string? column) => column is null ? "a hash of their inputs" : $"the column '{column}'";
}
