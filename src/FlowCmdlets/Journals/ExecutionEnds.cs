using FlowCmdlets.Pipeline;
using GenesysCloud;
using GenesysCloud.Architect;
using GenesysCloud.Launching;

namespace FlowCmdlets.Journals;

/// <summary>
/// Writes how executions ended into the journal that launched them. Uses the journal that a run of this process holds open, or opens it
/// with the first execution. On the pipeline thread only.
/// </summary>
internal sealed class ExecutionEnds(GenesysCmdlet cmdlet, GenesysCloudClient client, string path) : IDisposable
{
    private LaunchJournal? _own;

    private LaunchJournal Journal => OpenJournals.Find(path)
        ?? (_own ??= cmdlet.Await(LaunchJournal.OpenExistingAsync(path, client.ServiceClock, cmdlet.StopToken)));

    /// <summary>Rows that were launched and whose end is not known yet.</summary>
    public IReadOnlyList<JournalEntry> Running() => Journal.Running();

    /// <summary>Writes an end; executions that the journal does not know are none of its business.</summary>
    public void Write(FlowRuntimeExecution execution)
    {
        if (FlowExecutionStatus.IsFinal(execution.Status) && Journal.FindExecution(execution.Id) is { State: JournalState.Launched })
            _ = Journal.FinishedAsync(execution.Id, execution.Status!, execution.DateCompleted);
    }

    /// <summary>Makes sure that all ends are on disk.</summary>
    public void Flush()
    {
        if (_own is not null)
            cmdlet.Await(_own.FlushAsync());
    }

    public void Dispose()
    {
        try
        {
            _own?.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
        catch (JournalException unwritable)
        {
            cmdlet.SayLast(unwritable.Message);
        }
    }
}
