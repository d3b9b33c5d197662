using System.Management.Automation;

namespace FlowCmdlets.Launching;

/// <content>Outputs of executions that ended in an earlier run.</content>
public sealed partial class StartGenesysFlowCommand
{
    /// <summary>
    /// With <c>-Wait</c>: executions that the journal knows to have ended are emitted as it has them, without their outputs. That saves one
    /// request for each.
    /// </summary>
    [Parameter(HelpMessage = "With -Wait, doesn't read the outputs of executions that ended in an earlier run again.")]
    public SwitchParameter SkipOutputs { get; set; }
}
