using System.Text;
using CsCheck;
using GenesysCloud.Launching.Journal;

namespace GenesysCloud.Tests.Journal;

/// <summary>A journal of any facts, of one run or several, with where each of its lines ends and what was known then.</summary>
internal sealed class Scenario
{
    private static readonly Gen<string> s_word = Gen.String[0, 6].Where(text => text.Length > 0);

    private Scenario()
    {
    }

    /// <summary>Any facts in any sensible order; texts of any characters.</summary>
    public static Gen<Scenario> Any { get; } =
        from keys in s_word.Array[1, 4].Select(words => words.Select((word, i) => $"{WellFormed(word)}{i}").ToArray())
        from facts in Gen.Select(Gen.Int[0, 12], Gen.Int[0, keys.Length - 1].Select(i => keys[i]), s_word).Array[0, 14]
        select TellAsync(keys, facts).GetAwaiter().GetResult();

    public required byte[] Content { get; init; }

    public required string[] Keys { get; init; }

    /// <summary>For each line, from the header on: where it ends, and the rows as known after it.</summary>
    public required List<(long End, ScenarioRow[] Rows)> Lines { get; init; }

    public static ScenarioRow[] RowsOf(LaunchJournal journal, string[] keys) =>
    [
        .. keys.Select(key => new ScenarioRow(journal.Find(key), string.Join(", ", journal.DoubtfulAttempts(key)))),
        Rejected(journal.Summarize()),
    ];

    public static ScenarioRow[] Nothing(string[] keys) =>
        [.. keys.Select(_ => new ScenarioRow(null, "")), new ScenarioRow(null, "0 rejected")];

    /// <summary>How many rows were rejected, also of those without a key.</summary>
    public static ScenarioRow Rejected(JournalSummary summary) => new(null, $"{summary.Rejected} rejected");

    public override string ToString() => Encoding.UTF8.GetString(Content);

    private static string WellFormed(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static async Task<Scenario> TellAsync(string[] keys, (int Kind, string Key, string Word)[] facts)
    {
        MemoryJournalFile file = new();
        LaunchJournal journal = await Journals.OpenAsync(
            file, requestTimeout: facts.Length % 2 == 0 ? null : TimeSpan.FromSeconds(facts.Length));
        List<(long, ScenarioRow[])> lines = [(file.Length, RowsOf(journal, keys))];
        for (int i = 0; i < facts.Length; i++)
        {
            (int kind, string key, string word) = facts[i];
            JournalEntry? row = journal.Find(key);
            bool launched = row?.State is JournalState.Launched or JournalState.Finished;
            if (kind == 10)
            {
                await journal.DisposeAsync();
                file = new MemoryJournalFile(file.Content);
                journal = await Journals.OpenAsync(
                    file, Journals.Clock(Journals.Start.AddMinutes(i)), i % 3 == 0 ? null : TimeSpan.FromSeconds(10 * i));
            }
            else if (kind >= 11)
            {
                await journal.RejectedAsync(kind == 11 ? key : null, i + 1, word, JournalColumns.Of(i % 2 == 0 ? [] : [word, key]));
            }
            else if (row is null or { State: JournalState.Rejected } || kind <= 1)
            {
                await journal.IntentAsync(new JournalIntent(key, i + 1, word, Relaunch: true));
            }
            else if (kind is 2 or 3)
            {
                await journal.LaunchedAsync(key, kind == 2 ? new Guid(i, 0, 0, new byte[8]).ToString() : $"{i}{word}", "1.0");
            }
            else if (kind == 4)
            {
                await journal.ReconciledLaunchedAsync(key, $"{i}{word}", attempt: i % 2 == 0 ? null : row.DoubtfulFrom);
            }
            else if (launched)
            {
                EndDetail? detail = i % 3 == 0 ? null : new(i % 3 == 1 ? null : WellFormed(key), "error.code", null);
                await journal.FinishedAsync(row.ExecutionId!, word, Journals.Start.AddSeconds(i), detail);
            }
            else if (kind == 5)
            {
                await journal.RefusedAsync(key, 400 + i, word);
            }
            else if (kind == 6)
            {
                await journal.NotSentAsync(key, word);
            }
            else if (kind == 7)
            {
                await journal.UnknownAsync(key, word);
            }
            else if (kind == 8)
            {
                await journal.ReconciledUnknownAsync(key, word);
            }
            else
            {
                await journal.ReconciledNotSentAsync(key, word);
            }

            // Of a row that was launched, a rejection says nothing.
            if (file.Length > lines[^1].Item1)
                lines.Add((file.Length, RowsOf(journal, keys)));
        }

        await journal.DisposeAsync();
        return new Scenario { Content = file.Content, Keys = keys, Lines = lines };
    }
}

/// <summary>All that a journal knows of a row.</summary>
internal sealed record ScenarioRow(JournalEntry? Entry, string DoubtfulAttempts);
