using GenesysCloud.Simulator.Flows;

namespace GenesysCloud.Simulator.Configuration;

/// <summary>The options that a simulator is started with.</summary>
public sealed class SimulatorOptions
{
    /// <summary>The loopback port; 0 selects a free port.</summary>
    public int Port { get; init; }

    /// <summary>The clock for rate-limit windows, tokens, executions, and latency.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>The seed of IDs, durations, and random faults.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The settings at the start and after a reset.</summary>
    public SimulatorSettings Settings { get; init; } = new();

    /// <summary>The path of a flows file, whose format the README documents; null for the built-in flows.</summary>
    public string? FlowsFile { get; init; }
}
