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
    private ExecutionDetails? _details;
    private int _read;

    /// <summary>Ids, executions, or rows with an id.</summary>
    [Parameter(
        Mandatory = true, Position = 0, ValueFromPipeline = true,
        HelpMessage = "Specifies executions by ID, or as objects or rows that contain an ID.")]
    [Alias("Id", "ExecutionId")]
    [ExecutionReferenceTransformation]
    public ExecutionReference[] Execution { get; set; } = [];

    /// <summary>Adds what execution data says about their end.</summary>
    [Parameter(HelpMessage = "Adds the exit reason, errors, and warnings of finished executions from their execution data.")]
    public SwitchParameter Detail { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (Detail)
            _details = new ExecutionDetails(this, Client);
    }

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
                Write(ExecutionObjects.Update(reference, now, Client, this));
            }
        }
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        _details?.Flush();
        WriteVerbose($"{Quantity.Format(_read, "execution")} read.");
    }

    private void Write(PSObject execution)
    {
        if (_details is null)
            WriteObject(execution);
        else
            _details.Add(execution);
    }
}
