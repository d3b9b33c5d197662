using System.Globalization;

namespace GenesysCloud.Launching.Journal.Storage;

/// <summary>
/// The disk takes so long to write that every intent is too old when it is there: reconciliation would search for a launch around the wrong
/// time.
/// </summary>
public sealed class JournalSlowException : JournalException
{
    internal JournalSlowException(string path, TimeSpan took, int times)
        : base(path, string.Create(
            CultureInfo.InvariantCulture,
            $"The journal '{path}' cannot be used: its disk took {took.TotalSeconds:0} s to write a line, " +
            $"and was too slow {times} times in a row. Nothing more is launched."))
    {
    }
}
