using GenesysCloud.Simulator.Flows;

namespace GenesysCloud.Simulator.Configuration;

/// <summary>What a simulator is started with and keeps for its life.</summary>
public sealed class SimulatorOptions
{
    /// <summary>The loopback port; 0 takes any free one.</summary>
    public int Port { get; init; }

    /// <summary>The clock of windows, tokens, executions and delays.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Where ids, durations and the dice of faults come from.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How the cloud behaves from the start, and after a reset.</summary>
    public SimulatorSettings Settings { get; init; } = new();

    /// <summary>A flows file instead of the built-in set; the README describes it.</summary>
    public string? FlowsFile { get; init; }
}
