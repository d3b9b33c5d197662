using System.Text.Json;

namespace GenesysCloud.Simulator;

/// <summary>A division, the unit by which an organisation grants access to flows.</summary>
public sealed record SimulatedDivision(string Id, string Name)
{
    /// <summary>The division every organisation has.</summary>
    public static SimulatedDivision Home { get; } = new("d0000000-0000-4000-8000-000000000001", "Home");
}

/// <summary>What a declared input holds; in the schema a date is a string with a format.</summary>
public enum InputKind
{
    /// <summary>Text.</summary>
    String,

    /// <summary>A whole number of 64 bits.</summary>
    Integer,

    /// <summary>A decimal number.</summary>
    Number,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary><c>yyyy-MM-dd</c>.</summary>
    Date,

    /// <summary>ISO 8601 date and time.</summary>
    DateTime,
}

/// <summary>An input a flow declares.</summary>
/// <param name="Name">With its <c>Flow.</c> prefix.</param>
/// <param name="Kind">What it holds, or what each element holds.</param>
public sealed record SimulatedInput(string Name, InputKind Kind = InputKind.String)
{
    /// <summary>Whether it is a collection.</summary>
    public bool IsList { get; init; }

    /// <summary>Whether an execution without it fails.</summary>
    public bool Required { get; init; }

    /// <summary>As an author would describe it.</summary>
    public string? Description { get; init; }
}

/// <summary>A published version of a flow.</summary>
/// <param name="Id">As the API counts them: <c>1.0</c>.</param>
public sealed record SimulatedVersion(string Id)
{
    /// <summary>The inputs of this version where they differ from the flow's.</summary>
    public IReadOnlyList<SimulatedInput>? Inputs { get; init; }
}

/// <summary>How executions of a flow end.</summary>
public enum ExecutionOutcome
{
    /// <summary>COMPLETED, with outputs.</summary>
    Completed,

    /// <summary>FAILED, with error information.</summary>
    Failed,

    /// <summary>ERROR, with error information.</summary>
    Error,

    /// <summary>TERMINATED.</summary>
    Terminated,
}

/// <summary>Error information of executions that fail.</summary>
public sealed record SimulatedError(string Code, string Message);

/// <summary>A flow and what becomes of its executions.</summary>
public sealed record SimulatedFlow
{
    /// <summary>The name; may be shared by flows of different types.</summary>
    public required string Name { get; init; }

    /// <summary>A GUID; made from the name unless given.</summary>
    public string Id { get => field ?? IdMint.FromName(Name); init; }

    /// <summary>The type as queries write it: <c>workflow</c>, <c>inboundcall</c>, …</summary>
    public string Type { get; init; } = "workflow";

    /// <summary>As an author would describe it.</summary>
    public string? Description { get; init; }

    /// <summary>Where it lives.</summary>
    public SimulatedDivision Division { get; init; } = SimulatedDivision.Home;

    /// <summary>Its published versions, oldest first; empty for a flow never published.</summary>
    public IReadOnlyList<SimulatedVersion> Versions { get; init; } = [new("1.0")];

    /// <summary>Whether it was deleted.</summary>
    public bool Deleted { get; init; }

    /// <summary>The declared inputs.</summary>
    public IReadOnlyList<SimulatedInput> Inputs { get; init; } = [];

    /// <summary>
    /// An object of outputs, <c>Flow.x</c> → value, given when an execution completes. In texts <c>${sequence}</c> is
    /// the launch's number, and a text that is only <c>${Flow.x}</c> becomes that input's value.
    /// </summary>
    public JsonElement? Outputs { get; init; }

    /// <summary>The shortest an execution runs.</summary>
    public TimeSpan MinDuration { get; init; } = TimeSpan.FromSeconds(0.2);

    /// <summary>The longest an execution runs.</summary>
    public TimeSpan MaxDuration { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>Whether each execution belongs to a conversation.</summary>
    public bool HasConversation { get; init; }

    /// <summary>How executions end.</summary>
    public ExecutionOutcome Outcome { get; init; }

    /// <summary>The share of executions, 0 to 1, that fail instead, picked by the seed.</summary>
    public double FailureShare { get; init; }

    /// <summary>The completion reason of executions that end as <see cref="Outcome"/> says; null for none.</summary>
    public string? CompletionReason { get; init; } = "Success";

    /// <summary>What executions that fail or end in error tell.</summary>
    public SimulatedError Error { get; init; } = new("error.workflow.unspecified", "The workflow failed.");

    internal SimulatedVersion? Latest => Versions.Count == 0 ? null : Versions[^1];

    internal SimulatedVersion? Version(string id) => Versions.FirstOrDefault(version => version.Id == id);

    internal IReadOnlyList<SimulatedInput> InputsOf(SimulatedVersion version) => version.Inputs ?? Inputs;
}
