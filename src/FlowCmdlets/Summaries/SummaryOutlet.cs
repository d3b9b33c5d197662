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
    private readonly string? _file;

    /// <summary>
    /// Clears the variable, and has the file say that the command has not finished. What can't be written is a terminating error now.
    /// </summary>
    /// <param name="cmdlet">The command.</param>
    /// <param name="variable">The name of the variable; null for none.</param>
    /// <param name="path">The path of the file; null for none.</param>
    /// <param name="journal">The path of the command's journal; null for none.</param>
    /// <param name="isDryRun">Whether nothing is to be changed.</param>
    public SummaryOutlet(GenesysCmdlet cmdlet, string? variable, string? path, string? journal, bool isDryRun)
    {
        _state = cmdlet.SessionState;
        if (isDryRun)
            return;
        _variable = variable;
        _file = path is null ? null : cmdlet.FilePath(path);
        if (_variable is not null && Set(null) is { } invalid)
            cmdlet.ThrowTerminatingError(invalid);
        if (_file is null)
            return;
        if (IsJournal(_file) || (journal is not null && IsSame(_file, cmdlet.FilePath(journal))))
            cmdlet.ThrowTerminatingError(Errors.SummaryPathInvalid(_file));
        DateTimeOffset now = cmdlet.Streams.Time.GetUtcNow();
        if (Save(new SummaryReport(null, [], now, now), isBefore: true) is { } unwritable)
            cmdlet.ThrowTerminatingError(unwritable);
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

    /// <summary>Whether the file is a journal, which must not be replaced by anything.</summary>
    private static bool IsJournal(string file)
    {
        try
        {
            using FileStream stream = File.OpenRead(file);
            Span<byte> start = stackalloc byte[JournalHeader.Marker.Length];
            return stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length
                && start.SequenceEqual(JournalHeader.Marker);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // There is none, or it can't be written either, which shows next.
            return false;
        }
    }

    private static bool IsSame(string file, string journal) => Path.GetFullPath(file).Equals(
        Path.GetFullPath(journal), OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);

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
