namespace Benchmarks.Setting;

/// <summary>A folder for journals, which goes with them.</summary>
internal sealed class JournalFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("GenesysFlows-benchmark-");

    /// <summary>Where the next journal goes.</summary>
    public string NewPath() => Path.Combine(_folder.FullName, Path.GetRandomFileName());

    /// <summary>The parameter that has a launch write the next journal.</summary>
    public string NewJournal() => $"-Journal '{NewPath()}'";

    public void Dispose() => _folder.Delete(recursive: true);
}
