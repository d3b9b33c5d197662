namespace GenesysCloud.Launching.Journal.Storage;

/// <summary>
/// The journal cannot be used: it cannot be read, or cannot be written. Whoever meets it launches nothing, because a
/// launch without its intent on disk could not be told from one that never happened.
/// </summary>
public class JournalException : Exception
{
    internal JournalException(string path, string message, Exception? innerException = null)
        : base(message, innerException) => Path = path;

    /// <summary>Full path of the journal.</summary>
    public string Path { get; }

    internal static JournalException Unreadable(string path, Exception cause) =>
        new(path, $"The journal '{path}' can't be opened: {Reason(path, cause)}", cause);

    internal static JournalException Unwritable(string path, Exception cause) =>
        new(path, $"The journal '{path}' can't be written: {Reason(path, cause)}", cause);

    internal static JournalException NotRegular(string path) =>
        new(path, $"The journal '{path}' can't be used: it is a pipe or a device, not a file.");

    internal static JournalException Linked(string path, uint names) => new(
        path,
        $"The journal '{path}' can't be used: the file has {names} names (hard links), " +
        "so another run could write to it under another name. Copy it to a separate file.");

    internal static JournalException LockTaken(string path, string lockPath, string reason) =>
        new(path, $"The journal '{path}' can't be locked: '{lockPath}' {reason}. Use another name for the journal, or move that file.");

    internal static JournalException Replaced(string path) =>
        new(path, $"The journal '{path}' was replaced or removed while it was in use. No more rows are launched.");

    internal static JournalException LockRemoved(string path) => new(
        path,
        $"The lock file of the journal '{path}' was removed or taken while the journal was in use, so that another run may use it too. " +
        "No more rows are launched.");

    // The runtime reports a folder in the file's place as a denied access, which sends people looking for permissions.
    private static string Reason(string path, Exception cause) => cause switch
    {
        UnauthorizedAccessException when Directory.Exists(path) => "it is a folder, not a file.",
        DirectoryNotFoundException => "its folder doesn't exist.",
        _ => $"{cause.Message.TrimEnd('.', ' ')}.",
    };
}

/// <summary>Another run holds the journal. Two runs on one journal would launch rows twice.</summary>
public sealed class JournalInUseException : JournalException
{
    internal JournalInUseException(string path, JournalHolder? holder, Exception? innerException = null)
        : base(path, Describe(path, holder), innerException)
    {
        ProcessId = holder?.ProcessId;
        Machine = holder?.Machine;
        Since = holder?.Since;
    }

    /// <summary>Process that holds the journal; null if it could not be read, as while it is just being taken.</summary>
    public int? ProcessId { get; }

    /// <summary>Name of the machine that process runs on.</summary>
    public string? Machine { get; }

    /// <summary>When it took the journal, UTC.</summary>
    public DateTimeOffset? Since { get; }

    private static string Describe(string path, JournalHolder? holder) =>
        $"The journal '{path}' is in use by " + (holder is null
            ? "another run."
            : $"process {holder.ProcessId} on {holder.Machine} since {holder.Since:u}.");
}

/// <summary>The journal belongs to another flow, region or organization, or knows its rows by another key.</summary>
public sealed class JournalMismatchException : JournalException
{
    internal JournalMismatchException(string path, IReadOnlyList<string> differences)
        : base(path, $"The journal '{path}' belongs to other launches: {string.Join("; ", differences)}.") =>
        Differences = differences;

    /// <summary>What differs, one sentence part each, such as "its region is us-east-1, not eu-west-1".</summary>
    public IReadOnlyList<string> Differences { get; }
}

/// <summary>A line before the end is not as it was written. A torn last line is normal and never reported.</summary>
public sealed class JournalDamagedException : JournalException
{
    internal JournalDamagedException(string path, long line, string reason, Exception? innerException = null)
        : base(path, $"The journal '{path}' is damaged at line {line}: {reason}.", innerException) => Line = line;

    /// <summary>Number of the line, the header being 1.</summary>
    public long Line { get; }
}

/// <summary>The file is no journal, holds none yet, or was written by a newer version of the module.</summary>
public sealed class JournalFormatException : JournalException
{
    internal JournalFormatException(string path, string message)
        : base(path, message)
    {
    }
}
