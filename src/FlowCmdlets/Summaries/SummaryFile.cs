using System.Text;
using GenesysCloud.Launching.Journal.Storage;

namespace FlowCmdlets.Summaries;

/// <summary>Finds out what is at the path of a summary, so that no file is replaced that can't be meant: the input, for example.</summary>
internal static class SummaryFile
{
    // More than what precedes the root of an XML file, or the first property of a JSON file.
    private const int Enough = 256;

    /// <summary>Whether the file is a summary, or has nothing in it. One that can't be read may be: writing shows why.</summary>
    public static bool MayBeReplaced(string file)
    {
        // Reading a pipe would wait for someone who writes to it.
        if (FileStatus.Of(file) is { IsRegular: false })
            return true;
        try
        {
            using FileStream stream = File.OpenRead(file);
            Span<byte> buffer = stackalloc byte[Enough];
            Span<byte> start = buffer[..stream.ReadAtLeast(buffer, Enough, throwOnEndOfStream: false)];
            return start.IsEmpty || IsSummary(Encoding.UTF8.GetString(start));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // There is none, or it can't be written either, which shows next.
            return true;
        }
    }

    // As the two forms begin.
    private static bool IsSummary(string start) => start.TrimStart('\uFEFF') is var text
        && (text.StartsWith('{') ? text.Contains("\"finished\":", StringComparison.Ordinal)
            : text.StartsWith("<?xml", StringComparison.Ordinal) && text.Contains("<testsuites", StringComparison.Ordinal));
}
