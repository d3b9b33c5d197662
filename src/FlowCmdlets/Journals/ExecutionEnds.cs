using FlowCmdlets.Pipeline;
using GenesysCloud;
using GenesysCloud.Architect;
using GenesysCloud.Launching.Journal;
using GenesysCloud.Launching.Journal.Storage;

namespace FlowCmdlets.Journals;

/// <summary>
/// Writes how executions ended into the journal that launched them. Uses the journal that a run of this process holds open, or opens it
/// with the first execution. On the pipeline thread only.
/// </summary>
internal sealed class ExecutionEnds(GenesysCmdlet cmdlet, GenesysCloudClient client, string path) : IDisposable
{
    private Task<LaunchJournal>? _opening;

    private LaunchJournal Journal => OpenJournals.Find(path)
        ?? cmdlet.Await(_opening ??= OpenJournals.OpenExistingAsync(path, client, cmdlet.StopToken));

    /// <summary>Rows that were launched and whose end is not known yet.</summary>
    public IReadOnlyList<JournalEntry> Running() => Journal.Running();

    /// <summary>Writes an end; executions that the journal does not know are none of its business.</summary>
    public void Write(FlowRuntimeExecution execution)
    {
        if (!FlowExecutionStatus.IsFinal(execution.Status))
            return;
        try
        {
            Write(Journal, execution);
        }
        catch (ObjectDisposedException)
        {
            // The run that had it open has just closed it, so that it can be opened here.
            Write(Journal, execution);
        }
        catch (JournalException)
        {
            // What was followed is emitted all the same; that the journal cannot be written is told by whoever flushes it.
        }
    }

    private static void Write(LaunchJournal journal, FlowRuntimeExecution execution)
    {
        if (journal.FindExecution(execution.Id) is { State: JournalState.Launched })
            _ = journal.FinishedAsync(execution.Id, execution.Status!, execution.DateCompleted);
    }

    /// <summary>Makes sure that all ends are on disk.</summary>
    public void Flush()
    {
        if (_opening is not null)
            cmdlet.Await(_opening.Result.FlushAsync());
    }

    /// <remarks>Waits for what was under way when the pipeline was stopped: the journal is free again once the prompt is back.</remarks>
    public void Dispose()
    {
        if (_opening is null)
            return;
        Task.WhenAny(_opening).GetAwaiter().GetResult();
        if (!_opening.IsCompletedSuccessfully)
            return;
        try
        {
            _opening.Result.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
        catch (JournalException unwritable)
        {
            // No error can be written any more, and the engine must not meet an exception.
            cmdlet.SayLast(unwritable.Message);
        }
    }
}
