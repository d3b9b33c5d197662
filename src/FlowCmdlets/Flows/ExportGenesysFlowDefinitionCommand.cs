using System.Management.Automation;
using FlowCmdlets.Binding;
using FlowCmdlets.Completion;
using FlowCmdlets.Pipeline;
using FlowCmdlets.Session;
using GenesysCloud.Architect;
using GenesysCloud.Wording;

namespace FlowCmdlets.Flows;

/// <summary>Writes what flows declare to a flows file of the simulator.</summary>
/// <remarks>A file is replaced as by PowerShell's own Export cmdlets: always, unless <c>-NoClobber</c> is there.</remarks>
[Cmdlet(VerbsData.Export, "GenesysFlowDefinition", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportGenesysFlowDefinitionCommand : ConnectedCmdlet
{
    private readonly List<string> _flows = [];
    private string _file = "";

    /// <summary>The file to write.</summary>
    [Parameter(Mandatory = true, Position = 0, HelpMessage = "Specifies the file to write.")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>The flows: names (wildcards are allowed), ids, or objects. All flows when left out.</summary>
    [Parameter(
        Position = 1, ValueFromPipeline = true,
        HelpMessage = "Specifies flows by name (wildcards allowed), ID, or object. The default is all flows.")]
    [Alias("FlowId", "FlowName", "Name")]
    [ArgumentCompleter(typeof(FlowNameCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public FlowReference[] Flow { get; set; } = [];

    /// <summary>Every version that was published, instead of the one that a launch runs.</summary>
    [Parameter(HelpMessage = "Exports every published version instead of the current one.")]
    public SwitchParameter AllVersions { get; set; }

    /// <summary>Replaces a read-only file too.</summary>
    [Parameter(HelpMessage = "Replaces the file even if it is read-only.")]
    public SwitchParameter Force { get; set; }

    /// <summary>Leaves a file that exists as it is.</summary>
    [Parameter(HelpMessage = "Doesn't replace a file that exists.")]
    [Alias("NoOverwrite")]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Emits the file.</summary>
    [Parameter(HelpMessage = "Returns the file. By default, nothing is returned.")]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _file = FilePath(Path);
        // Before hundreds of flows are read in vain.
        if (NoClobber && File.Exists(_file))
            ThrowTerminatingError(Errors.NoClobber(_file));
    }

    /// <inheritdoc />
    protected override void ProcessRecord() => _flows.AddRange(Flow.Select(flow => flow.Text));

    /// <inheritdoc />
    /// <remarks>Every failure is terminating: a file that lacks a flow would look complete.</remarks>
    protected override void EndProcessing()
    {
        if (!ShouldProcess(_file, "Export flow definitions"))
            return;

        // A pipeline that brought nothing doesn't mean all flows.
        bool all = _flows.Count == 0 && !MyInvocation.ExpectingInput;
        List<Flow> flows = all ? List() : Find();
        if (flows.Count == 0)
            ThrowTerminatingError(Errors.NothingToExport(_file));
        List<FlowDefinition> definitions = Read(flows);
        ReplaceFile(_file, Force, stream => FlowDefinitionFile.Write(stream, definitions));
        WriteVerbose($"Exported {Quantity.Format(definitions.Count, "flow")} to '{_file}'.");
        if (PassThru)
            WriteObject(new FileInfo(_file));
    }

    private List<Flow> Find()
    {
        var found = new Dictionary<string, Flow>(StringComparer.OrdinalIgnoreCase);
        Await(Client.FlowCache.LookUpAsync(Client.Architect, _flows, StopToken));
        List<Flow>? all = null;
        foreach (string text in _flows)
        {
            IEnumerable<Flow> flows;
            if (NamePattern.IsPattern(text))
            {
                all ??= List();
                flows = all.FindAll(flow => NamePattern.Matching(text)(flow.Name));
            }
            else
            {
                flows = [Await(Client.FlowCache.FindAsync(Client.Architect, text, StopToken))];
            }

            foreach (Flow flow in flows)
                found[flow.Id] = flow;
        }

        return [.. found.Values];
    }

    private List<Flow> List() => Await(Client.Architect.ListFlowsAsync(new FlowQuery(), StopToken));

    private List<FlowDefinition> Read(List<Flow> flows)
    {
        var progress = new ProgressReporter(this, Client.TimeProvider, "Exporting flow definitions");
        var definitions = new List<FlowDefinition>();
        try
        {
            foreach (Flow flow in flows)
            {
                definitions.Add(Await(
                    FlowDefinition.ReadAsync(Client.Architect, flow.Id, AllVersions, StopToken),
                    () => progress.Update(() => new ProgressState(
                        $"{definitions.Count + 1} of {flows.Count}: {flow.Name}", definitions.Count * 100 / flows.Count))));
            }
        }
        finally
        {
            progress.Complete();
        }

        return definitions;
    }
}
