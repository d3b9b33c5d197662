using System.Diagnostics;
using GenesysCloud.Launching.Journal;

namespace GenesysCloud.Tests.Journal;

/// <summary>
/// Another process that sends rows with a journal until it is killed: this test program, started once more with the
/// <see cref="StartupHook"/>, which the runtime calls before the program begins.
/// </summary>
internal sealed class JournalChild : IDisposable
{
    private const string Variable = "GENESYSFLOWS_TEST_JOURNAL";

    private readonly Process _process;

    private JournalChild(Process process) => _process = process;

    public int Id => _process.Id;

    /// <param name="path">The journal.</param>
    /// <param name="tracer">A program and its arguments that runs it and watches it; empty for none.</param>
    public static JournalChild Start(string path, params string[] tracer)
    {
        string assembly = typeof(JournalChild).Assembly.Location;
        string[] command = [.. tracer, Path.ChangeExtension(assembly, OperatingSystem.IsWindows() ? ".exe" : null)!];
        ProcessStartInfo start = new(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { [Variable] = path, ["DOTNET_STARTUP_HOOKS"] = assembly },
        };
        return new JournalChild(Process.Start(start)!);
    }

    /// <summary>Key of the next row whose intent it says is on disk.</summary>
    public async Task<string> NextKeyAsync() =>
        await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The child has ended.");

    /// <summary>Ends it as SIGKILL does, and returns what it still had said.</summary>
    public async Task<string[]> KillAsync()
    {
        _process.Kill();
        string rest = await _process.StandardOutput.ReadToEndAsync();
        await _process.WaitForExitAsync();
        return rest.Split(Environment.NewLine)[..^1]; // the last one may be cut
    }

    /// <summary>Lets it come to its end.</summary>
    public async Task EndAsync()
    {
        _process.StandardInput.Close();
        await _process.StandardOutput.ReadToEndAsync();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    public static async Task SendUntilKilledAsync()
    {
        string path = Environment.GetEnvironmentVariable(Variable)!;
        Task parentIsGone = Task.Run(Console.In.ReadToEnd);
        await using LaunchJournal journal = await LaunchJournal.OpenAsync(path, Journals.Identity, TimeProvider.System);
        for (int row = 1; !parentIsGone.IsCompleted; row++)
        {
            string key = $"E-{row}";
            await journal.SendAsync(key, row);
            _ = journal.LaunchedAsync(key, $"execution-{row}");
            Console.WriteLine(key);
        }
    }
}
