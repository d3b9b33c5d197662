using System.Text.Json;
using GenesysCloud.Simulator.Identity;
using GenesysCloud.Simulator.Seeding;

namespace GenesysCloud.Simulator.Flows;

/// <summary>A published version of a flow.</summary>
/// <param name="Id">As the API counts them: <c>1.0</c>.</param>
public sealed record SimulatedVersion(string Id)
{
    /// <summary>The inputs of this version where they differ from the flow's.</summary>
    public IReadOnlyList<SimulatedInput>? Inputs { get; init; }

    /// <summary>A schema document to send as it is, in the place of one made from the inputs.</summary>
    public JsonElement? InputSchema { get; init; }
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

/// <summary>Error information of an execution, the <c>flowErrorInfo</c>.</summary>
/// <param name="Code">Such as <c>error.workflow.expression.unexpectedNull</c>.</param>
/// <param name="Message">What went wrong in general, without the values.</param>
public sealed record SimulatedError(string Code, string Message)
{
    /// <summary>What went wrong, with <c>{name}</c> where a value belongs; the message unless given.</summary>
    public string MessageWithParams { get => field ?? Message; init; }

    /// <summary>The values by their names.</summary>
    public IReadOnlyDictionary<string, string> MessageParams { get; init; } = new Dictionary<string, string>();

    /// <summary>What an execution says that lacks a value it needs.</summary>
    internal static SimulatedError UnexpectedNull(string input) => new(
        "error.workflow.expression.unexpectedNull",
        "An expression (or part of an expression) resulted in a null where one is disallowed.")
    {
        MessageWithParams = "An expression (or part of an expression) resulted in a null near position {pos} where one is disallowed "
            + "in expression '{expression}'.",
        MessageParams = new Dictionary<string, string> { ["expression"] = input, ["pos"] = "0" },
    };
}

/// <summary>A flow and what becomes of its executions.</summary>
public sealed record SimulatedFlow
{
    private static readonly SimulatedError s_unspecified = new("error.workflow.unspecified", "The workflow failed.");

    private readonly bool _completionReasonIsSet;
    private readonly bool _errorIsSet;

    /// <summary>The name; may be shared by flows of different types.</summary>
    public required string Name { get; init; }

    /// <summary>A GUID; made from the name unless given.</summary>
    public string Id { get => field ?? SeededGuidGenerator.FromName(Name); init; }

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

    /// <summary>A schema document to send as it is, in the place of one made from the inputs.</summary>
    public JsonElement? InputSchema { get; init; }

    /// <summary>The outputs, given when an execution completes.</summary>
    public IReadOnlyList<SimulatedOutput> Outputs { get; init; } = [];

    /// <summary>A schema document to send as it is, in the place of one made from the outputs.</summary>
    public JsonElement? OutputSchema { get; init; }

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

    /// <summary>
    /// The completion reason of executions that end as <see cref="Outcome"/> says; null for none. Unless set it is as recorded:
    /// <c>Success</c> of one that completed, <c>Failure</c> of one that failed. Of the others nothing is known, and there is none.
    /// </summary>
    public string? CompletionReason
    {
        get => _completionReasonIsSet ? field : Reason(Outcome);
        init => (field, _completionReasonIsSet) = (value, true);
    }

    /// <summary>The error information of executions that do not complete; null for none. Unless set, only TERMINATED has none.</summary>
    public SimulatedError? Error
    {
        get => _errorIsSet || Outcome is ExecutionOutcome.Terminated ? field : s_unspecified;
        init => (field, _errorIsSet) = (value, true);
    }

    internal SimulatedVersion? Latest => Versions.Count == 0 ? null : Versions[^1];

    /// <summary>A version by its id. The platform takes <c>2</c> for <c>2.0</c>.</summary>
    internal SimulatedVersion? Version(string id) =>
        Versions.FirstOrDefault(version => version.Id == id) ?? Versions.FirstOrDefault(version => version.Id == $"{id}.0");

    internal static string? Reason(ExecutionOutcome outcome) => outcome switch
    {
        ExecutionOutcome.Completed => "Success",
        ExecutionOutcome.Failed => "Failure",
        _ => null,
    };

    internal IReadOnlyList<SimulatedInput> InputsOf(SimulatedVersion version) => version.Inputs ?? Inputs;

    /// <summary>The raw schema document of a version; null where its inputs are declared.</summary>
    internal JsonElement? InputSchemaOf(SimulatedVersion version) => version.InputSchema ?? (version.Inputs is null ? InputSchema : null);
}
