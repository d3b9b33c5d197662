using System.Collections.Concurrent;
using GenesysCloud.Launching.Journal.Storage;

namespace GenesysCloud.Launching.Journal;

/// <summary>
/// The one place where journals are opened. Knows those that runs of this process hold open, so that
/// <c>Start-GenesysFlow -Journal x | Wait-GenesysFlowExecution -Journal x</c> can write to one: a journal is locked against everyone but
/// the run that holds it.
/// </summary>
internal static class OpenJournals
{
    private static readonly ConcurrentDictionary<string, LaunchJournal> s_open =
        new(OperatingSystem.IsLinux() ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase);

    /// <summary>The journal as a run of this process holds it; null if none does.</summary>
    public static LaunchJournal? Find(string path) => s_open.GetValueOrDefault(Path.GetFullPath(path));

    /// <summary>Opens or creates the journal of a run, which others in this process find until it is released.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="client">Whose clock and requests the journal describes.</param>
    /// <param name="identity">What the run launches.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="JournalException">It is in use, of other launches, damaged, or cannot be written.</exception>
    public static async Task<LaunchJournal> OpenForRunAsync(
        string path, GenesysCloudClient client, JournalIdentity identity, CancellationToken cancellationToken) =>
        s_open[Path.GetFullPath(path)] =
            await LaunchJournal.OpenAsync(path, identity, client.ServiceClock, client.Timeout, cancellationToken).ConfigureAwait(false);

    /// <summary>Lets others open a journal that a run held. Before it is closed, or they would find it closed.</summary>
    public static void Release(string path) => s_open.TryRemove(Path.GetFullPath(path), out _);

    /// <summary>Opens a journal that a run has written, to add to what it knows.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="client">Who is asked about its launches.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="JournalException">It cannot be used, or its launches went elsewhere.</exception>
    public static async Task<LaunchJournal> OpenExistingAsync(string path, GenesysCloudClient client, CancellationToken cancellationToken)
    {
        LaunchJournal journal = await LaunchJournal.OpenExistingAsync(path, client.ServiceClock, cancellationToken).ConfigureAwait(false);
        try
        {
            journal.RequireOrigin(client.Region.Name, client.Organization?.Id);
            return journal;
        }
        catch
        {
            await journal.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
