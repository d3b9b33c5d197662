using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Internal;
using System.Security;

namespace Playground.Engines;

/// <summary>Writes the streams to the terminal, in colour where it is one, and asks questions there.</summary>
internal sealed class TerminalUI : PSHostUserInterface
{
    private const string Yellow = "\e[33;1m";
    private const string Red = "\e[31;1m";
    private const string Reset = "\e[0m";

    private readonly TerminalProgress _progress = new();

    public override PSHostRawUserInterface RawUI { get; } = new TerminalScreen();
    public override bool SupportsVirtualTerminal => true;

    public override void Write(string value)
    {
        _progress.Clear();
        Console.Write(Console.IsOutputRedirected ? new StringDecorated(value).ToString(OutputRendering.PlainText) : value);
    }

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);
    public override void WriteLine(string value) => Write(Console.IsOutputRedirected ? value + Environment.NewLine : WordWrap.Wrap(value, TerminalScreen.Width) + Environment.NewLine);
    public override void WriteErrorLine(string value) => WriteLine(Red + value + Reset);
    public override void WriteWarningLine(string message) => WriteLine($"{Yellow}WARNING: {message}{Reset}");
    public override void WriteVerboseLine(string message) => WriteLine($"{Yellow}VERBOSE: {message}{Reset}");
    public override void WriteDebugLine(string message) => WriteLine($"{Yellow}DEBUG: {message}{Reset}");

    public override void WriteProgress(long sourceId, ProgressRecord record) => _progress.Show(record);

    public override string ReadLine() => Console.ReadLine() ?? "";

    public override SecureString ReadLineAsSecureString()
    {
        var secret = new SecureString();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key is not ConsoleKey.Backspace) secret.AppendChar(key.KeyChar);
            else if (secret.Length > 0) secret.RemoveAt(secret.Length - 1);
        }
        WriteLine("");
        return secret;
    }

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions)
    {
        var answers = new Dictionary<string, PSObject>();
        WriteLine($"{caption}\n{message}");
        foreach (var field in descriptions)
        {
            Write(field.Name + ": ");
            object answer = field.ParameterTypeFullName == typeof(SecureString).FullName ? ReadLineAsSecureString() : ReadLine();
            answers[field.Name] = PSObject.AsPSObject(answer);
        }
        return answers;
    }

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        // The letter that follows the ampersand chooses.
        var keys = choices.Select(choice => choice.Label[(choice.Label.IndexOf('&') + 1)..][..1].ToUpperInvariant()).ToList();
        var labels = choices.Select((choice, i) => $"[{keys[i]}] {choice.Label.Replace("&", "", StringComparison.Ordinal)}");
        WriteLine($"{caption}\n{message}");
        while (true)
        {
            Write($"{string.Join("  ", labels)}{(defaultChoice < 0 ? "" : $"  (default is '{keys[defaultChoice]}')")}: ");
            var answer = ReadLine();
            if (answer.Length == 0 && defaultChoice >= 0) return defaultChoice;
            var chosen = keys.FindIndex(key => key.Equals(answer, StringComparison.OrdinalIgnoreCase));
            if (chosen >= 0) return chosen;
        }
    }

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName)
    {
        WriteLine($"{caption}\n{message}");
        if (string.IsNullOrEmpty(userName))
        {
            Write("User: ");
            userName = ReadLine();
        }
        Write($"Password for user {userName}: ");
        return new PSCredential(userName, ReadLineAsSecureString());
    }

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
        PromptForCredential(caption, message, userName, targetName);
}
