using System.Management.Automation;

namespace FlowCmdlets.Executions;

/// <content>Outputs of executions that ended in an earlier run.</content>
public sealed partial class WaitGenesysFlowExecutionCommand
{
    /// <summary>
    /// Executions that a journal knows to have ended are emitted as it has them, without their outputs. That saves one request for each.
    /// </summary>
    [Parameter(HelpMessage = "Doesn't read the outputs of executions that ended in an earlier run again.")]
    public SwitchParameter SkipOutputs { get; set; }
}
