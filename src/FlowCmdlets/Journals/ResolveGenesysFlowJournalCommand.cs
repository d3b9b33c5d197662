using System.Management.Automation;
using FlowCmdlets.Binding;
using FlowCmdlets.Completion;
using FlowCmdlets.Pipeline;
using FlowCmdlets.Session;
using GenesysCloud;
using GenesysCloud.Launching.Journal;
using GenesysCloud.Launching.Reconciliation;

namespace FlowCmdlets.Journals;

/// <summary>
/// Looks for the rows of a journal that were sent and got no response, writes what it finds into the journal, and emits the summary.
/// Launches nothing.
/// </summary>
[Cmdlet(VerbsDiagnostic.Resolve, "GenesysFlowJournal")]
[OutputType(typeof(FlowJournalSummary))]
public sealed class ResolveGenesysFlowJournalCommand : ConnectedCmdlet
{
    private Task<ReconciledJournal>? _reconciling;

    /// <summary>The journal's file.</summary>
    [Parameter(
        Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        HelpMessage = "Specifies the path of the journal.")]
    [Alias("Journal", "PSPath", "FullName")]
    [ArgumentCompleter(typeof(JournalPathCompleter))]
    public string Path { get; set; } = "";

    /// <summary>How long after a send the platform's index is given to show what was launched.</summary>
    [Parameter(HelpMessage = "Specifies how long to search for launches that received no response.")]
    [DurationTransformation]
    public TimeSpan ReconcileTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        string path = FilePath(Path);
        _reconciling = ReconcileAsync(path, Client, StopToken);
        if (!TryAwait(_reconciling, path, out ReconciledJournal? journal))
            return;
        (ReconcileResult result, FlowJournalSummary summary) = journal;
        WriteVerbose($"Reconciled rows: {result.Launched} launched, {result.Absent} not launched, {result.InDoubt} still in doubt.");
        WriteObject(summary);
        if (result.InDoubt > 0)
            WriteError(Errors.NotReconciled(result, path));
    }

    /// <inheritdoc />
    /// <remarks>Waits for what was under way when the pipeline was stopped: the journal is free again once the prompt is back.</remarks>
    protected override void Dispose(bool disposing)
    {
        if (_reconciling is not null)
            Task.WhenAny(_reconciling).GetAwaiter().GetResult();
        base.Dispose(disposing);
    }

    private async Task<ReconciledJournal> ReconcileAsync(string path, GenesysCloudClient client, CancellationToken cancellationToken)
    {
        LaunchJournal journal = await OpenJournals.OpenExistingAsync(path, client, cancellationToken).ConfigureAwait(false);
        await using (journal.ConfigureAwait(false))
        {
            ReconcileResult result = await LaunchReconciler.ReconcileAsync(
                client, journal, ReconcileTimeout, cancellationToken).ConfigureAwait(false);
            return new ReconciledJournal(result, new FlowJournalSummary(path, journal.Header, journal.Summarize()));
        }
    }

    /// <summary>A journal after reconciliation.</summary>
    /// <param name="Result">What reconciliation came to.</param>
    /// <param name="Summary">What the journal knows now.</param>
    private sealed record ReconciledJournal(ReconcileResult Result, FlowJournalSummary Summary);
}
