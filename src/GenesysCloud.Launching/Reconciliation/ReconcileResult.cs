using GenesysCloud.Http;

namespace GenesysCloud.Launching.Reconciliation;

/// <summary>Why rows are still in doubt.</summary>
internal enum ReconcileObstacle
{
    /// <summary>None is.</summary>
    None,

    /// <summary>Reconciliation was switched off.</summary>
    SwitchedOff,

    /// <summary>The OAuth client may not search the flow's executions, or may not read them.</summary>
    NotPermitted,

    /// <summary>
    /// The search does not show known launches, so it can't show those in doubt: execution data is off, or its index is late.
    /// </summary>
    NoExecutionData,

    /// <summary>The search failed.</summary>
    SearchFailed,

    /// <summary>More executions of the flow began around the sends than are searched for so few rows.</summary>
    TooManyRuns,

    /// <summary>They were not found, and nothing proves that they would be: see <see cref="ReconciliationEvidence"/>.</summary>
    NotFound,

    /// <summary>They were not found, and may still be launched: too little time has passed since they were sent.</summary>
    TooEarly,
}

/// <summary>What reconciliation came to.</summary>
/// <param name="Launched">Rows that were found to be launched.</param>
/// <param name="Absent">Rows that were proven never to have been launched.</param>
/// <param name="InDoubt">Rows that are still in doubt.</param>
/// <param name="Obstacle">Why they are.</param>
/// <param name="Failure">What the service responded, where it refused or failed.</param>
internal sealed record ReconcileResult(
    int Launched, int Absent, int InDoubt, ReconcileObstacle Obstacle = ReconcileObstacle.None, GenesysCloudException? Failure = null)
{
    /// <summary>From when on all of them can be decided, if there is the evidence; null if they can be now, as far as time goes.</summary>
    public DateTimeOffset? DecidableFrom { get; init; }

    /// <summary>Where rows are in doubt: what the platform counted; null where that is not known.</summary>
    public ExecutionCounts? Counts { get; init; }

    public static readonly ReconcileResult Nothing = new(0, 0, 0);
}
