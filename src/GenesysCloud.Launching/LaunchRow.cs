using GenesysCloud.Architect;

namespace GenesysCloud.Launching;

/// <summary>One row on its way through a launcher.</summary>
/// <param name="Number">Its place in the input, from 1.</param>
/// <param name="Request">What to launch.</param>
/// <param name="Tag">Whatever the caller wants back with the result.</param>
public sealed record LaunchRow(long Number, Architect.FlowExecutionLaunchRequest Request, object? Tag = null)
{
    /// <summary>What the journal knows the row by; null without one.</summary>
    internal string? Key { get; init; }

    /// <summary>It may have been launched before, and is launched again all the same.</summary>
    internal bool Relaunch { get; init; }

    /// <summary>Values are people's data and are not printed.</summary>
    public override string ToString() => $"row {Number}";
}

/// <summary>What became of a row.</summary>
/// <param name="Row">The row.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="At">When that was known.</param>
public sealed record LaunchResult(LaunchRow Row, LaunchOutcome Outcome, DateTimeOffset At);
