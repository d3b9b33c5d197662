using GenesysCloud.Http;

namespace GenesysCloud.Launching.Reconciliation;

/// <summary>How rows in doubt are looked for.</summary>
internal sealed record SettleOptions
{
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(2);

    /// <summary>
    /// How long rows are looked for (and as long again, at the most, as a request may be under way). Half of it is given to the platform's index to show what was
    /// launched. Zero not to look.
    /// </summary>
    public TimeSpan Timeout { get; init; } = DefaultTimeout;
}

/// <summary>Why rows are still in doubt.</summary>
internal enum SettleObstacle
{
    /// <summary>None is.</summary>
    None,

    /// <summary>Looking was switched off.</summary>
    SwitchedOff,

    /// <summary>The OAuth client may not search the flow's runs, or may not read executions.</summary>
    NotPermitted,

    /// <summary>The search does not show launches that are known, so it cannot show those in doubt: execution data is off, or its index late.</summary>
    NoExecutionData,

    /// <summary>The search failed.</summary>
    SearchFailed,

    /// <summary>The flow ran more often around the sends than is looked through for so few rows.</summary>
    TooManyRuns,

    /// <summary>They were not found, and nothing proves that they would be: see <see cref="AbsenceProof"/>.</summary>
    NotFound,
}

/// <summary>What looking came to.</summary>
/// <param name="Launched">Rows that were found to be launched.</param>
/// <param name="Absent">Rows that were found never to have been.</param>
/// <param name="InDoubt">Rows that are still in doubt.</param>
/// <param name="Obstacle">Why.</param>
/// <param name="Failure">What the service said, where it refused or failed.</param>
internal sealed record SettleResult(int Launched, int Absent, int InDoubt, SettleObstacle Obstacle = SettleObstacle.None, GenesysCloudException? Failure = null)
{
    public static readonly SettleResult Nothing = new(0, 0, 0);
}
