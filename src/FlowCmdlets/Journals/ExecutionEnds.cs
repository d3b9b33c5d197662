using FlowCmdlets.Pipeline;
using GenesysCloud;
using GenesysCloud.Architect;
using GenesysCloud.Launching.Executions;
using GenesysCloud.Launching.Journal;
using GenesysCloud.Launching.Journal.Storage;
using GenesysCloud.Wording;

namespace FlowCmdlets.Journals;

/// <summary>
/// Writes how executions ended into the journal that launched them: the one that a run of this process holds open, or else its file. On the
/// pipeline thread only.
/// </summary>
internal sealed class ExecutionEnds(GenesysCmdlet cmdlet, GenesysCloudClient client, string path) : IDisposable
{
    private Task<LaunchJournal>? _opening;
    private JournalException? _unusable;
    private bool _isOpen;
    private long _unknown;

    /// <summary>Whether the journal could be used so far.</summary>
    public bool IsOpen => _isOpen && _unusable is null;

    private LaunchJournal Journal => OpenJournals.Find(path) ?? cmdlet.Await(Opening());

    /// <summary>Makes sure that the journal can be used. Once is enough.</summary>
    public void Open()
    {
        if (!_isOpen)
            _ = Journal;
        _isOpen = true;
    }

    /// <summary>The executions that were launched and whose end is not known yet, with the rows that they belong to.</summary>
    public IEnumerable<FlowExecution> Running()
    {
        LaunchJournal journal = Journal;
        bool isKeyed = journal.Header.Identity.KeyColumn is not null;
        return journal.Running().Select(entry => new FlowExecution
        {
            Id = entry.ExecutionId,
            Name = entry.Name,
            FlowVersion = entry.FlowVersion,
            RowNumber = entry.Row,
            RowKey = isKeyed ? entry.Key : null,
        });
    }

    /// <summary>Writes an end; <see cref="Flush"/> counts executions that the journal does not know.</summary>
    /// <remarks>If it cannot be written, what was followed is emitted all the same, and <see cref="Flush"/> reports it.</remarks>
    public void Write(FlowRuntimeExecution execution)
    {
        if (!FlowExecutionStatus.IsFinal(execution.Status) || _unusable is not null)
            return;
        try
        {
            try
            {
                Write(Usable(), execution);
            }
            catch (ObjectDisposedException)
            {
                // The run that had it open has just closed it, so that it can be opened here.
                Write(Usable(), execution);
            }
        }
        catch (JournalException unusable)
        {
            _unusable = unusable;
        }
    }

    private void Write(LaunchJournal journal, FlowRuntimeExecution execution)
    {
        JournalEntry? entry = journal.FindExecution(execution.Id);
        if (entry is null)
            _unknown++;
        else if (entry.State == JournalState.Launched)
            _ = journal.FinishedAsync(execution.Id, execution.Status!, execution.DateCompleted, EndDetail.Of(execution));
    }

    /// <summary>Makes sure that all ends are on disk. That they are not is an error, but what was followed is emitted by then.</summary>
    public void Flush()
    {
        if (_opening is { IsCompletedSuccessfully: true })
        {
            try
            {
                Task flushing = _opening.Result.FlushAsync();
                cmdlet.Streams.WriteUntil(flushing, cmdlet.StopToken);
                flushing.GetAwaiter().GetResult();
            }
            catch (JournalException unwritable)
            {
                _unusable ??= unwritable;
            }
        }

        if (_unknown > 0)
        {
            cmdlet.WriteWarning(
                $"{Quantity.Format(_unknown, "execution")} {Quantity.Word(_unknown, "isn't", "aren't")} in the journal '{path}', which " +
                $"doesn't record how {Quantity.Word(_unknown, "it", "they")} finished. Specify the journal that " +
                $"{Quantity.Word(_unknown, "it was", "they were")} launched with.");
        }

        if (_unusable is not null)
            cmdlet.WriteError(Errors.TryDescribe(_unusable, path)!);
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
        catch (JournalException unwritable) when (unwritable != _unusable)
        {
            // No error can be written any more, and the engine must not meet an exception.
            cmdlet.WriteHostWarning(unwritable.Message);
        }
        catch (JournalException)
        {
            // It was reported.
        }
    }

    private Task<LaunchJournal> Opening() => _opening ??= OpenJournals.OpenExistingAsync(path, client, cmdlet.StopToken);

    /// <summary>The journal, waited for without making its failure an end of the pipeline.</summary>
    private LaunchJournal Usable()
    {
        if (OpenJournals.Find(path) is { } open)
            return open;
        cmdlet.Streams.WriteUntil(Opening(), cmdlet.StopToken);
        return Opening().GetAwaiter().GetResult();
    }
}
