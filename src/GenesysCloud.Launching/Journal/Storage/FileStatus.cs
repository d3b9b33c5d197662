using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace GenesysCloud.Launching.Journal.Storage;

/// <summary>What .NET does not say of a file: whether it is a regular one, and under how many names it exists.</summary>
/// <param name="IsRegular">False for a pipe, a socket, or a device. A folder is regular here: to open it fails by itself.</param>
/// <param name="Names">The number of its names (hard links).</param>
/// <remarks>Layouts: <c>linux/stat.h</c> (struct statx, the same on all architectures); Apple's <c>sys/stat.h</c> (64-bit inodes);
/// BY_HANDLE_FILE_INFORMATION on Windows.</remarks>
internal sealed partial record FileStatus(bool IsRegular, uint Names)
{
    private const int KindMask = 0xF000;
    private const int RegularFile = 0x8000;
    private const int Folder = 0x4000;

    /// <summary>Reads them, following links, without opening a file that to open could block.</summary>
    /// <returns>Null if there is no such file, or if this system does not say.</returns>
    public static FileStatus? Of(string path)
    {
        try
        {
            return OperatingSystem.IsLinux() ? OfLinux(path)
                : OperatingSystem.IsMacOS() ? OfMacOS(path)
                : OperatingSystem.IsWindows() ? OfWindows(path)
                : null;
        }
        catch (Exception absent) when (absent is DllNotFoundException or EntryPointNotFoundException)
        {
            // A C library of another kind. What these facts guard against is rare, so the journal is used without them.
            return null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // Whoever opens the file next meets the same, and reports it as what it is.
            return null;
        }
    }

    private static FileStatus? OfLinux(string path)
    {
        const int WorkingDirectory = -100;
        const uint TypeAndLinks = 0x1 | 0x4;
        Span<byte> facts = stackalloc byte[256];
        return StatX(WorkingDirectory, path, 0, TypeAndLinks, ref MemoryMarshal.GetReference(facts)) == 0
            ? FromUnix(MemoryMarshal.Read<ushort>(facts[28..]), MemoryMarshal.Read<uint>(facts[16..]))
            : null;
    }

    private static FileStatus? OfMacOS(string path)
    {
        Span<byte> facts = stackalloc byte[256];
        ref byte first = ref MemoryMarshal.GetReference(facts);
        int result = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? StatInode64(path, ref first) : Stat(path, ref first);
        return result == 0 ? FromUnix(MemoryMarshal.Read<ushort>(facts[4..]), MemoryMarshal.Read<ushort>(facts[6..])) : null;
    }

    // A folder has a name for each of its subfolders, and is told by the attempt to open it.
    private static FileStatus FromUnix(ushort mode, uint names) => (mode & KindMask) switch
    {
        RegularFile => new FileStatus(true, names),
        Folder => new FileStatus(true, 1),
        _ => new FileStatus(false, names),
    };

    private static FileStatus? OfWindows(string path)
    {
        if (!File.Exists(path))
            return null;
        const uint Disk = 1;
        using SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        Span<byte> facts = stackalloc byte[52];
        return GetFileInformationByHandle(file, ref MemoryMarshal.GetReference(facts))
            ? new FileStatus(GetFileType(file) == Disk, MemoryMarshal.Read<uint>(facts[40..]))
            : null;
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatX(int directory, string path, int flags, uint mask, ref byte facts);

    [LibraryImport("libc", EntryPoint = "stat", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Stat(string path, ref byte facts);

    [LibraryImport("libc", EntryPoint = "stat$INODE64", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatInode64(string path, ref byte facts);

    [LibraryImport("kernel32")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool GetFileInformationByHandle(SafeFileHandle file, ref byte facts);

    [LibraryImport("kernel32")]
    private static partial uint GetFileType(SafeFileHandle file);
}
