using System.Collections.Concurrent;
using FlowCmdlets.Pipeline;
using GenesysCloud;
using GenesysCloud.Launching.Journal;
using GenesysCloud.Launching.Journal.Storage;

namespace FlowCmdlets.Journals;

/// <summary>
/// The journals that runs of this process have open, so that <c>Start-GenesysFlow -Journal x | Wait-GenesysFlowExecution -Journal x</c> can write to one: a
/// journal is locked against everybody but the run that holds it.
/// </summary>
internal static class OpenJournals
{
    private static readonly ConcurrentDictionary<string, LaunchJournal> s_open =
        new(OperatingSystem.IsLinux() ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase);

    public static void Add(string path, LaunchJournal journal) => s_open[Path.GetFullPath(path)] = journal;

    public static void Remove(string path) => s_open.TryRemove(Path.GetFullPath(path), out _);

    public static LaunchJournal? Find(string path) => s_open.TryGetValue(Path.GetFullPath(path), out LaunchJournal? journal) ? journal : null;

    /// <summary>
    /// Closes a journal when the pipeline is over: no error can be written any more, and the engine must not meet an exception, so the host
    /// says that the journal could not be written to its end.
    /// </summary>
    /// <param name="journal">The journal, or the run that has it.</param>
    /// <param name="cmdlet">Whose it is.</param>
    /// <param name="isTold">Whether that was told before.</param>
    public static void Close(IAsyncDisposable journal, GenesysCmdlet cmdlet, bool isTold = false)
    {
        try
        {
            journal.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
        catch (JournalException unwritable)
        {
            if (!isTold)
                cmdlet.SayLast(unwritable.Message);
        }
    }

    /// <summary>Opens a journal that a run has written, to add to what it knows.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="client">Who is asked about its launches.</param>
    /// <param name="organizationId">The organisation that the client belongs to; null if that is not known.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="JournalException">It cannot be used, or its launches went elsewhere.</exception>
    public static async Task<LaunchJournal> OpenExistingAsync(
        string path, GenesysCloudClient client, string? organizationId, CancellationToken cancellationToken)
    {
        LaunchJournal journal = await LaunchJournal.OpenExistingAsync(path, client.ServiceClock, cancellationToken).ConfigureAwait(false);
        try
        {
            journal.DemandOrigin(client.Region.Name, organizationId);
            return journal;
        }
        catch
        {
            await journal.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
