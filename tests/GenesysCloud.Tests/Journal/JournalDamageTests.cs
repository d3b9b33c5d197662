using System.Text;
using System.Text.Json;
using CsCheck;
using GenesysCloud.Launching.Journal;
using GenesysCloud.Launching.Journal.Storage;
using Xunit;

namespace GenesysCloud.Tests.Journal;

public sealed class JournalDamageTests
{
    [Fact]
    public Task Any_single_damaged_byte_is_told_with_its_line() =>
        Gen.Select(Scenario.Any, Gen.Double.Unit, Gen.Int[1, 255]).SampleAsync(
            async (story, where, flip) =>
            {
                int at = (int)(where * story.Content.Length);
                byte[] damaged = [.. story.Content];
                damaged[at] ^= (byte)flip;
                int line = story.Lines.FindIndex(candidate => at < candidate.End) + 1;

                if (at == story.Content.Length - 1)
                    await LastLineIsTorn(story, damaged);
                else if (at < JournalHeader.Marker.Length)
                    await Assert.ThrowsAsync<JournalFormatException>(() => Journals.ReopenAsync(damaged));
                else
                    Assert.Equal(line, (await Assert.ThrowsAsync<JournalDamagedException>(() => Journals.ReopenAsync(damaged))).Line);
            },
            iter: 5_000);

    [Fact]
    public Task A_line_that_was_removed_repeated_or_moved_is_told_at_its_place() =>
        Gen.Select(Scenario.Any.Where(story => story.Lines.Count > 3), Gen.Double.Unit, Gen.Int[0, 2]).SampleAsync(
            async (story, where, change) =>
            {
                List<string> lines = [.. Encoding.UTF8.GetString(story.Content).Split('\n')[..^1]];
                int at = 1 + (int)(where * (lines.Count - 2)); // neither the header nor the last
                string line = lines[at];
                if (change == 0)
                    lines.RemoveAt(at);
                else if (change == 1)
                    lines.Insert(at, line);
                else
                    (lines[at], lines[at + 1]) = (lines[at + 1], line);

                JournalDamagedException damaged = await Assert.ThrowsAsync<JournalDamagedException>(
                    () => Journals.ReopenAsync(Encoding.UTF8.GetBytes(string.Join('\n', lines) + '\n')));

                Assert.Equal(at + (change == 1 ? 2 : 1), damaged.Line);
            },
            iter: 2_000);

    [Fact]
    public async Task An_editor_that_changed_the_line_ends_is_told_apart()
    {
        MemoryJournalFile file = new();
        await using (LaunchJournal journal = await Journals.OpenAsync(file))
            await journal.SendAsync("E-1");
        string edited = Encoding.UTF8.GetString(file.Content).Replace("\n", "\r\n", StringComparison.Ordinal);

        JournalDamagedException damaged = await Assert.ThrowsAsync<JournalDamagedException>(
            () => Journals.ReopenAsync(Encoding.UTF8.GetBytes(edited)));

        Assert.Contains("line 1: its line ending was changed", damaged.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name,date\nAnna,2026-12-01\n")]
    [InlineData("one line without an end")]
    [InlineData("\ufeff{\"journal\":\"GenesysFlows\",\"version\":1}\n")]
    [InlineData("{\"journal\":\"Another\"}\n")]
    [InlineData("\0\0\0\0")]
    public async Task A_file_that_is_no_journal_is_refused_and_left_as_it_is(string content)
    {
        using TemporaryFolder folder = new();
        await File.WriteAllTextAsync(folder["people.csv"], content);

        JournalFormatException refused = await Assert.ThrowsAsync<JournalFormatException>(() => Journals.OpenAsync(folder["people.csv"]));

        Assert.Contains("isn't a journal and was not changed", refused.Message, StringComparison.Ordinal);
        Assert.Equal(content, Encoding.UTF8.GetString(await File.ReadAllBytesAsync(folder["people.csv"])));
    }

    [Theory]
    [InlineData(3, "Update the module")]
    [InlineData(0, "This version is unknown")]
    [InlineData(-1, "This version is unknown")]
    public async Task A_journal_of_another_version_is_left_as_it_is(int version, string advice)
    {
        using JournalLine line = new();
        Utf8JsonWriter json = line.Begin();
        json.WriteString("journal", "GenesysFlows");
        json.WriteNumber("version", version);
        byte[] newer = line.Seal(0).Line.ToArray();

        JournalFormatException refused = await Assert.ThrowsAsync<JournalFormatException>(() => Journals.ReopenAsync(newer));

        Assert.Contains($"has format version {version};", refused.Message, StringComparison.Ordinal);
        Assert.Contains(advice, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        """{"f":"launched","k":"never announced","at":"2026-12-01T08:00:00.000Z","id":"x"}""", "contradicts earlier records of its row")]
    [InlineData("""{"f":"cancelled","k":"E-1","at":"2026-12-01T08:00:00.000Z"}""", "the kind of its record is unknown")]
    [InlineData("""{"k":"E-1","at":"2026-12-01T08:00:00.000Z"}""", "'f' is missing")]
    [InlineData("""{"f":"intent","k":"E-1","at":"2026-12-01T08:00:00.000Z"}""", "'row' is missing")]
    [InlineData("""{"f":"intent","k":"E-1","row":"1","at":"2026-12-01T08:00:00.000Z"}""", "a number is expected")]
    [InlineData("""{"f":"intent","k":"E-1","row":1,"at":"yesterday"}""", "a time is expected")]
    [InlineData("""{"f":"settled","k":"E-1","at":"2026-12-01T08:00:00.000Z","as":"refused"}""", "'as' is missing or invalid")]
    [InlineData("""{"f":"resumed","at":"2026-12-01T08:00:00.000Z","timeout":-1}""", "'timeout' is missing or invalid")]
    public async Task A_line_that_is_sealed_but_makes_no_sense_is_told_with_its_line(string fact, string reason)
    {
        MemoryJournalFile file = new();
        await using (await Journals.OpenAsync(file))
        {
        }

        byte[] unsealed = Encoding.UTF8.GetBytes(fact[..^1]);
        uint checksum = 0;
        Assert.True(JournalLine.IsWhole(file.Content.AsSpan(0, file.Content.Length - 1), ref checksum));
        string seal = $",\"c\":\"{Crc32C.Append(checksum, unsealed):x8}\"}}\n";

        JournalDamagedException damaged = await Assert.ThrowsAsync<JournalDamagedException>(
            () => Journals.ReopenAsync([.. file.Content, .. unsealed, .. Encoding.UTF8.GetBytes(seal)]));

        Assert.Equal(2, damaged.Line);
        Assert.Contains(reason, damaged.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fields_that_a_later_module_adds_are_passed_over()
    {
        using JournalLine line = new();
        MemoryJournalFile file = new();
        await using (await Journals.OpenAsync(file))
        {
        }

        uint checksum = 0;
        Assert.True(JournalLine.IsWhole(file.Content.AsSpan(0, file.Content.Length - 1), ref checksum));
        Utf8JsonWriter json = line.Begin();
        json.WriteString("f", "intent");
        json.WriteString("k", "E-1");
        json.WriteStartObject("later");
        json.WriteNumber("row", 5);
        json.WriteEndObject();
        json.WriteNumber("row", 4);
        json.WriteString("at", "2026-12-01T08:00:00.000Z");
        (ReadOnlyMemory<byte> added, _) = line.Seal(checksum);

        await using LaunchJournal journal = await Journals.ReopenAsync([.. file.Content, .. added.Span]);

        Assert.Equal(4, journal.Find("E-1")!.Row);
    }

    // Without its line end the last line cannot be told from one that was never finished.
    private static async Task LastLineIsTorn(Scenario story, byte[] damaged)
    {
        await using LaunchJournal resumed = await Journals.ReopenAsync(damaged);
        ScenarioRow[] expected = story.Lines.Count > 1 ? story.Lines[^2].Rows : Scenario.Nothing(story.Keys);
        Assert.Equal(expected, Scenario.RowsOf(resumed, story.Keys));
    }
}
