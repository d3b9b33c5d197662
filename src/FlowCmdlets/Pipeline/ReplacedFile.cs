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
    /// <exception cref="IOException">The file can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its folder may not be written, or the file is read-only.</exception>
    public static void Write(string path, bool force, Action<Stream> write)
    {
        if (File.Exists(path) && File.GetAttributes(path).HasFlag(FileAttributes.ReadOnly))
        {
            if (!force)
                throw new UnauthorizedAccessException("It is read-only.");
            File.SetAttributes(path, File.GetAttributes(path) & ~FileAttributes.ReadOnly);
        }

        // A device or a pipe would be replaced by a file.
        if (FileStatus.Of(path) is { IsRegular: false })
            throw new IOException("It is a device or a pipe, not a file.");
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
}
