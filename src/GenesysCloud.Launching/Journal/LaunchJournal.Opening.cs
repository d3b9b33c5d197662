using System.Security.Cryptography;
using GenesysCloud.Launching.Journal.Storage;

namespace GenesysCloud.Launching.Journal;

internal sealed partial class LaunchJournal
{
    private const string RunLetters = "abcdefghijkmnpqrstuvwxyz23456789"; // none that people take for another

    /// <summary>Opens a journal for one run, creates it if there is none, and keeps every other run away from it.</summary>
    /// <param name="path">The file. Its folder must exist.</param>
    /// <param name="identity">What the run launches.</param>
    /// <param name="time">Clock of the times written.</param>
    /// <param name="cancellationToken">Ends the reading of a long journal; nothing is changed then.</param>
    /// <exception cref="JournalInUseException">Another run holds it.</exception>
    /// <exception cref="JournalLostException">An earlier run lost it, and no one has restored it.</exception>
    /// <exception cref="JournalMismatchException">It belongs to other launches.</exception>
    /// <exception cref="JournalDamagedException">A line before the end was changed.</exception>
    /// <exception cref="JournalFormatException">It is no journal, or a newer one.</exception>
    /// <exception cref="JournalException">It cannot be read or written.</exception>
    public static Task<LaunchJournal> OpenAsync(
        string path, JournalIdentity identity, TimeProvider time, CancellationToken cancellationToken = default) =>
        OpenAsync(path, identity, time, null, cancellationToken);

    /// <param name="path">The file. Its folder must exist.</param>
    /// <param name="identity">What the run launches.</param>
    /// <param name="time">Clock of the times written.</param>
    /// <param name="requestTimeout">How long a request of this run may be under way; null for a run that sends none.</param>
    /// <param name="cancellationToken">Ends the reading of a long journal; nothing is changed then.</param>
    /// <inheritdoc cref="OpenAsync(string, JournalIdentity, TimeProvider, CancellationToken)"/>
    public static Task<LaunchJournal> OpenAsync(
        string path,
        JournalIdentity identity,
        TimeProvider time,
        TimeSpan? requestTimeout,
        CancellationToken cancellationToken = default) =>
        OpenAsync(path, FileMode.OpenOrCreate, identity, time, requestTimeout, cancellationToken);

    /// <summary>Opens a journal to add to it, whatever it is about, such as to reconcile its rows.</summary>
    /// <inheritdoc cref="OpenAsync(string, JournalIdentity, TimeProvider, CancellationToken)"/>
    public static Task<LaunchJournal> OpenExistingAsync(
        string path, TimeProvider time, CancellationToken cancellationToken = default) =>
        OpenAsync(path, FileMode.Open, null, time, null, cancellationToken);

    /// <param name="file">The file, which the journal then owns, also if it cannot be opened.</param>
    /// <param name="heldLock">Released with the journal, after the file is closed.</param>
    /// <param name="identity">Null to take the journal as it is.</param>
    /// <param name="time">Clock of the times written.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static Task<LaunchJournal> OpenAsync(
        IJournalFile file, IDisposable? heldLock, JournalIdentity? identity, TimeProvider time, CancellationToken cancellationToken) =>
        OpenAsync(file, heldLock, identity, time, requestTimeout: null, cancellationToken);

    /// <param name="file">The file, which the journal then owns, also if it cannot be opened.</param>
    /// <param name="heldLock">Released with the journal, after the file is closed.</param>
    /// <param name="identity">Null to take the journal as it is.</param>
    /// <param name="time">Clock of the times written.</param>
    /// <param name="requestTimeout">How long a request of this run may be under way; null for a run that sends none.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static Task<LaunchJournal> OpenAsync(
        IJournalFile file,
        IDisposable? heldLock,
        JournalIdentity? identity,
        TimeProvider time,
        TimeSpan? requestTimeout,
        CancellationToken cancellationToken) =>
        OpenAsync(file, null, heldLock, identity, time, requestTimeout, cancellationToken);

    private static async Task<LaunchJournal> OpenAsync(
        IJournalFile file,
        JournalPath? path,
        IDisposable? heldLock,
        JournalIdentity? identity,
        TimeProvider time,
        TimeSpan? requestTimeout,
        CancellationToken cancellationToken)
    {
        try
        {
            int timeoutSeconds = JournalTime.ToSeconds(requestTimeout);
            ArgumentOutOfRangeException.ThrowIfNegative(timeoutSeconds, nameof(requestTimeout));
            JournalContent content = await Task.Run(() => JournalReader.Read(file, cancellationToken), cancellationToken)
                .ConfigureAwait(false);
            JournalHeader header = HeaderFor(content, file.Path, identity, time, timeoutSeconds);
            CutTornLine(file, content.Length);
            LaunchJournal journal = new(header, content, file, path, heldLock, time);
            await journal.BeginAsync(isNew: content.Header is null, timeoutSeconds).ConfigureAwait(false);
            return journal;
        }
        catch
        {
            file.Dispose();
            heldLock?.Dispose();
            throw;
        }
    }

    private static async Task<LaunchJournal> OpenAsync(
        string path, FileMode mode, JournalIdentity? identity, TimeProvider time,
        TimeSpan? requestTimeout, CancellationToken cancellationToken)
    {
        var place = JournalPath.Of(path);
        LostJournal.RequireNone(place);
        JournalReader.RequireJournal(place);
        var heldLock = JournalLock.Acquire(place, time);
        JournalFile file;
        try
        {
            // Once more, now that no run can lose it any more.
            LostJournal.RequireNone(place);
            file = JournalFile.OpenToWrite(place, mode);
        }
        catch
        {
            heldLock.Dispose();
            throw;
        }

        return await OpenAsync(file, place, heldLock, identity, time, requestTimeout, cancellationToken).ConfigureAwait(false);
    }

    private static JournalHeader HeaderFor(
        JournalContent content, string path, JournalIdentity? identity, TimeProvider time, int timeoutSeconds)
    {
        if (content.Header is not { } header)
        {
            return identity is null
                ? throw new JournalFormatException(path, $"The journal '{path}' is empty.")
                : new JournalHeader(RandomNumberGenerator.GetString(RunLetters, 8), identity, time.GetUtcNow(), timeoutSeconds);
        }

        if (identity is not null)
            header.Identity.RequireSame(identity, path);
        return header;
    }

    // A torn line records nothing that anyone relied on: a send waits until its intent is whole on disk, and an outcome
    // that is torn leaves its row in doubt, to be reconciled.
    private static void CutTornLine(IJournalFile file, long length)
    {
        try
        {
            if (file.Length > length)
                file.Truncate(length);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw JournalException.Unwritable(file.Path, cause);
        }
    }

    private Task BeginAsync(bool isNew, int timeoutSeconds)
    {
        if (!isNew)
        {
            return Write("resumed", null, timeoutSeconds, JournalFields.Timeout);
        }

        _table.TimeoutSeconds = timeoutSeconds;
        Header.WriteFields(_line.Begin());
        (ReadOnlyMemory<byte> line, _checksum) = _line.Seal(_checksum);
        return _commit.Append(line.Span);
    }
}
