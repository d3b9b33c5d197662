using System.Text;
using GenesysCloud.Launching.Journal;
using GenesysCloud.Launching.Journal.Storage;

namespace FlowCmdlets.Summaries;

/// <summary>Finds out what is at the path of a summary, so that no file is replaced that can't be meant: the input, for example.</summary>
internal static class SummaryFile
{
    // More than what precedes the root of an XML file, or the first property of a JSON file.
    private const int Enough = 256;

    /// <summary>What is at the path.</summary>
    public static FileContent Inspect(string file)
    {
        if (JournalHeader.IsJournal(file))
            return FileContent.Journal;

        // Reading a pipe would wait for someone who writes to it.
        if (FileStatus.Of(file) is { IsRegular: false })
            return FileContent.None;
        try
        {
            using FileStream stream = File.OpenRead(file);
            Span<byte> buffer = stackalloc byte[Enough];
            Span<byte> start = buffer[..stream.ReadAtLeast(buffer, Enough, throwOnEndOfStream: false)];
            return start.IsEmpty ? FileContent.None
                : IsSummary(Encoding.UTF8.GetString(start)) ? FileContent.Summary
                : FileContent.Other;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // There is none, or it can't be written either, which shows next.
            return FileContent.None;
        }
    }

    // As the two forms begin.
    private static bool IsSummary(string start) => start.TrimStart('\uFEFF') is var text
        && (text.StartsWith('{') ? text.Contains("\"finished\":", StringComparison.Ordinal)
            : text.StartsWith("<?xml", StringComparison.Ordinal) && text.Contains("<testsuites", StringComparison.Ordinal));
}

/// <summary>What a file has.</summary>
internal enum FileContent
{
    /// <summary>Nothing; or there is no file that could be read.</summary>
    None,

    /// <summary>A summary of an earlier run.</summary>
    Summary,

    /// <summary>A journal, which knows what was launched.</summary>
    Journal,

    /// <summary>Something else.</summary>
    Other,
}
