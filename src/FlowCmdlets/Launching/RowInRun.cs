using System.Management.Automation;
using FlowCmdlets.Pipeline;
using GenesysCloud.Architect;
using GenesysCloud.Http;
using GenesysCloud.Launching.Executions;
using GenesysCloud.Launching.Flows;

namespace FlowCmdlets.Launching;

/// <summary>A row and what it is launched as, for the object that is emitted in the end.</summary>
internal sealed record RowInRun(InputRow Row, LaunchTarget? Target, string? UserId, string? ExternalContactId)
{
    private const string AlreadyLaunched = "AlreadyLaunched";

    /// <summary>The object of a launched row.</summary>
    public PSObject Decorate(LaunchOutcome.Launched launched, DateTimeOffset at) => Row.Decorate(new FlowExecution
    {
        Id = launched.Execution.Id,
        Name = launched.Execution.Name,
        FlowId = Target?.FlowId,
        FlowName = Target?.FlowName,
        FlowVersion = launched.Execution.FlowVersion ?? Target?.Version,
        Outcome = launched.Earlier ? AlreadyLaunched : nameof(LaunchOutcome.Launched),
        Status = launched.Status ?? FlowExecutionStatus.Running,
        DateLaunched = (launched.At ?? at).LocalDateTime,
        DateCompleted = launched.DateCompleted?.LocalDateTime,
        UserId = UserId,
        ExternalContactId = ExternalContactId,
    }, Target?.Inputs);

    /// <summary>The object of a row that was not launched, or perhaps was.</summary>
    public PSObject Decorate(LaunchOutcome outcome) => Row.Decorate(new FlowExecution
    {
        FlowId = Target is null ? Row.ParameterOf("FlowId") : Target.FlowId,
        FlowName = Target is null ? Row.ParameterOf("FlowName") ?? Row.ParameterOf("Flow") : Target.FlowName,
        FlowVersion = Target is null ? Row.ParameterOf("FlowVersion") : Target.Version,
        Outcome = NameOf(outcome),
        Error = ErrorOf(outcome),
        UserId = UserId ?? Row.ParameterOf("UserId"),
        ExternalContactId = ExternalContactId ?? Row.ParameterOf("ExternalContactId"),
    }, Target?.Inputs);

    private static string NameOf(LaunchOutcome outcome) => outcome switch
    {
        LaunchOutcome.Refused or LaunchOutcome.NotSent { Reason: CmdletErrorException } => nameof(LaunchOutcome.Refused),
        LaunchOutcome.NotSent => nameof(LaunchOutcome.NotSent),
        _ => nameof(LaunchOutcome.Unknown),
    };

    private static ErrorBody ErrorOf(LaunchOutcome outcome) => outcome switch
    {
        LaunchOutcome.Refused { Reason: var reason } => reason.Error ?? new ErrorBody { Message = reason.Message },
        LaunchOutcome.Unknown { Reason: var reason } => reason.Error ?? new ErrorBody { Message = reason.Message },
        LaunchOutcome.NotSent { Reason: OperationCanceledException and not RowDeclinedException } => new ErrorBody { Message = "The run had ended before this row was sent." },
        LaunchOutcome.NotSent { Reason: var reason } => new ErrorBody { Message = reason.Message },
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };
}
