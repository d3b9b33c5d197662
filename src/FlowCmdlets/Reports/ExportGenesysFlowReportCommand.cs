using System.Management.Automation;
using FlowCmdlets.Completion;
using FlowCmdlets.Pipeline;
using GenesysCloud.Launching.Journal;
using GenesysCloud.Launching.Reports;
using GenesysCloud.Wording;

namespace FlowCmdlets.Reports;

/// <summary>Writes what a journal says about its runs as one HTML file, to be read and handed on. Needs no session.</summary>
/// <remarks>A file is replaced as by PowerShell's own Export cmdlets: always, unless <c>-NoClobber</c> is there.</remarks>
[Cmdlet(VerbsData.Export, "GenesysFlowReport", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportGenesysFlowReportCommand : GenesysCmdlet
{
    /// <summary>The journal's file.</summary>
    [Parameter(Mandatory = true, Position = 0, HelpMessage = "Specifies the path of the journal.")]
    [ArgumentCompleter(typeof(JournalPathCompleter))]
    [ValidateNotNullOrEmpty]
    public string Journal { get; set; } = "";

    /// <summary>The file to write.</summary>
    [Parameter(Mandatory = true, Position = 1, HelpMessage = "Specifies the HTML file to write.")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>What the run returned, as <c>Export-Csv</c> wrote it.</summary>
    [Parameter(HelpMessage = "Specifies the CSV file with the results of the run.")]
    [ValidateNotNullOrEmpty]
    public string? Results { get; set; }

    /// <summary>The delimiter of the results.</summary>
    [Parameter(HelpMessage = "Specifies the delimiter of the results. By default, it is detected.")]
    public char? Delimiter { get; set; }

    /// <summary>Columns of the results that the report shows.</summary>
    [Parameter(HelpMessage = "Specifies columns of the results to include in the report. By default, no inputs are included.")]
    [ArgumentCompleter(typeof(ResultColumnCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] IncludeColumn { get; set; } = [];

    /// <summary>The rate limit to compare launches with, in requests per minute.</summary>
    [Parameter(HelpMessage = "Specifies the rate limit to compare launches with, in requests per minute.")]
    [ValidateRange(1, int.MaxValue)]
    public int? RateLimit { get; set; }

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
    protected override void EndProcessing()
    {
        BoundParameters.Require(this, nameof(Results), nameof(IncludeColumn), nameof(Delimiter));
        string file = FilePath(Path);
        if (NoClobber && File.Exists(file))
            ThrowTerminatingError(Errors.NoClobber(file));
        if (!ShouldProcess(file, "Export flow report"))
            return;
        string journal = FilePath(Journal);
        string? results = Results is null ? null : FilePath(Results);
        if (results is not null && ReplacedFile.IsSame(results, file))
            ThrowTerminatingError(Errors.FileNotWritten(file, new NotReplaceableException("It is the file of -Results.")));
        FlowReport report = Await(ReadAsync(journal, results));
        if (report.UnmatchedResults > 0)
        {
            WriteWarning(
                $"{Quantity.Format(report.UnmatchedResults, "row")} of the results '{results}' " +
                $"{Quantity.Word(report.UnmatchedResults, "isn't", "aren't")} in the journal and not in the report.");
        }

        var context = new ReportContext(report, journal, RateLimit, TimeProvider.System.GetUtcNow(), TimeZoneInfo.Local);
        ReplaceFile(file, Force, stream => ReportPage.Write(stream, context));
        WriteVerbose($"Exported a report of {Quantity.Format(report.Rows.Count, "row")} to '{file}'.");
        if (PassThru)
            WriteObject(new FileInfo(file));
    }

    private async Task<FlowReport> ReadAsync(string journal, string? results)
    {
        JournalReport read = await JournalReport.ReadAsync(journal, StopToken).ConfigureAwait(false);
        return await Task.Run(
            () => FlowReport.Create(read, results is null ? null : ResultsFile.Read(results, Delimiter, IncludeColumn)), StopToken)
            .ConfigureAwait(false);
    }
}
