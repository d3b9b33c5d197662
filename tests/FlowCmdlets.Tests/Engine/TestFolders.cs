using System.Runtime.CompilerServices;
using FlowCmdlets.Tests.Engine;
using Xunit;

[assembly: AssemblyFixture(typeof(TestFolders))]

namespace FlowCmdlets.Tests.Engine;

/// <summary>Puts the temporary files of all tests into one folder, where the search for secrets finds them.</summary>
public sealed class TestFolders : IDisposable
{
    private static DirectoryInfo? s_root;

    internal static DirectoryInfo Root => s_root ?? throw new InvalidOperationException("The folder has not been made yet.");

    /// <summary>Before anything asks for a temporary folder. Child processes inherit it.</summary>
    [ModuleInitializer]
    internal static void Create()
    {
        s_root = Directory.CreateTempSubdirectory("flow-cmdlets-tests-");
        foreach (string variable in (string[])["TMPDIR", "TMP", "TEMP"])
            Environment.SetEnvironmentVariable(variable, s_root.FullName);
    }

    /// <summary>Searches what is left at the end, and deletes it.</summary>
    public void Dispose()
    {
        try
        {
            SecretScanner.Scan(Root);
        }
        finally
        {
            Root.Delete(recursive: true);
        }
    }
}
