namespace GenesysCloud.Launching.Reconciliation;

/// <summary>No answer came to a launch, and looking for it proved that it never happened.</summary>
public sealed class LaunchAbsentException() : Exception("No answer came, and it is not among the flow's executions.");
