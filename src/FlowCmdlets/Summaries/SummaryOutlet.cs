using System.Management.Automation;
using FlowCmdlets.Pipeline;
using GenesysCloud.Launching.Journal;

namespace FlowCmdlets.Summaries;

/// <summary>Where a command wants the summary: a variable, a file, or none of them. On the pipeline thread only.</summary>
internal sealed class SummaryOutlet
{
    // Kept, since a command that has ended has none any more.
    private readonly SessionState _state;
    private readonly string? _variable;
    private string? _file;

    private SummaryOutlet(GenesysCmdlet cmdlet, string? variable) => (_state, _variable) = (cmdlet.SessionState, variable);

    /// <summary>
    /// Clears the variable, and has the file say that the command has not finished. What can't be written is a terminating error now.
    /// </summary>
    /// <param name="cmdlet">The command.</param>
    /// <param name="targets">Where it wants the summary.</param>
    public static SummaryOutlet Open(GenesysCmdlet cmdlet, SummaryTargets targets)
    {
        var outlet = new SummaryOutlet(cmdlet, targets.Variable);
        if (outlet.Clear(cmdlet, targets) is { } failure)
            cmdlet.ThrowTerminatingError(failure);
        return outlet;
    }

    /// <summary>The outlet of a dry run, which changes nothing.</summary>
    public static SummaryOutlet None(GenesysCmdlet cmdlet) => new(cmdlet, variable: null);

    /// <summary>
    /// Clears variable and file for a command that never began, since one before it in the pipeline failed: a summary of an earlier run
    /// would be taken for this one's. What can't be written is a warning.
    /// </summary>
    /// <param name="cmdlet">The command.</param>
    /// <param name="targets">Where it wants the summary.</param>
    public static void ClearUnbegun(GenesysCmdlet cmdlet, SummaryTargets targets)
    {
        string? problem;
        try
        {
            problem = new SummaryOutlet(cmdlet, targets.Variable).Clear(cmdlet, targets)?.ErrorDetails.Message;
        }
        catch (SessionStateException noSuchPath)
        {
            problem = noSuchPath.Message;
        }

        if (problem is not null)
            cmdlet.WriteHostWarning(problem);
    }

    /// <summary>Sets the variable and replaces the file.</summary>
    /// <param name="report">What to write.</param>
    /// <returns>The errors of failures, which are to end nothing: results may still be on their way.</returns>
    public IEnumerable<ErrorRecord> Write(SummaryReport report)
    {
        if (_variable is not null && Set(report.Summary) is { } invalid)
            yield return invalid;
        if (_file is not null && Save(report, isBefore: false) is { } unwritable)
            yield return unwritable;
    }

    private ErrorRecord? Clear(GenesysCmdlet cmdlet, SummaryTargets targets)
    {
        if (_variable?.StartsWith('$') == true)
            return Errors.SummaryVariableInvalid(_variable, new ArgumentException("A name doesn't begin with a dollar sign."));

        // Whether it can take a summary shows only when it is set to one.
        if (_variable is not null && (Set(new FlowRunSummary(SummaryCounts.None, isOfWaitOnly: true)) ?? Set(null)) is { } invalid)
            return invalid;
        if (targets.Path is null)
            return null;
        if (cmdlet.FindFile(targets.Path, out string? file) is { } noFile)
            return noFile;
        _file = file!;

        // That a journal's path is none is for the command to say.
        bool isJournal = JournalHeader.IsJournal(_file)
            || (targets.Journal is { } journal && cmdlet.FindFile(journal, out string? other) is null
                && ReplacedFile.IsSame(_file, other!));
        if (isJournal || !SummaryFile.MayBeReplaced(_file))
            return Errors.SummaryPathInvalid(_file, isJournal);
        DateTimeOffset now = cmdlet.Streams.Time.GetUtcNow();
        return Save(new SummaryReport(null, [], now, now), isBefore: true);
    }

    private ErrorRecord? Set(FlowRunSummary? summary)
    {
        try
        {
            _state.PSVariable.Set(_variable, summary);
            return null;
        }
        catch (Exception failure) when (failure is RuntimeException or PSArgumentException or PSNotSupportedException)
        {
            return Errors.SummaryVariableInvalid(_variable!, failure);
        }
    }

    private ErrorRecord? Save(SummaryReport report, bool isBefore)
    {
        try
        {
            bool isXml = Path.GetExtension(_file!).Equals(".xml", StringComparison.OrdinalIgnoreCase);
            ReplacedFile.Write(_file!, force: false, stream =>
            {
                if (isXml)
                    JUnitFile.Write(stream, report);
                else
                    JsonSummary.Write(stream, report);
            });
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Errors.SummaryNotWritten(_file!, failure, isBefore);
        }
    }
}

/// <summary>Where a command wants the summary, and its journal, which must not be that place.</summary>
/// <param name="Variable">The name of the variable; null for none.</param>
/// <param name="Path">The path of the file; null for none.</param>
/// <param name="Journal">The path of the journal; null for none.</param>
internal sealed record SummaryTargets(string? Variable, string? Path, string? Journal);
