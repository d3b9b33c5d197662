using System.Management.Automation;
using FlowCmdlets.Binding;
using FlowCmdlets.Pipeline;
using FlowCmdlets.Session;
using GenesysCloud.Architect;
using GenesysCloud.Launching.Executions;
using GenesysCloud.Wording;

namespace FlowCmdlets.Executions;

/// <summary>Gets executions as they stand now.</summary>
[Cmdlet(VerbsCommon.Get, "GenesysFlowExecution")]
[OutputType(typeof(FlowExecution))]
public sealed class GetGenesysFlowExecutionCommand : ConnectedCmdlet
{
    private int _read;

    /// <summary>Ids, executions, or rows with an id.</summary>
    [Parameter(
        Mandatory = true, Position = 0, ValueFromPipeline = true,
        HelpMessage = "Specifies executions by ID, or as objects or rows that contain an ID.")]
    [Alias("Id", "ExecutionId")]
    [ExecutionReferenceTransformation]
    public ExecutionReference[] Execution { get; set; } = [];

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (ExecutionReference reference in Execution)
        {
            if (reference.Id is null)
            {
                WriteError(Errors.ExecutionIdMissing(reference.Source));
            }
            else if (TryAwait(
                Client.Architect.GetExecutionAsync(reference.Id, StopToken),
                reference.Source ?? (object)reference.Id,
                out FlowRuntimeExecution? now))
            {
                _read++;
                WriteObject(ExecutionObjects.Update(reference, now, Client, this));
            }
        }
    }

    /// <inheritdoc />
    protected override void EndProcessing() => WriteVerbose($"{Quantity.Format(_read, "execution")} read.");
}
