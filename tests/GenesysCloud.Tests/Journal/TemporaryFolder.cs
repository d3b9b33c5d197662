using GenesysCloud.Tests.Support;

namespace GenesysCloud.Tests.Journal;

internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("journal-");

    public string this[string name] => Path.Combine(_folder.FullName, name);

    public void Dispose()
    {
        try
        {
            Secrets.DemandNoneIn(_folder);
        }
        finally
        {
            _folder.Delete(recursive: true);
        }
    }
}
