using System.Management.Automation.Host;

namespace Playground.Engines;

/// <summary>The terminal's size, which is all that formatting asks for.</summary>
internal sealed class TerminalScreen : PSHostRawUserInterface
{
    private const int WidthWithoutTerminal = 80;

    public static int Width => Console.IsOutputRedirected ? WidthWithoutTerminal : Console.WindowWidth;

    public override Size BufferSize { get => new(Width, int.MaxValue); set => throw NotSupported(); }
    public override Size WindowSize { get => new(Width, Console.IsOutputRedirected ? 25 : Console.WindowHeight); set => throw NotSupported(); }
    public override Size MaxWindowSize => WindowSize;
    public override Size MaxPhysicalWindowSize => WindowSize;
    public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;
    public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;
    public override string WindowTitle { get; set; } = "";
    public override int CursorSize { get; set; } = 25;
    public override bool KeyAvailable => Console.KeyAvailable;

    public override Coordinates CursorPosition { get => new(Console.CursorLeft, Console.CursorTop); set => throw NotSupported(); }
    public override Coordinates WindowPosition { get => new(0, 0); set => throw NotSupported(); }

    public override void FlushInputBuffer() { }
    public override KeyInfo ReadKey(ReadKeyOptions options) => throw NotSupported();
    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw NotSupported();
    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw NotSupported();
    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw NotSupported();
    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) => throw NotSupported();

    private static NotSupportedException NotSupported() => new("The Playground's terminal only shows text.");
}
