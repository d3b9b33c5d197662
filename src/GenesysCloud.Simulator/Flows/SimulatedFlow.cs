using System.Text.Json;
using GenesysCloud.Simulator.Identity;
using GenesysCloud.Simulator.Seeding;

namespace GenesysCloud.Simulator.Flows;

/// <summary>A published version of a flow.</summary>
/// <param name="Id">The version number, such as <c>1.0</c>.</param>
public sealed record SimulatedVersion(string Id)
{
    /// <summary>The inputs of this version; null if they are those of the flow.</summary>
    public IReadOnlyList<SimulatedInput>? Inputs { get; init; }

    /// <summary>A schema document to send unchanged, instead of one generated from the inputs.</summary>
    public JsonElement? InputSchema { get; init; }

    /// <summary>A schema document to send unchanged; null if the outputs are those of the flow.</summary>
    public JsonElement? OutputSchema { get; init; }
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
/// <param name="Message">The general message, without values.</param>
public sealed record SimulatedError(string Code, string Message)
{
    /// <summary>The specific message, with <c>{name}</c> in place of each value; by default the general message.</summary>
    public string MessageWithParams { get => field ?? Message; init; }

    /// <summary>The values by name.</summary>
    public IReadOnlyDictionary<string, string> MessageParams { get; init; } = new Dictionary<string, string>();

    /// <summary>The error of an execution that lacks a required value.</summary>
    internal static SimulatedError UnexpectedNull(string input) => new(
        "error.workflow.expression.unexpectedNull",
        "An expression (or part of an expression) resulted in a null where one is disallowed.")
    {
        MessageWithParams = "An expression (or part of an expression) resulted in a null near position {pos} where one is disallowed "
            + "in expression '{expression}'.",
        MessageParams = new Dictionary<string, string> { ["expression"] = input, ["pos"] = "0" },
    };
}

/// <summary>A flow and the behavior of its executions.</summary>
public sealed record SimulatedFlow
{
    private static readonly SimulatedError s_unspecified = new("error.workflow.unspecified", "The workflow failed.");

    private readonly bool _completionReasonIsSet;
    private readonly bool _errorIsSet;

    /// <summary>The name. Flows of different types may share one.</summary>
    public required string Name { get; init; }

    /// <summary>A GUID; by default derived from the name.</summary>
    public string Id { get => field ?? SeededGuidGenerator.FromName(Name); init; }

    /// <summary>The type as it is written in queries, such as <c>workflow</c> or <c>inboundcall</c>.</summary>
    public string Type { get; init; } = "workflow";

    /// <summary>The description; null for none.</summary>
    public string? Description { get; init; }

    /// <summary>The division of the flow.</summary>
    public SimulatedDivision Division { get; init; } = SimulatedDivision.Home;

    /// <summary>The published versions, oldest first; empty if the flow was never published.</summary>
    public IReadOnlyList<SimulatedVersion> Versions { get; init; } = [new("1.0")];

    /// <summary>Whether the flow was deleted.</summary>
    public bool Deleted { get; init; }

    /// <summary>The declared inputs.</summary>
    public IReadOnlyList<SimulatedInput> Inputs { get; init; } = [];

    /// <summary>A schema document to send unchanged, instead of one generated from the inputs.</summary>
    public JsonElement? InputSchema { get; init; }

    /// <summary>The outputs of executions that complete.</summary>
    public IReadOnlyList<SimulatedOutput> Outputs { get; init; } = [];

    /// <summary>A schema document to send unchanged, instead of one generated from the outputs.</summary>
    public JsonElement? OutputSchema { get; init; }

    /// <summary>The shortest duration of an execution.</summary>
    public TimeSpan MinDuration { get; init; } = TimeSpan.FromSeconds(0.2);

    /// <summary>The longest duration of an execution.</summary>
    public TimeSpan MaxDuration { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>
    /// The median of log-normal durations, which take the place of those between the shortest and the longest; null for none.
    /// </summary>
    public TimeSpan? MedianDuration { get; init; }

    /// <summary>
    /// With a median: the standard deviation of the logarithm of the durations. At 0.5, one in 40 takes 2.7 times the median.
    /// </summary>
    public double DurationSpread { get; init; } = 0.5;

    /// <summary>Whether each execution belongs to a conversation.</summary>
    public bool HasConversation { get; init; }

    /// <summary>How executions end.</summary>
    public ExecutionOutcome Outcome { get; init; }

    /// <summary>The fraction of executions, 0 to 1, that fail instead; the seed selects them.</summary>
    public double FailureShare { get; init; }

    /// <summary>
    /// The completion reason of executions that end with <see cref="Outcome"/>; null for none. The defaults are those of recorded
    /// responses: <c>Success</c> if completed, <c>Failure</c> if failed. Those of other outcomes are not known, so there is none.
    /// </summary>
    public string? CompletionReason
    {
        get => _completionReasonIsSet ? field : Reason(Outcome);
        init => (field, _completionReasonIsSet) = (value, true);
    }

    /// <summary>The error information of executions that do not complete; null for none. By default only TERMINATED has none.</summary>
    public SimulatedError? Error
    {
        get => _errorIsSet || Outcome is ExecutionOutcome.Terminated ? field : s_unspecified;
        init => (field, _errorIsSet) = (value, true);
    }

    internal SimulatedVersion? Latest => Versions.Count == 0 ? null : Versions[^1];

    /// <summary>The version with that ID; null if there is none. Like the real service, it accepts <c>2</c> for <c>2.0</c>.</summary>
    internal SimulatedVersion? Version(string id) =>
        Versions.FirstOrDefault(version => version.Id == id) ?? Versions.FirstOrDefault(version => version.Id == $"{id}.0");

    internal static string? Reason(ExecutionOutcome outcome) => outcome switch
    {
        ExecutionOutcome.Completed => "Success",
        ExecutionOutcome.Failed => "Failure",
        _ => null,
    };

    /// <summary>The duration of an execution.</summary>
    /// <param name="first">A pseudorandom number in [0, 1).</param>
    /// <param name="second">Another one.</param>
    internal TimeSpan DurationOf(double first, double second)
    {
        if (MedianDuration is not { } median)
            return MinDuration + (MaxDuration - MinDuration) * first;
        double normal = Math.Sqrt(-2 * Math.Log(1 - first)) * Math.Cos(2 * Math.PI * second);
        return median * Math.Exp(DurationSpread * normal);
    }

    internal IReadOnlyList<SimulatedInput> InputsOf(SimulatedVersion version) => version.Inputs ?? Inputs;

    /// <summary>The raw schema document of a version; null if its inputs are declared.</summary>
    internal JsonElement? InputSchemaOf(SimulatedVersion version) => version.InputSchema ?? (version.Inputs is null ? InputSchema : null);
}
