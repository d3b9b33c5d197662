namespace GenesysCloud.Launching.Journal;

/// <summary>A launch whose execution is known.</summary>
/// <param name="SentAt">When it was announced, UTC, by the clock of the service.</param>
/// <param name="ExecutionId">Id of the execution.</param>
internal readonly record struct KnownLaunch(DateTimeOffset SentAt, string ExecutionId);
