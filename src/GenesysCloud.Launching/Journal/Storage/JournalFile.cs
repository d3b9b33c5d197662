using Microsoft.Win32.SafeHandles;

namespace GenesysCloud.Launching.Journal.Storage;

/// <summary>A journal's file on disk.</summary>
internal sealed class JournalFile : IJournalFile
{
    private readonly FileStream _stream;

    private JournalFile(string path, FileStream stream)
    {
        Path = path;
        _stream = stream;
    }

    public string Path { get; }

    public long Length => RandomAccess.GetLength(_stream.SafeFileHandle);

    /// <remarks>.NET does not tell which file a path names. But what is written to a file changes its length alone.</remarks>
    public bool IsInPlace
    {
        get
        {
            try
            {
                using SafeFileHandle there = File.OpenHandle(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                return RandomAccess.GetLength(there) == Length;
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
            {
                return false;
            }
        }
    }

    /// <summary>For writing. A new file is its user's alone; readers may open it meanwhile.</summary>
    /// <exception cref="JournalException">It cannot be opened, is no regular file, or has another name.</exception>
    public static JournalFile OpenToWrite(JournalPath path, FileMode mode) => OpenToWrite(path, mode, OpenStream);

    /// <param name="path">The file.</param>
    /// <param name="mode">Whether to create it.</param>
    /// <param name="open">Opens a stream, for tests that watch what is asked of it.</param>
    /// <inheritdoc cref="OpenToWrite(JournalPath, FileMode)"/>
    internal static JournalFile OpenToWrite(JournalPath path, FileMode mode, Func<string, FileStreamOptions, FileStream> open)
    {
        RequireRegular(path);
        JournalFile file = Open(
            path, PrivateTo(new() { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.Read, BufferSize = 0 }), open);
        if (FileStatus.Of(path.Target) is not { Names: > 1 } linked)
            return file;
        file.Dispose();
        throw JournalException.Linked(path.Given, linked.Names);
    }

    /// <summary>For reading, whoever writes meanwhile.</summary>
    /// <exception cref="JournalException">It cannot be opened, or is no regular file.</exception>
    public static JournalFile OpenToRead(string path)
    {
        JournalPath place = new(path, path);
        RequireRegular(place);
        var options = new FileStreamOptions
        {
            Mode = FileMode.Open,
            Access = FileAccess.Read,
            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 0,
        };
        return Open(place, options, OpenStream);
    }

    /// <summary>The same options, so that a file they create can be read and written by its user alone.</summary>
    /// <remarks>Elsewhere than on Unix the folder decides.</remarks>
    public static FileStreamOptions PrivateTo(FileStreamOptions options)
    {
        if (!OperatingSystem.IsWindows() && options.Mode != FileMode.Open)
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }

    public int Read(Span<byte> buffer, long offset) => RandomAccess.Read(_stream.SafeFileHandle, buffer, offset);

    public void Write(ReadOnlySpan<byte> bytes, long offset) => RandomAccess.Write(_stream.SafeFileHandle, bytes, offset);

    public void Flush() => _stream.Flush(flushToDisk: true);

    public void Truncate(long length) => RandomAccess.SetLength(_stream.SafeFileHandle, length);

    public void Dispose() => _stream.Dispose();

    /// <summary>To open a pipe would wait for whoever opens its other end.</summary>
    private static void RequireRegular(JournalPath path)
    {
        if (FileStatus.Of(path.Target) is { IsRegular: false })
            throw JournalException.NotRegular(path.Given);
    }

    private static FileStream OpenStream(string path, FileStreamOptions options) => new(path, options);

    private static JournalFile Open(JournalPath path, FileStreamOptions options, Func<string, FileStreamOptions, FileStream> open)
    {
        try
        {
            return new JournalFile(path.Given, open(path.Target, options));
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw JournalException.Unreadable(path.Given, cause);
        }
    }
}
