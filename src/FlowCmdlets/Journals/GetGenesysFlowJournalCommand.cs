using System.Management.Automation;
using FlowCmdlets.Completion;
using FlowCmdlets.Pipeline;
using GenesysCloud.Launching.Journal;

namespace FlowCmdlets.Journals;

/// <summary>
/// Shows what a journal knows: its rows, or a summary. Needs no session, and may be asked while a run writes the journal.
/// </summary>
[Cmdlet(VerbsCommon.Get, "GenesysFlowJournal")]
[OutputType(typeof(FlowJournalRow), typeof(FlowJournalSummary))]
public sealed class GetGenesysFlowJournalCommand : GenesysCmdlet
{
    /// <summary>The journal's file. Wildcards are allowed; a file of exactly that name comes first.</summary>
    [Parameter(
        Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        HelpMessage = "Specifies the path of the journal (wildcards allowed).")]
    [Alias("Journal", "PSPath", "FullName")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(JournalPathCompleter))]
    public string Path { get; set; } = "";

    /// <summary>Counts instead of rows.</summary>
    [Parameter(HelpMessage = "Returns counts instead of rows.")]
    public SwitchParameter Summary { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (string path in FilePaths(Path))
            Write(path);
    }

    private void Write(string path)
    {
        if (!TryAwait(JournalReport.ReadAsync(path, StopToken), path, out JournalReport? report))
            return;
        if (Summary)
        {
            WriteObject(new FlowJournalSummary(path, report.Header, report.Summary));
            return;
        }

        string? keyColumn = report.Header.Identity.KeyColumn;
        foreach (JournalEntry entry in report.Entries)
            WriteObject(new FlowJournalRow(entry, keyColumn));
        foreach (JournalRejection rejected in report.Keyless)
            WriteObject(new FlowJournalRow(rejected, keyColumn));
    }
}
