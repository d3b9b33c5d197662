using System.Globalization;
using System.Management.Automation.Host;

namespace Playground.Engines;

/// <summary>What the engine takes for the program around it.</summary>
internal sealed class TerminalHost : PSHost
{
    private readonly TerminalUI _ui = new();

    /// <summary>What <c>exit</c> was given; null as long as nobody wants to leave.</summary>
    public int? ExitCode { get; private set; }

    public override Guid InstanceId { get; } = Guid.NewGuid();
    public override string Name => "Playground";
    public override Version Version { get; } = typeof(TerminalHost).Assembly.GetName().Version!;
    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;
    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;
    public override PSHostUserInterface UI => _ui;

    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

    public override void EnterNestedPrompt() => throw new NotSupportedException("The Playground has no nested prompt.");
    public override void ExitNestedPrompt() => throw new NotSupportedException("The Playground has no nested prompt.");

    public override void NotifyBeginApplication() { }
    public override void NotifyEndApplication() { }
}
