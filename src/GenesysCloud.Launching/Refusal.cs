using GenesysCloud.Http;
using GenesysCloud.Launching.Flows;
using GenesysCloud.Launching.Journal.Keys;

namespace GenesysCloud.Launching;

/// <summary>Who refused a row, and why. One of the derived types; there are no others.</summary>
internal abstract record Refusal
{
    private Refusal()
    {
    }

    /// <summary>The service.</summary>
    /// <param name="Response">What it responded.</param>
    public sealed record ByService(GenesysCloudException Response) : Refusal;

    /// <summary>The caller's own check, before the row was added. Its reason stands in the caller's row.</summary>
    public sealed record ByCaller : Refusal
    {
        /// <summary>The only one there needs to be.</summary>
        public static readonly ByCaller Instance = new();
    }

    /// <summary>Its key does not identify it.</summary>
    /// <param name="Problem">What is wrong with the key.</param>
    /// <param name="Column">The column; null where rows are identified by their inputs.</param>
    public sealed record InvalidKey(LaunchKeyException Problem, string? Column) : Refusal;

    /// <summary>The journal is for another flow, or another version of it.</summary>
    /// <param name="Row">The row's flow.</param>
    /// <param name="Journal">The journal's flow.</param>
    public sealed record OtherFlow(LaunchTarget Row, LaunchTarget Journal) : Refusal;

    /// <summary>It was launched before, and that was to be an error.</summary>
    /// <param name="ExecutionId">The execution.</param>
    public sealed record LaunchedBefore(string? ExecutionId) : Refusal;
}
