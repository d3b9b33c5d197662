using System.Text;
using CsCheck;
using GenesysCloud.Launching.Journal;
using Xunit;

namespace GenesysCloud.Tests.Journal;

public sealed class JournalPrefixTests
{
    [Fact]
    public Task Any_journal_cut_at_any_byte_resumes_with_exactly_the_facts_whose_whole_line_is_left() =>
        Scenario.Any.SampleAsync(
            async story =>
            {
                for (int cut = 0; cut <= story.Content.Length; cut++)
                {
                    await using LaunchJournal resumed = await Journals.ReopenAsync(story.Content[..cut]);
                    ScenarioRow[] expected = story.Lines.LastOrDefault(line => line.End <= cut).Rows ?? Scenario.Nothing(story.Keys);
                    Assert.Equal(expected, Scenario.RowsOf(resumed, story.Keys));
                }
            },
            iter: 40);

    [Fact]
    public Task A_journal_that_was_cut_and_continued_is_whole_again() =>
        Gen.Select(Scenario.Any, Gen.Double.Unit).SampleAsync(
            async (story, at) =>
            {
                MemoryJournalFile file = new(story.Content[..(int)(story.Content.Length * at)]);
                ScenarioRow[] known;
                await using (LaunchJournal resumed = await Journals.OpenAsync(file))
                {
                    await resumed.SendAsync("one more");
                    known = Scenario.RowsOf(resumed, [.. story.Keys, "one more"]);
                }

                await using LaunchJournal later = await Journals.ReopenAsync(file.Content);

                Assert.Equal(known, Scenario.RowsOf(later, [.. story.Keys, "one more"]));
            },
            iter: 300);

    [Fact]
    public async Task Zeros_that_a_power_cut_leaves_after_the_last_line_are_cut_off()
    {
        MemoryJournalFile file = new();
        await using (LaunchJournal journal = await Journals.OpenAsync(file))
            await journal.SendAsync("E-1");

        MemoryJournalFile padded = new([.. file.Content, .. new byte[8192]]);
        await using (LaunchJournal resumed = await Journals.OpenAsync(padded))
            Assert.Equal(JournalState.Intent, resumed.Find("E-1")!.State);

        Assert.DoesNotContain("\0", Encoding.UTF8.GetString(padded.Content), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_line_is_one_JSON_object_in_UTF_8_that_ends_in_a_line_feed_and_there_is_no_byte_order_mark()
    {
        MemoryJournalFile file = new();
        await using (LaunchJournal journal = await Journals.OpenAsync(file))
        {
            await journal.IntentAsync(new JournalIntent("zwei\nZeilen \"\u00fc\u2028\"", 1, "Ren\u00e9e \U0001F600\r"));
        }

        string text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(file.Content);
        string[] lines = text.Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.Equal("", lines[2]);
        Assert.All(lines[..2], line => Assert.Equal('{', System.Text.Json.JsonDocument.Parse(line).RootElement.GetRawText()[0]));
        Assert.DoesNotContain('\r', text);
    }
}
