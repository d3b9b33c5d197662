namespace GenesysCloud.Launching.Journal.Storage;

/// <summary>
/// Keeps a second run away from a journal: the file <c>&lt;journal&gt;.lock</c>, held open. The operating system lets go of
/// it when the process ends, however it ends, so one left behind never blocks.
/// </summary>
/// <remarks>
/// On Unix the runtime maps <see cref="FileShare.None"/> to an exclusive <c>flock</c> and everything else to a shared one,
/// so the journal itself, which reports may read meanwhile, cannot be what excludes; and a file under an exclusive lock
/// cannot be read to learn who holds it. Therefore two steps: open exclusively, write who we are, close; open again shared,
/// so that others can read it but none can open it exclusively, and look whether it still says that it is us. If another
/// came between, it does not, because it is only ever written under the exclusive lock.
/// </remarks>
internal sealed class JournalLock : IDisposable
{
    // A holder that leaves in the very moment costs one try; more of them than this in a row is something else.
    private const int MostTries = 10;

    private readonly FileStream _held;
    private readonly Guid _token;

    private JournalLock(FileStream held, Guid token) => (_held, _token) = (held, token);

    /// <summary>
    /// Whether the lock file is still there and says that it is us. Whoever removed it let another run take the journal. What is on disk
    /// when this is true is read by any run that takes it later.
    /// </summary>
    public bool IsHeld
    {
        get
        {
            try
            {
                using FileStream file = new(_held.Name, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                return JournalHolder.ReadFrom(file)?.Token == _token;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return false;
            }
        }
    }

    /// <exception cref="JournalInUseException">Another run, here or in another process, holds the journal.</exception>
    /// <exception cref="JournalException">The lock file cannot be written, or is someone else's file.</exception>
    public static JournalLock Acquire(JournalPath path, TimeProvider time) => Acquire(path, time, Hold);

    /// <param name="path">The journal.</param>
    /// <param name="time">Clock of the holder's record.</param>
    /// <param name="hold">The second step; <see cref="Hold"/>, but for tests of what a file system may do.</param>
    internal static JournalLock Acquire(JournalPath path, TimeProvider time, Func<JournalPath, JournalHolder, JournalLock> hold)
    {
        var me = JournalHolder.Current(time);
        for (int tries = 1; ; tries++)
        {
            try
            {
                if (new FileInfo(path.Lock).LinkTarget is not null)
                    throw JournalException.LockTaken(path.Given, path.Lock, "is a link");
                Claim(path, me);
                return hold(path, me);
            }
            catch (FileNotFoundException) when (tries < MostTries)
            {
                // What we wrote into was the file of a holder that removed it while it left: the journal is free.
            }
            catch (IOException cause) when (IsSharingViolation(cause))
            {
                throw new JournalInUseException(path.Given, HolderOf(path), cause);
            }
            catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
            {
                throw JournalException.Unreadable(path.Given, cause);
            }
        }
    }

    /// <summary>The first step: says who we are, if no one holds the journal.</summary>
    /// <exception cref="IOException">Someone does, or is at this step too.</exception>
    /// <exception cref="JournalException">The file is no lock of a journal.</exception>
    internal static void Claim(JournalPath path, JournalHolder me)
    {
        if (FileStatus.Of(path.Lock) is { IsRegular: false })
            throw JournalException.LockTaken(path.Given, path.Lock, "is a pipe or a device");
        using FileStream exclusive = new(path.Lock, JournalFile.PrivateTo(
            new() { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None }));
        if (!JournalHolder.IsRecord(exclusive))
            throw JournalException.LockTaken(path.Given, path.Lock, "belongs to another program");
        exclusive.SetLength(0);
        me.WriteTo(exclusive);
    }

    /// <summary>The second step: keeps everyone else from the first, unless someone was there after us.</summary>
    internal static JournalLock Hold(JournalPath path, JournalHolder me)
    {
        FileStream held = new(path.Lock, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        var holder = JournalHolder.ReadFrom(held);
        if (holder?.Token == me.Token)
            return new JournalLock(held, me.Token);
        held.Dispose();
        throw new JournalInUseException(path.Given, holder);
    }

    /// <summary>Removes the file, then lets go of it: in this order none can take a file that is about to vanish.</summary>
    public void Dispose()
    {
        try
        {
            // Where the file was removed meanwhile, the one that is there now is another run's.
            if (IsHeld)
                File.Delete(_held.Name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A file that stays behind tells nothing and blocks no one.
        }

        _held.Dispose();
    }

    private static JournalHolder? HolderOf(JournalPath path)
    {
        try
        {
            using FileStream file = new(path.Lock, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return JournalHolder.ReadFrom(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // It is just being taken, or was let go: that it was in use stays true.
        }
    }

    // ERROR_SHARING_VIOLATION on Windows; EWOULDBLOCK of flock elsewhere, which the runtime passes on as it is.
    private static bool IsSharingViolation(IOException cause) => cause.HResult switch
    {
        unchecked((int)0x80070020) => OperatingSystem.IsWindows(),
        11 => OperatingSystem.IsLinux(),
        35 => OperatingSystem.IsMacOS() || OperatingSystem.IsFreeBSD(),
        _ => false,
    };
}
