using System.Net.Sockets;
using GenesysCloud.RateLimiting;
using GenesysCloud.Simulator;

namespace GenesysCloud.Tests.Faults;

/// <summary>What goes wrong with one launch, and what has to come of it.</summary>
internal sealed record FaultRow(string Name)
{
    /// <summary>What the simulator does.</summary>
    public IReadOnlyList<Fault> Faults { get; init; } = [];

    /// <summary>How the first attempts to connect fail.</summary>
    public IReadOnlyList<SocketError> ConnectFailures { get; init; } = [];

    /// <summary>Whether the request stays unanswered until its time-out.</summary>
    public bool Hangs { get; init; }

    /// <summary><c>Launched</c>, <c>Refused</c>, <c>NotSent</c> or <c>Unknown</c>.</summary>
    public required string Outcome { get; init; }

    /// <summary>How many launches there are at the simulator in the end.</summary>
    public required int Launches { get; init; }

    public int Attempts { get; init; } = 1;

    /// <summary>The status told; null where there was no answer, or nothing failed.</summary>
    public int? Status { get; init; }

    /// <summary>The Genesys code told.</summary>
    public string? Code { get; init; }

    /// <summary>Part of the message told.</summary>
    public string Says { get; init; } = "";

    /// <summary>What the caller is told to wait before the next try.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>How long the call has to have taken at least.</summary>
    public TimeSpan Takes { get; init; }
}
