namespace GenesysCloud.Launching.Journal.Storage;

/// <summary>
/// The journal was removed, replaced, or cut while a run used it. A run that began it anew would launch rows twice, so none may until a
/// person has restored it.
/// </summary>
public sealed class JournalLostException : JournalException
{
    private JournalLostException(string path, string message, string? recovered, string? marker, Exception? innerException = null)
        : base(path, message, innerException) => (Recovered, Marker) = (recovered, marker);

    /// <summary>The journal that holds what the run knew; null if it could not be written.</summary>
    public string? Recovered { get; }

    /// <summary>The file that keeps other runs from beginning the journal anew; null if it could not be written.</summary>
    public string? Marker { get; }

    internal static JournalLostException Saved(string path, LostJournal lost) => new(
        path, $"{Happened(path)} What the run knew of it is in '{lost.Recovered}'.", lost.Recovered, lost.Marker);

    internal static JournalLostException Unsaved(string path, Exception cause) => new(
        path, $"{Happened(path)} What the run knew of it could not be saved: {cause.Message}", null, null, cause);

    internal static JournalLostException Earlier(string path, string marker, string? recovered) => new(
        path, $"The journal '{path}' was lost while an earlier run used it, as '{marker}' says. Nothing is launched.", recovered, marker);

    private static string Happened(string path) =>
        $"The journal '{path}' was removed, replaced, or cut while this run used it. Nothing more is launched.";
}
