namespace GenesysCloud.Launching.History;

/// <summary>A span of time between two moments.</summary>
/// <param name="From">Its first moment.</param>
/// <param name="To">Its end.</param>
internal readonly record struct TimeRange(DateTimeOffset From, DateTimeOffset To);
