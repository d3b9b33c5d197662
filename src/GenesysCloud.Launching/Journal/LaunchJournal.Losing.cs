using GenesysCloud.Launching.Journal.Storage;

namespace GenesysCloud.Launching.Journal;

internal sealed partial class LaunchJournal
{
    private LostJournal? _lost;

    /// <summary>
    /// An intent that could not be written was not sent. Where the disk is at fault it is taken back from the file too; where the file is
    /// lost, what is saved must not have it in doubt.
    /// </summary>
    private void WithdrawIntent(string key, int attempt)
    {
        lock (_gate)
        {
            int number = Table.Find(key);
            if (number >= 0 && !_disposed && Table.State(number) == JournalState.Intent && Table.LastAttempt(number) == attempt)
                TakeIn(NotSent, key, NotSentReasonText.Abandoned, JournalFields.Reason, out _);
        }
    }

    /// <summary>Saves what is known, if the file is not there any more as it was left.</summary>
    /// <param name="disturbed">What was noticed.</param>
    /// <param name="length">How much of the file was on the disk.</param>
    /// <returns>What to fail with.</returns>
    private JournalException Salvage(JournalException disturbed, long length)
    {
        if (_path is not { } path || IsIntact(length))
            return disturbed;
        try
        {
            var lost = LostJournal.Beside(path, _time.GetUtcNow());
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(lost.Marker)!);
            lost.Mark(path, _time.GetUtcNow());
            lock (_gate)
                RecoveredJournal.Save(lost.Recovered, Header, Table);
            _lost = lost;
            return JournalLostException.Saved(path.Given, lost);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return JournalLostException.Unsaved(path.Given, cause);
        }
    }

    /// <summary>Whether all that was on the disk still is: someone may have added to it, as to a log.</summary>
    private bool IsIntact(long length)
    {
        try
        {
            return _file.IsInPlace
                && _file.Length >= length
                && JournalReader.Read(_file, length, CancellationToken.None) is { Header.Run: var run, Length: var whole }
                && run == Header.Run && whole == length;
        }
        catch (Exception unreadable) when (unreadable is JournalException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Saves what has become known since: what came of the rows that were in flight.</summary>
    private void SaveAgain()
    {
        if (_lost is null)
            return;
        try
        {
            lock (_gate)
                RecoveredJournal.Save(_lost.Recovered, Header, Table);
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            // What was saved at first stands, with those rows in doubt. That the journal is lost is reported all the same.
        }
    }
}
