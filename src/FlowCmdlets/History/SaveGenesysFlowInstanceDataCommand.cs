using System.Management.Automation;
using FlowCmdlets.Binding;
using FlowCmdlets.Pipeline;
using FlowCmdlets.Session;
using GenesysCloud.Launching.History;
using GenesysCloud.Wording;

namespace FlowCmdlets.History;

/// <summary>Downloads the data of instances, each into a file of its own.</summary>
/// <remarks>A file is there whole or not at all, and one that is there is not downloaded again: an interrupted download is resumed by the
/// same command.</remarks>
[Cmdlet(VerbsData.Save, "GenesysFlowInstanceData", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class SaveGenesysFlowInstanceDataCommand : ConnectedCmdlet
{
    private readonly List<InstanceFile> _pending = [];
    private ProgressReporter? _progress;
    private ExecutionDataStatus? _status;
    private string _folder = "";
    private long _saved;
    private long _skipped;
    private long _failed;

    /// <summary>Ids, instances, executions, or rows with an id.</summary>
    [Parameter(
        Mandatory = true, Position = 0, ValueFromPipeline = true,
        HelpMessage = "Specifies instances by ID, or as instances, executions, or rows that contain an ID.")]
    [Alias("Id", "InstanceId")]
    [ExecutionReferenceTransformation]
    public ExecutionReference[] Instance { get; set; } = [];

    /// <summary>The folder; it is created.</summary>
    [Parameter(Mandatory = true, Position = 1, HelpMessage = "Specifies the folder for the files. It is created if it doesn't exist.")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>How long Genesys Cloud may take to prepare up to 50 instances.</summary>
    [Parameter(HelpMessage = "Specifies how long Genesys Cloud can take to prepare up to 50 instances.")]
    [DurationTransformation]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Downloads again what is there.</summary>
    [Parameter(HelpMessage = "Downloads files again that exist.")]
    public SwitchParameter Force { get; set; }

    /// <summary>Emits the files, also those that were there.</summary>
    [Parameter(HelpMessage = "Returns the files, including those that existed. By default, nothing is returned.")]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _folder = FilePath(Path);
        _progress = new ProgressReporter(this, Client.TimeProvider, "Saving execution data");
        _status = new ExecutionDataStatus(this, Client);
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (ExecutionReference reference in Instance)
        {
            if (reference.IsUnlaunchedRow)
                continue;
            if (reference.Id is not { } id)
                WriteError(Errors.ExecutionIdMissing(reference.Source));
            else if (!InstanceFile.IsName(id))
                WriteError(Errors.InstanceIdInvalid(id));
            else
                Add(new InstanceFile(id, System.IO.Path.Combine(_folder, $"{id}.json")));
        }
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        Save();
        _progress?.Complete();
        WriteVerbose($"{_saved} saved, {_skipped} existed, {_failed} failed.");
    }

    private void Add(InstanceFile file)
    {
        if (!Force && File.Exists(file.Path))
        {
            _skipped++;
            Emit(file);
        }
        else if (!_pending.Contains(file) && ShouldProcess(file.Path, "Save execution data"))
        {
            _pending.Add(file);
            if (_pending.Count == InstanceDataJob.MaxIds)
                Save();
        }
    }

    private void Save()
    {
        if (_pending.Count == 0)
            return;
        InstanceFile[] files = [.. _pending];
        _pending.Clear();
        try
        {
            Directory.CreateDirectory(_folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            ThrowTerminatingError(Errors.FolderNotCreated(_folder, failure));
        }

        foreach (SavedInstance saved in Await(InstanceFiles.SaveAsync(Client, files, Timeout, StopToken), Report))
        {
            if (saved.Failure is null)
            {
                _saved++;
                Emit(saved.File);
            }
            else
            {
                _failed++;
                WriteError(Errors.InstanceNotSaved(saved, isOff: saved.IsUnavailable && _status!.IsOff));
            }
        }

        Report();
    }

    private void Emit(InstanceFile file)
    {
        if (PassThru)
            WriteObject(new FileInfo(file.Path));
    }

    private void Report() => _progress?.Update(() => new ProgressState(
        $"{Quantity.Format(_saved, "file")} saved{(_skipped > 0 ? $", {_skipped} existed" : "")}" +
        $"{(_failed > 0 ? $", {_failed} failed" : "")}"));
}
