using System.Management.Automation;
using FlowCmdlets.Binding;
using FlowCmdlets.Pipeline;
using FlowCmdlets.Session;
using GenesysCloud;
using GenesysCloud.Launching.Journal;
using GenesysCloud.Launching.Reconciliation;

namespace FlowCmdlets.Journals;

/// <summary>
/// Looks for the rows of a journal that were sent and got no answer, writes what it finds into the journal, and emits the summary.
/// Launches nothing.
/// </summary>
[Cmdlet(VerbsDiagnostic.Resolve, "GenesysFlowJournal")]
[OutputType(typeof(FlowJournalSummary))]
public sealed class ResolveGenesysFlowJournalCommand : ConnectedCmdlet
{
    private Task<(SettleResult Settled, FlowJournalSummary Summary)>? _settling;

    /// <summary>The journal's file.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Journal", "PSPath", "FullName")]
    public string Path { get; set; } = "";

    /// <summary>How long after a send the platform's index is given to show what was launched.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan SettleTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        string path = FilePath(Path);
        _settling = SettleAsync(path, Client, CurrentSession.OrganizationId, StopToken);
        if (!TryAwait(_settling, path, out (SettleResult Settled, FlowJournalSummary Summary) result))
            return;
        (SettleResult settled, FlowJournalSummary summary) = result;
        Tell($"Found launched: {settled.Launched}; found never to have been: {settled.Absent}; still in doubt: {settled.InDoubt}.");
        WriteObject(summary);
        if (settled.InDoubt > 0)
            WriteError(Errors.NotSettled(settled, path));
    }

    /// <inheritdoc />
    /// <remarks>Waits for what was under way when the pipeline was stopped: the journal is free again once the prompt is back.</remarks>
    protected override void Dispose(bool disposing)
    {
        if (_settling is not null)
            Task.WhenAny(_settling).GetAwaiter().GetResult();
        base.Dispose(disposing);
    }

    private async Task<(SettleResult Settled, FlowJournalSummary Summary)> SettleAsync(
        string path, GenesysCloudClient client, string? organizationId, CancellationToken cancellationToken)
    {
        LaunchJournal journal = await OpenJournals.OpenExistingAsync(path, client, organizationId, cancellationToken).ConfigureAwait(false);
        await using (journal.ConfigureAwait(false))
        {
            var settler = new LaunchSettler(client, journal, new SettleOptions { Timeout = SettleTimeout });
            SettleResult settled = await settler.SettleAsync(cancellationToken).ConfigureAwait(false);
            return (settled, new FlowJournalSummary(path, journal.Header, journal.Summarize()));
        }
    }
}
