using System.Runtime.Versioning;
using System.Security.AccessControl;
using System.Security.Principal;

namespace FlowCmdlets.Profiles;

/// <summary>Whether others than its owner can read or change a file that holds secrets.</summary>
internal static class FileExposure
{
    private const UnixFileMode OthersRead = UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode OthersWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>What to say about it; null if nothing is wrong, or nothing is known.</summary>
    /// <param name="path">The file.</param>
    public static string? Find(string path)
    {
        try
        {
            (bool read, bool write) = OperatingSystem.IsWindows() ? OnWindows(path) : OnUnix(path);
            if (!read && !write)
                return null;
            string what = (read, write) switch
            {
                (true, true) => "read and change",
                (true, false) => "read",
                _ => "change",
            };
            string command = OperatingSystem.IsWindows()
                ? $"icacls '{path}' /inheritance:r /grant:r \"${{env:USERNAME}}:F\""
                : $"chmod go-rwx '{path}' '{Path.GetDirectoryName(path)}'";
            return $"Other users can {what} the file '{path}', which contains secrets. " +
                $"Restrict the permissions of the file and its folder: {command}.";
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException or PlatformNotSupportedException)
        {
            // File systems without permissions, and those that aren't shown. The profile itself was read.
            return null;
        }
    }

    [UnsupportedOSPlatform("windows")]
    private static (bool Read, bool Write) OnUnix(string path)
    {
        // What a link leads to is what is read.
        string file = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        UnixFileMode mode = File.GetUnixFileMode(file);

        // Whoever can write to the folder can put another file in its place.
        UnixFileMode folder = File.GetUnixFileMode(Path.GetDirectoryName(Path.GetFullPath(file))!);
        bool canReplace = (folder & OthersWrite) != 0 && (folder & UnixFileMode.StickyBit) == 0;
        return ((mode & OthersRead) != 0, (mode & OthersWrite) != 0 || canReplace);
    }

    [SupportedOSPlatform("windows")]
    private static (bool Read, bool Write) OnWindows(string path)
    {
        SecurityIdentifier[] others =
        [
            new(WellKnownSidType.WorldSid, null),
            new(WellKnownSidType.AuthenticatedUserSid, null),
            new(WellKnownSidType.BuiltinUsersSid, null),
        ];
        FileSystemRights rights = new FileInfo(path).GetAccessControl()
            .GetAccessRules(includeExplicit: true, includeInherited: true, typeof(SecurityIdentifier))
            .OfType<FileSystemAccessRule>()
            .Where(rule => rule.AccessControlType == AccessControlType.Allow && others.Contains(rule.IdentityReference))
            .Aggregate(default(FileSystemRights), (all, rule) => all | rule.FileSystemRights);
        return ((rights & FileSystemRights.ReadData) != 0, (rights & FileSystemRights.WriteData) != 0);
    }
}
