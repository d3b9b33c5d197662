using GenesysCloud.Launching.Journal;
using GenesysCloud.Launching.Journal.Storage;
using Microsoft.Extensions.Time.Testing;

namespace GenesysCloud.Tests.Journal;

/// <summary>Short ways to the journals that tests need.</summary>
internal static class Journals
{
    public static readonly JournalIdentity Identity = new(
        "11111111-2222-3333-4444-555555555555", "Onboard employee", "us-east-1", "99999999-8888-7777-6666-555555555555");

    public static readonly DateTimeOffset Start = new(2026, 12, 1, 8, 0, 0, TimeSpan.Zero);

    public static FakeTimeProvider Clock(DateTimeOffset? now = null) => new(now ?? Start);

    public static Task<LaunchJournal> OpenAsync(IJournalFile file, TimeProvider? time = null, TimeSpan? requestTimeout = null) =>
        LaunchJournal.OpenAsync(file, null, Identity, time ?? Clock(), requestTimeout, default);

    public static Task<LaunchJournal> OpenAsync(string path, TimeProvider? time = null) =>
        LaunchJournal.OpenAsync(path, Identity, time ?? Clock());

    /// <summary>What a later run reads in a file of this content.</summary>
    public static Task<LaunchJournal> ReopenAsync(byte[] content) => OpenAsync(new MemoryJournalFile(content));

    public static ValueTask<JournalAnnouncement> SendAsync(this LaunchJournal journal, string key, int row = 1, bool relaunch = false) =>
        journal.IntentAsync(new JournalIntent(key, row, Relaunch: relaunch));
}
