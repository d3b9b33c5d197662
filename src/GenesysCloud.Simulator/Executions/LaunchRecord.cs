using System.Text.Json;
using GenesysCloud.Simulator.Configuration;
using GenesysCloud.Simulator.Flows;
using GenesysCloud.Simulator.Identity;
using GenesysCloud.Simulator.Schemas;
using GenesysCloud.Simulator.Seeding;

namespace GenesysCloud.Simulator.Executions;

/// <summary>A launch that happened. Kept small, for there may be a million of them.</summary>
public sealed class LaunchRecord
{
    private readonly byte[]? _inputs;
    private readonly long _atTicks;
    private volatile bool _answered;

    internal LaunchRecord(Guid key, uint sequence, DateTimeOffset at, Launch launch, TimeSpan duration, ExecutionOutcome outcome)
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

    /// <summary>The execution's id.</summary>
    public string Id => Key.ToString();

    /// <summary>The flow launched.</summary>
    public string FlowId => Flow.Id;

    /// <summary>The version launched, <c>1.0</c>.</summary>
    public string FlowVersion => Version.Id;

    /// <summary>The name given to the execution.</summary>
    public string? Name { get; }

    /// <summary>The <c>inputData</c> sent; null if there was none or <see cref="SimulatorSettings.RecordInputs"/> was off.</summary>
    public JsonElement? InputData => _inputs is null ? null : JsonElement.Parse(_inputs);

    /// <summary>The conversation the execution belongs to; null for one of a flow without.</summary>
    public string? ConversationId => Flow.HasConversation ? SeededGuidGenerator.FromName($"conversation of {Id}") : null;

    /// <summary>When it happened.</summary>
    public DateTimeOffset At => new(_atTicks, TimeSpan.Zero);

    /// <summary>The OAuth client that asked for it.</summary>
    public string ClientId => Client.Id;

    /// <summary>Whether the true answer was sent; false while it is under way, and for good if a fault took it.</summary>
    public bool Answered { get => _answered; internal set => _answered = value; }

    /// <summary>1 for the first launch since the start.</summary>
    public long Sequence { get; }

    internal Guid Key { get; }
    internal SimulatedFlow Flow { get; }
    internal SimulatedVersion Version { get; }
    internal SimulatedClient Client { get; }
    internal TimeSpan Duration { get; }
    internal ExecutionOutcome Outcome { get; }

    /// <summary>The required input it stumbles over; null if it has what it needs.</summary>
    internal string? NullInput { get; }

    internal DateTimeOffset EndsAt => At + Duration;
}

/// <summary>A launch request found good.</summary>
internal readonly record struct Launch(SimulatedFlow Flow, SimulatedVersion Version, SimulatedClient Client, string? Name, byte[]? Inputs, string? NullInput);
