using System.Globalization;

namespace GenesysCloud.Launching.Journal.Storage;

/// <summary>
/// Where things are when a journal was lost while a run used it: what the run knew, in a journal of another name, and beside the lost one
/// the file <c>&lt;journal&gt;.lost</c>, which keeps other runs from beginning it anew until a person has restored it.
/// </summary>
/// <param name="Recovered">The journal that holds what the run knew.</param>
/// <param name="Marker">The file that keeps other runs away.</param>
internal sealed record LostJournal(string Recovered, string Marker)
{
    /// <summary>Places beside a journal for what is known of it.</summary>
    public static LostJournal Beside(JournalPath path, DateTimeOffset now)
    {
        string time = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        string recovered = $"{path.Given}.recovered-{time}";
        for (int number = 2; File.Exists(recovered); number++)
            recovered = string.Create(CultureInfo.InvariantCulture, $"{path.Given}.recovered-{time}-{number}");
        return new LostJournal(recovered, MarkerOf(path.Given));
    }

    /// <summary>Makes sure that no run has lost this journal.</summary>
    /// <exception cref="JournalLostException">One has.</exception>
    public static void RequireNone(JournalPath path)
    {
        foreach (string marker in new[] { MarkerOf(path.Given), MarkerOf(path.Target) })
        {
            if (Path.Exists(marker))
                throw JournalLostException.Earlier(path.Given, marker, RecoveredBy(marker));
        }
    }

    /// <summary>Writes the marker: at the name that was given, and at that of the file itself, if they differ.</summary>
    public void Mark(JournalPath path, DateTimeOffset now)
    {
        string text = string.Create(CultureInfo.InvariantCulture, $"""
            The journal {path.Given} was removed, replaced, or cut while a run used it ({now:u},
            """ + $"""
             process {Environment.ProcessId} on {Environment.MachineName}).
            Without it, rows that were launched would be launched again. So no run uses a journal of this name while this file exists.
            What the run knew is in the journal:
            {Recovered}
            Move that to {path.Given}, then delete this file.

            """);
        foreach (string marker in new HashSet<string>([Marker, MarkerOf(path.Target)]))
        {
            using var stream = new FileStream(marker, JournalFile.PrivateTo(new() { Mode = FileMode.Create, Access = FileAccess.Write }));
            using var writer = new StreamWriter(stream, leaveOpen: true);
            writer.Write(text);
            writer.Flush();
            stream.Flush(flushToDisk: true);
        }
    }

    private static string MarkerOf(string journal) => journal + ".lost";

    /// <summary>What a marker says; null where it cannot be read.</summary>
    private static string? RecoveredBy(string marker)
    {
        try
        {
            return File.ReadLines(marker).Skip(3).FirstOrDefault();
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // That it is there is what counts.
            return null;
        }
    }
}
