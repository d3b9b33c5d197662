using GenesysCloud.Launching.Journal;
using GenesysCloud.Launching.Journal.Storage;

namespace FlowCmdlets.Pipeline;

/// <summary>Writes a file that may replace one.</summary>
internal static class ReplacedFile
{
    /// <summary>
    /// Writes the file beside its place and moves it there, so that a failure leaves the file of before. A link keeps leading to its file.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="force">Whether a read-only file is replaced too.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="IOException">The file can't be written, or must not be replaced.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its folder may not be written, or the file is read-only.</exception>
    public static void Write(string path, bool force, Action<Stream> write)
    {
        if (File.Exists(path) && File.GetAttributes(path).HasFlag(FileAttributes.ReadOnly))
        {
            if (!force)
                throw new UnauthorizedAccessException("It is read-only.");
            File.SetAttributes(path, File.GetAttributes(path) & ~FileAttributes.ReadOnly);
        }

        // It would be replaced by a file. /dev/stdout may lead to one, which has all other output.
        if (FileStatus.Of(path) is { IsRegular: false } || IsDevice(path))
            throw new NotReplaceableException("It is a device or a pipe, not a file.");

        // Without it, its rows would be launched again.
        if (JournalHeader.IsJournal(path))
            throw new NotReplaceableException("It is a journal, which records what was launched.");
        string folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? path;
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"The folder '{folder}' doesn't exist.");
        string target = new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;
        string beside = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (FileStream stream = File.Create(beside))
                write(stream);
            File.Move(beside, target, overwrite: true);
        }
        finally
        {
            File.Delete(beside);
        }
    }

    /// <summary>Whether two paths are the same, by the rules of the system.</summary>
    public static bool IsSame(string path, string other) => Path.GetFullPath(path).Equals(
        Path.GetFullPath(other), OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);

    private static bool IsDevice(string path) =>
        !OperatingSystem.IsWindows() && Path.GetFullPath(path).StartsWith("/dev/", StringComparison.Ordinal);
}

/// <summary>What is at the path must not be replaced.</summary>
/// <param name="message">What it is, as a sentence.</param>
internal sealed class NotReplaceableException(string message) : IOException(message);
