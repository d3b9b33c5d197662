using System.Management.Automation;

namespace Playground.Engines;

/// <summary>Progress in the terminal's last line, for as long as nothing else is written.</summary>
internal sealed class TerminalProgress
{
    private const int BarWidth = 20;
    private const string EraseLine = "\r\e[K";
    private bool _isShown;

    public void Show(ProgressRecord record)
    {
        if (Console.IsOutputRedirected) return;
        Clear();
        if (record.RecordType is ProgressRecordType.Completed) return;
        var line = $"{record.Activity}: {record.StatusDescription}";
        if (record.PercentComplete is var percent and >= 0) line = $"{Bar(percent)} {line}";
        Console.Write(line.Length < TerminalScreen.Width ? line : line[..(TerminalScreen.Width - 1)]);
        _isShown = true;
    }

    public void Clear()
    {
        if (_isShown) Console.Write(EraseLine);
        _isShown = false;
    }

    private static string Bar(int percent)
    {
        var full = BarWidth * percent / 100;
        return $"[{new string('#', full)}{new string('.', BarWidth - full)}]";
    }
}
