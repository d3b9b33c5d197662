using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace FlowCmdlets.Tests.Engine;

/// <summary>A host with a window that remembers its lines, and a person before it who answers.</summary>
internal sealed class TestHost : PSHost
{
    private readonly HostWindow _window = new();

    /// <summary>Where lines go; set for each script.</summary>
    public Transcript Transcript
    {
        get => _window.Transcript;
        set => _window.Transcript = value;
    }

    /// <summary>Every question asked so far.</summary>
    public IReadOnlyList<string> Questions => _window.Questions;

    /// <summary>What the person chooses, such as <c>Yes</c> or <c>No</c>.</summary>
    public string Answer
    {
        get => _window.Answer;
        set => _window.Answer = value;
    }

    /// <summary>What the person chooses where that depends on the question; unless set, always <see cref="Answer"/>.</summary>
    public Func<string, string>? AnswerTo
    {
        get => _window.AnswerTo;
        set => _window.AnswerTo = value;
    }

    /// <summary>Columns of the screen; unless set, so many that no column of a table is cut.</summary>
    public int Width
    {
        get => _window.RawUI.WindowSize.Width;
        set => _window.RawUI.BufferSize = _window.RawUI.WindowSize = new Size(value, 50);
    }

    /// <summary>Whether the screen shows colors.</summary>
    public bool HasColors
    {
        get => _window.HasColors;
        set => _window.HasColors = value;
    }

    /// <summary>What a script ended itself with; null if none did.</summary>
    public int? ExitCode { get; private set; }

    public override PSHostUserInterface UI => _window;

    public override string Name => "FlowCmdlets.Tests";

    public override Version Version { get; } = new(1, 0);

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

    public override void EnterNestedPrompt() => throw new NotSupportedException();

    public override void ExitNestedPrompt() => throw new NotSupportedException();

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }

    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

    private sealed class HostWindow : PSHostUserInterface
    {
        private readonly List<string> _questions = [];

        public Transcript Transcript { get; set; } = new();

        public IReadOnlyList<string> Questions => _questions;

        public string Answer { get; set; } = "";

        public Func<string, string>? AnswerTo { get; set; }

        public bool HasColors { get; set; }

        public override bool SupportsVirtualTerminal => HasColors;

        public override PSHostRawUserInterface RawUI { get; } = new Screen();

        public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
        {
            _questions.Add(message);
            string answer = AnswerTo is null ? Answer : AnswerTo(message);
            for (int choice = 0; choice < choices.Count; choice++)
            {
                if (choices[choice].Label.Replace("&", "", StringComparison.Ordinal) == answer)
                    return choice;
            }

            throw new InvalidOperationException($"Nobody said what to answer to '{message}'.");
        }

        public override void Write(string value) => Transcript.Add(Channel.HostLine, value);

        public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);

        public override void WriteLine(string value) => Transcript.Add(Channel.HostLine, value);

        public override void WriteWarningLine(string message) => Transcript.Add(Channel.HostWarning, message);

        public override void WriteErrorLine(string value) => Transcript.Add(Channel.HostLine, value);

        // These come by their streams as well, where they are recorded.
        public override void WriteDebugLine(string message)
        {
        }

        public override void WriteVerboseLine(string message)
        {
        }

        public override void WriteProgress(long sourceId, ProgressRecord record)
        {
        }

        public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
            throw new InvalidOperationException($"Asked for {string.Join(", ", descriptions.Select(field => field.Name))}.");

        public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
            throw new NotSupportedException();

        public override PSCredential PromptForCredential(
            string caption, string message, string userName, string targetName,
            PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
            throw new NotSupportedException();

        public override string ReadLine() => throw new NotSupportedException();

        public override SecureString ReadLineAsSecureString() => throw new NotSupportedException();
    }

    private sealed class Screen : PSHostRawUserInterface
    {
        public override Size BufferSize { get; set; } = new(200, 50);

        public override Size WindowSize { get; set; } = new(200, 50);

        public override Size MaxWindowSize => WindowSize;

        public override Size MaxPhysicalWindowSize => WindowSize;

        public override ConsoleColor ForegroundColor { get; set; }

        public override ConsoleColor BackgroundColor { get; set; }

        public override Coordinates CursorPosition { get; set; }

        public override Coordinates WindowPosition { get; set; }

        public override int CursorSize { get; set; }

        public override string WindowTitle { get; set; } = "";

        public override bool KeyAvailable => false;

        public override KeyInfo ReadKey(ReadKeyOptions options) => throw new NotSupportedException();

        public override void FlushInputBuffer()
        {
        }

        public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw new NotSupportedException();

        public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) =>
            throw new NotSupportedException();

        public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw new NotSupportedException();

        public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw new NotSupportedException();
    }
}
