using System.Text.Json;
using GenesysCloud.Simulator.Configuration;
using GenesysCloud.Simulator.Flows;
using GenesysCloud.Simulator.Identity;
using GenesysCloud.Simulator.Schemas;
using GenesysCloud.Simulator.Seeding;

namespace GenesysCloud.Simulator.Executions;

/// <summary>A launch. Kept small, because there may be a million of them.</summary>
public sealed class LaunchRecord
{
    private readonly byte[]? _inputs;
    private readonly long _atTicks;
    private volatile bool _answered;

    internal LaunchRecord(Guid key, uint sequence, DateTimeOffset at, AcceptedLaunch launch, TimeSpan duration, ExecutionOutcome outcome)
    {
        Key = key;
        Sequence = sequence;
        _atTicks = at.UtcTicks;
        _inputs = launch.Inputs;
        Flow = launch.Flow;
        Version = launch.Version;
        Client = launch.Client;
        NullInput = launch.NullInput;
        Name = launch.Name;
        Duration = duration;
        Outcome = outcome;
    }

    /// <summary>The ID of the execution.</summary>
    public string Id => Key.ToString();

    /// <summary>The ID of the flow.</summary>
    public string FlowId => Flow.Id;

    /// <summary>The version of the flow, such as <c>1.0</c>.</summary>
    public string FlowVersion => Version.Id;

    /// <summary>The name of the execution; null if the request had none.</summary>
    public string? Name { get; }

    /// <summary>
    /// The <c>inputData</c> of the request; null if it had none or <see cref="SimulatorSettings.RecordInputs"/> was false.
    /// </summary>
    public JsonElement? InputData => _inputs is null ? null : JsonElement.Parse(_inputs);

    /// <summary>The ID of the conversation; null if the flow has no conversations.</summary>
    public string? ConversationId => Flow.HasConversation ? SeededGuidGenerator.FromName($"conversation of {Id}") : null;

    /// <summary>The time of the launch.</summary>
    public DateTimeOffset At => new(_atTicks, TimeSpan.Zero);

    /// <summary>The ID of the OAuth client that sent the request.</summary>
    public string ClientId => Client.Id;

    /// <summary>Whether the real response was sent; false until it is sent, and always false if a fault replaced it.</summary>
    public bool Answered { get => _answered; internal set => _answered = value; }

    /// <summary>The number of the launch, counted from 1 since the start or the last reset.</summary>
    public long Sequence { get; }

    internal Guid Key { get; }
    internal SimulatedFlow Flow { get; }
    internal SimulatedVersion Version { get; }
    internal SimulatedClient Client { get; }
    internal TimeSpan Duration { get; }
    internal ExecutionOutcome Outcome { get; }

    /// <summary>The missing required input that makes the execution fail; null if none is missing.</summary>
    internal string? NullInput { get; }

    internal DateTimeOffset EndsAt => At + Duration;
}

/// <summary>A launch request that was accepted.</summary>
internal readonly record struct AcceptedLaunch(
    SimulatedFlow Flow, SimulatedVersion Version, SimulatedClient Client, string? Name, byte[]? Inputs, string? NullInput);
