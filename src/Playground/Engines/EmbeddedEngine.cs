using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using Playground.Engines.Cmdlets;

namespace Playground.Engines;

/// <summary>The PowerShell engine inside this process: the language, the pipeline and the formatting, and little else.</summary>
internal sealed class EmbeddedEngine : IDisposable
{
    private readonly TerminalHost _host = new();
    private readonly Runspace _runspace;
    private PowerShell? _running;

    private EmbeddedEngine(Surroundings surroundings)
    {
        // CreateDefault() would look for assemblies that only pwsh has.
        var state = InitialSessionState.CreateDefault2();
        state.Commands.Add([
            new SessionStateCmdletEntry("Import-Csv", typeof(ImportCsvCommand), null),
            new SessionStateCmdletEntry("Export-Csv", typeof(ExportCsvCommand), null),
            new SessionStateCmdletEntry("Select-Object", typeof(SelectObjectCommand), null),
            new SessionStateCmdletEntry("Sort-Object", typeof(SortObjectCommand), null),
            new SessionStateCmdletEntry("Group-Object", typeof(GroupObjectCommand), null),
            new SessionStateCmdletEntry("Measure-Object", typeof(MeasureObjectCommand), null),
            new SessionStateCmdletEntry("ConvertTo-Json", typeof(ConvertToJsonCommand), null),
        ]);
        _runspace = RunspaceFactory.CreateRunspace(_host, state);
        _runspace.Open();
        _runspace.SessionStateProxy.Path.SetLocation(WildcardPattern.Escape(surroundings.TourDirectory));
        Console.CancelKeyPress += Stop;
    }

    /// <summary>Runs the tour, then commands from the terminal if a prompt is to follow.</summary>
    /// <returns>What <c>exit</c> was given; else 0, or 1 if the tour did not come to its end and no prompt follows.</returns>
    public static int Run(Surroundings surroundings, bool promptFollows)
    {
        InvariantEnglish.ReplaceInvariant();
        using var engine = new EmbeddedEngine(surroundings);
        // As text: a file would be subject to the machine's execution policy.
        var ended = engine.Invoke(shell =>
            shell.AddScript(File.ReadAllText(surroundings.TourScript)).AddParameter("Module", surroundings.Module));
        if (promptFollows) engine.Prompt();
        return engine._host.ExitCode ?? (ended || promptFollows ? 0 : 1);
    }

    public void Dispose()
    {
        Console.CancelKeyPress -= Stop;
        _runspace.Dispose();
    }

    private void Prompt()
    {
        if (_host.ExitCode is null) Console.WriteLine("Now you: a command of your own, or 'exit'.");
        while (_host.ExitCode is null)
        {
            if (ReadCommand() is not { } command) return;
            Invoke(shell => shell.AddScript(command));
        }
    }

    /// <summary>One command, over several lines if it is not whole before.</summary>
    private static string? ReadCommand()
    {
        Console.Write("PS> ");
        var command = Console.ReadLine();
        while (command is not null && !IsWhole(command))
        {
            Console.Write(">> ");
            command = Console.ReadLine() is { Length: > 0 } line ? command + "\n" + line : command + "\n;";
        }
        return command;
    }

    private static bool IsWhole(string command)
    {
        Parser.ParseInput(command, out _, out var errors);
        return !errors.Any(error => error.IncompleteInput);
    }

    /// <summary>Runs a command and shows what comes out of it.</summary>
    /// <returns>Whether it came to its end: it was neither stopped nor ended by an error.</returns>
    private bool Invoke(Action<PowerShell> addCommand)
    {
        using var shell = PowerShell.Create(_runspace);
        addCommand(shell);
        shell.Commands.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        shell.AddCommand("Out-Default");
        _running = shell;
        try
        {
            shell.Invoke();
            return true;
        }
        catch (PipelineStoppedException)
        {
            _host.UI.WriteLine();
        }
        catch (RuntimeException failure)
        {
            ShowError(failure.ErrorRecord);
        }
        finally
        {
            _running = null;
        }
        return false;
    }

    private void ShowError(ErrorRecord error)
    {
        using var shell = PowerShell.Create(_runspace);
        shell.AddCommand("Out-Default");
        shell.Invoke(new[] { error });
    }

    private void Stop(object? sender, ConsoleCancelEventArgs press)
    {
        press.Cancel = true;
        // Not awaited: this is the thread that signals are told on.
        _running?.BeginStop(null, null);
    }
}
