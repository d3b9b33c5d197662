using System.Runtime.InteropServices;
using Xunit;

namespace GenesysCloud.Tests.Journal;

/// <summary>Runs code with the file permissions of an ordinary user, also where root runs the tests.</summary>
internal static class OrdinaryUser
{
    private const uint Nobody = 65534;
    private const uint NoChange = uint.MaxValue;

    /// <summary>Skips the test where permissions cannot be tested: on Windows, and for root elsewhere than on Linux.</summary>
    public static void SkipUnlessAvailable() => Assert.SkipWhen(
        OperatingSystem.IsWindows() || (Environment.IsPrivilegedProcess && !OperatingSystem.IsLinux()),
        "Unix permissions are tested as an ordinary user, and on Linux as root.");

    /// <summary>Starts the action on a thread of its own, on which root has no more access to files than anybody else.</summary>
    /// <remarks>Linux keeps the user for file access per thread. It ends with the thread, so that no other code runs under it.</remarks>
    public static async Task<T> RunAsync<T>(Func<Task<T>> action)
    {
        TaskCompletionSource<Task<T>> started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Thread thread = new(() =>
        {
            try
            {
                if (Environment.IsPrivilegedProcess)
                    GiveUpRoot();
                started.SetResult(action());
            }
            catch (Exception failure)
            {
                started.SetException(failure);
            }
        });
        thread.Start();
        return await await started.Task;
    }

    private static void GiveUpRoot()
    {
        // It returns the user before the call and reports no error, so a second call tells whether the first one worked.
        _ = SetFileSystemUser(Nobody);
        if (SetFileSystemUser(NoChange) != Nobody)
            throw new InvalidOperationException("This process may not change its user for file access (CAP_SETUID is missing).");
    }

    [DllImport("libc", EntryPoint = "setfsuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint SetFileSystemUser(uint user);
}
