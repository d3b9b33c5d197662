using GenesysCloud.Launching.Journal;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace GenesysCloud.Tests.Journal;

public sealed class JournalRecordTests
{
    private const string ExecutionId = "0f8fad5b-d9cb-469f-a165-70867728950e";

    [Fact]
    public async Task An_intent_is_in_doubt_until_its_outcome_is_told()
    {
        JournalEntry row = await AfterReopening(_ => Task.CompletedTask);

        Assert.Equal((JournalState.Intent, 7, 1, 1, Journals.Start), (row.State, row.Row, row.Attempt, row.DoubtfulFrom, row.SentAt));
        Assert.Matches(@"^Welcome \[[a-z0-9]{8}/E-1\]$", row.Name);
    }

    [Fact]
    public async Task A_launch_keeps_its_execution_and_version()
    {
        JournalEntry row = await AfterReopening(journal => journal.LaunchedAsync("E-1", ExecutionId, "2.0"));

        Assert.Equal((JournalState.Launched, ExecutionId, "2.0", false), (row.State, row.ExecutionId, row.FlowVersion, row.IsReconciled));
    }

    [Theory]
    [InlineData("0F8FAD5B-D9CB-469F-A165-70867728950E")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("execution-17")]
    public async Task An_execution_id_of_any_spelling_comes_out_as_it_went_in(string id)
    {
        JournalEntry row = await AfterReopening(journal => journal.LaunchedAsync("E-1", id));

        Assert.Equal(id, row.ExecutionId);
    }

    [Fact]
    public async Task A_refusal_keeps_its_status_and_code()
    {
        JournalEntry row = await AfterReopening(journal => journal.RefusedAsync("E-1", 403, "missing.permissions"));

        Assert.Equal((JournalState.Refused, 403, "missing.permissions"), (row.State, row.HttpStatus, row.Reason));
    }

    [Fact]
    public async Task A_row_not_sent_keeps_why()
    {
        JournalEntry row = await AfterReopening(journal => journal.NotSentAsync("E-1", "connect"));

        Assert.Equal((JournalState.NotSent, "connect"), (row.State, row.Reason));
    }

    [Fact]
    public async Task An_unknown_outcome_keeps_why()
    {
        JournalEntry row = await AfterReopening(journal => journal.UnknownAsync("E-1", "timeout"));

        Assert.Equal((JournalState.Unknown, "timeout", false), (row.State, row.Reason, row.IsReconciled));
    }

    [Fact]
    public async Task A_row_reconciled_as_launched_has_its_execution_and_says_that_it_was_reconciled()
    {
        JournalEntry row = await AfterReopening(async journal =>
        {
            await journal.UnknownAsync("E-1", "timeout");
            await journal.ReconciledLaunchedAsync("E-1", ExecutionId, "2.0");
        });

        Assert.Equal(
            (JournalState.Launched, ExecutionId, "2.0", true, null),
            (row.State, row.ExecutionId, row.FlowVersion, row.IsReconciled, row.Reason));
    }

    [Fact]
    public async Task A_row_that_was_looked_for_in_vain_stays_unknown()
    {
        JournalEntry row = await AfterReopening(journal => journal.ReconciledUnknownAsync("E-1", "notPermitted"));

        Assert.Equal((JournalState.Unknown, "notPermitted", true), (row.State, row.Reason, row.IsReconciled));
    }

    [Fact]
    public async Task A_row_reconciled_as_absent_was_not_sent()
    {
        JournalEntry row = await AfterReopening(journal => journal.ReconciledNotSentAsync("E-1", "absent"));

        Assert.Equal((JournalState.NotSent, "absent", true), (row.State, row.Reason, row.IsReconciled));
    }

    [Fact]
    public async Task An_end_keeps_its_status_and_date()
    {
        DateTimeOffset completed = Journals.Start.AddMilliseconds(1234);
        JournalEntry row = await AfterReopening(async journal =>
        {
            await journal.LaunchedAsync("E-1", ExecutionId, "2.0");
            await journal.FinishedAsync(ExecutionId, "A_STATUS_OF_TOMORROW", completed);
        });

        Assert.Equal(
            (JournalState.Finished, ExecutionId, "A_STATUS_OF_TOMORROW", completed),
            (row.State, row.ExecutionId, row.Status, row.DateCompleted!.Value));
    }

    [Fact]
    public async Task A_relaunched_row_counts_its_attempts_and_forgets_the_earlier_outcome()
    {
        JournalEntry row = await AfterReopening(async journal =>
        {
            await journal.LaunchedAsync("E-1", ExecutionId, "2.0");
            await journal.FinishedAsync(ExecutionId, "FAILED");
            await journal.SendAsync("E-1", row: 3, relaunch: true);
        });

        Assert.Equal((JournalState.Intent, 2, 3), (row.State, row.Attempt, row.Row));
        Assert.Null(row.ExecutionId);
        Assert.Null(row.Status);
        Assert.EndsWith("/E-1~2]", row.Name, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_execution_of_an_earlier_attempt_is_not_taken_for_the_latest()
    {
        await using LaunchJournal journal = await Journals.OpenAsync(new MemoryJournalFile());
        await journal.SendAsync("E-1");
        await journal.LaunchedAsync("E-1", ExecutionId);
        Assert.Equal("E-1", journal.FindExecution(ExecutionId)?.Key);

        await journal.SendAsync("E-1", relaunch: true);

        Assert.Null(journal.FindExecution(ExecutionId));
        Assert.Throws<InvalidOperationException>(() => { _ = journal.FinishedAsync(ExecutionId, "COMPLETED"); });
    }

    [Theory]
    [InlineData("launched")]
    [InlineData("unknown")]
    [InlineData("in doubt")]
    [InlineData("finished")]
    public async Task A_row_that_may_have_run_is_announced_again_only_as_a_relaunch(string state)
    {
        await using LaunchJournal journal = await Journals.OpenAsync(new MemoryJournalFile());
        await journal.SendAsync("E-1");
        if (state is "launched" or "finished")
            await journal.LaunchedAsync("E-1", ExecutionId);
        if (state is "finished")
            await journal.FinishedAsync(ExecutionId, "COMPLETED");
        if (state is "unknown")
            await journal.UnknownAsync("E-1", "reset");

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await journal.SendAsync("E-1"));

        Assert.Equal(1, journal.Find("E-1")!.Attempt);
    }

    [Fact]
    public async Task A_row_that_certainly_did_not_run_may_be_announced_again()
    {
        await using LaunchJournal journal = await Journals.OpenAsync(new MemoryJournalFile());
        await journal.SendAsync("refused");
        await journal.RefusedAsync("refused", 400);
        await journal.SendAsync("not sent");
        await journal.NotSentAsync("not sent", "connect");

        Assert.Equal(2, (await journal.SendAsync("refused")).Attempt);
        Assert.Equal(2, (await journal.SendAsync("not sent")).Attempt);
    }

    [Fact]
    public async Task An_outcome_of_a_row_never_announced_is_an_error_and_is_not_written()
    {
        MemoryJournalFile file = new();
        await using LaunchJournal journal = await Journals.OpenAsync(file);
        long before = file.Length;

        Assert.Throws<InvalidOperationException>(() => { _ = journal.LaunchedAsync("nobody", ExecutionId); });

        await journal.SendAsync("somebody");
        Assert.DoesNotContain("nobody", System.Text.Encoding.UTF8.GetString(file.Content), StringComparison.Ordinal);
        Assert.True(file.Length > before);
    }

    [Fact]
    public async Task A_launched_row_cannot_be_said_not_to_be()
    {
        await using LaunchJournal journal = await Journals.OpenAsync(new MemoryJournalFile());
        await journal.SendAsync("E-1");
        await journal.LaunchedAsync("E-1", ExecutionId);

        Assert.Throws<InvalidOperationException>(() => { _ = journal.NotSentAsync("E-1", "abandoned"); });
        Assert.Throws<InvalidOperationException>(() => { _ = journal.RefusedAsync("E-1", 400); });
        Assert.Throws<InvalidOperationException>(() => { _ = journal.UnknownAsync("E-1", "timeout"); });
        Assert.Throws<InvalidOperationException>(() => { _ = journal.ReconciledNotSentAsync("E-1", "absent"); });

        Assert.Equal(ExecutionId, journal.Find("E-1")!.ExecutionId);
    }

    [Fact]
    public async Task Rows_in_doubt_are_those_without_an_outcome_and_those_unknown()
    {
        await using LaunchJournal journal = await Journals.OpenAsync(new MemoryJournalFile());
        foreach (string key in (string[])["launched", "in doubt", "unknown", "refused", "not sent"])
            await journal.SendAsync(key);
        await journal.LaunchedAsync("launched", ExecutionId);
        await journal.UnknownAsync("unknown", "timeout");
        await journal.RefusedAsync("refused", 400);
        await journal.NotSentAsync("not sent", "connect");

        Assert.Equal(["in doubt", "unknown"], journal.InDoubt().Select(row => row.Key));
        JournalSummary summary = journal.Summarize();
        Assert.Equal(
            (5, 1, 1, 1, 1, 1),
            (summary.Rows, summary.Launched, summary.Refused, summary.NotSent, summary.Unknown, summary.InDoubt));
    }

    [Fact]
    public async Task Clocks_that_go_backwards_between_runs_break_nothing()
    {
        MemoryJournalFile first = new();
        await using (LaunchJournal journal = await Journals.OpenAsync(first))
        {
            await journal.SendAsync("E-1");
            await journal.UnknownAsync("E-1", "timeout");
        }

        DateTimeOffset yesterday = Journals.Start.AddDays(-1);
        MemoryJournalFile second = new(first.Content);
        await using (LaunchJournal journal = await Journals.OpenAsync(second, Journals.Clock(yesterday)))
            await journal.SendAsync("E-1", relaunch: true);

        await using LaunchJournal third = await Journals.ReopenAsync(second.Content);
        JournalEntry row = third.Find("E-1")!;
        Assert.Equal(yesterday, row.SentAt);
        Assert.Equal((JournalState.Intent, 2), (row.State, row.Attempt));
    }

    [Fact]
    public async Task A_continued_journal_keeps_its_run_so_that_equal_rows_keep_equal_names()
    {
        MemoryJournalFile file = new();
        string name;
        await using (LaunchJournal journal = await Journals.OpenAsync(file))
            name = (await journal.SendAsync("E-1")).Name;

        await using LaunchJournal continued = await Journals.ReopenAsync(file.Content);

        Assert.Equal(name, continued.Find("E-1")!.Name);
    }

    /// <summary>Announces row 7, <c>E-1</c>, tells the rest, and looks at the row as a later run reads it.</summary>
    private static async Task<JournalEntry> AfterReopening(Func<LaunchJournal, Task> tell)
    {
        MemoryJournalFile file = new();
        JournalEntry known;
        await using (LaunchJournal journal = await Journals.OpenAsync(file))
        {
            await journal.IntentAsync(new JournalIntent("E-1", 7, "Welcome"));
            await tell(journal);
            known = journal.Find("E-1")!;
        }

        await using LaunchJournal later = await Journals.ReopenAsync(file.Content);
        JournalEntry read = later.Find("E-1")!;
        Assert.Equal(known, read);
        return read;
    }

    [Fact]
    public async Task A_relaunch_that_is_refused_leaves_the_earlier_attempt_in_doubt()
    {
        JournalEntry row = await AfterReopening(async journal =>
        {
            await journal.UnknownAsync("E-1", "timeout");
            await journal.IntentAsync(new JournalIntent("E-1", 7, "Welcome", Relaunch: true));
            await journal.RefusedAsync("E-1", 409);
        });

        Assert.Equal((JournalState.Unknown, 2, 1), (row.State, row.Attempt, row.DoubtfulFrom));
    }

    [Theory]
    [InlineData("refused")]
    [InlineData("notSent")]
    [InlineData("notSent, said twice")]
    [InlineData("absent")]
    [InlineData("unknown, then absent")]
    public async Task A_row_whose_relaunch_did_nothing_stays_the_launch_that_it_was(string fate)
    {
        JournalEntry before = null!;
        JournalEntry row = await AfterReopening(async journal =>
        {
            await journal.LaunchedAsync("E-1", ExecutionId, "2.0");
            await journal.FinishedAsync(ExecutionId, "FAILED", Journals.Start);
            before = journal.Find("E-1")!;
            Assert.Equal("E-1", journal.FindExecution(ExecutionId)?.Key);
            await journal.SendAsync("E-1", row: 3, relaunch: true);
            Assert.Equal(JournalState.Intent, journal.Find("E-1")!.State);
            if (fate is "refused")
                await journal.RefusedAsync("E-1", 403);
            if (fate.StartsWith("notSent", StringComparison.Ordinal))
                await journal.NotSentAsync("E-1", NotSentReasonText.Again);
            if (fate is "notSent, said twice")
                await journal.NotSentAsync("E-1", NotSentReasonText.Abandoned);
            if (fate is "unknown, then absent")
                await journal.UnknownAsync("E-1", "timeout");
            if (fate.EndsWith("absent", StringComparison.Ordinal))
                await journal.ReconciledNotSentAsync("E-1", NotSentReasonText.Absent);
            Assert.Equal(journal.Find("E-1"), journal.FindExecution(ExecutionId));
        });

        Assert.Equal(before with { Attempts = 2 }, row);
    }

    [Fact]
    public async Task After_a_relaunch_that_did_nothing_the_next_one_has_a_name_of_its_own_and_no_launch_is_made_undone()
    {
        await using LaunchJournal journal = await Journals.OpenAsync(new MemoryJournalFile());
        await journal.SendAsync("E-1");
        await journal.LaunchedAsync("E-1", ExecutionId);
        await journal.SendAsync("E-1", relaunch: true);
        await journal.RefusedAsync("E-1", 409);

        Assert.Throws<InvalidOperationException>(() => { _ = journal.UnknownAsync("E-1", "timeout"); });
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await journal.SendAsync("E-1"));
        Assert.EndsWith("/E-1~3]", (await journal.SendAsync("E-1", relaunch: true)).Name, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_earlier_attempt_in_doubt_keeps_when_it_was_sent_and_by_which_time_out()
    {
        FakeTimeProvider time = Journals.Clock();
        MemoryJournalFile file = new();
        await using (LaunchJournal first = await Journals.OpenAsync(file, time, TimeSpan.FromSeconds(90)))
            await first.SendAsync("E-1");
        time.Advance(TimeSpan.FromDays(5));
        file = new MemoryJournalFile(file.Content);
        await using (LaunchJournal second = await Journals.OpenAsync(file, time, TimeSpan.FromSeconds(29.5)))
        {
            await second.SendAsync("E-1", relaunch: true);
            await second.UnknownAsync("E-1", "timeout");
            await second.SendAsync("E-1", relaunch: true);
            await second.NotSentAsync("E-1", NotSentReasonText.Again);
        }

        await using LaunchJournal third = await Journals.ReopenAsync(file.Content);

        JournalEntry row = third.Find("E-1")!;
        Assert.Equal((JournalState.Unknown, 3, 1), (row.State, row.Attempt, row.DoubtfulFrom));
        Assert.Equal(Journals.Start.AddDays(5), row.SentAt);
        Assert.Equal(
            [new(1, Journals.Start, TimeSpan.FromSeconds(90)), new(2, Journals.Start.AddDays(5), TimeSpan.FromSeconds(30))],
            third.DoubtfulAttempts("E-1"));
    }

    [Fact]
    public async Task A_run_that_does_not_say_its_time_out_does_not_inherit_that_of_an_earlier_one()
    {
        MemoryJournalFile file = new();
        await using (LaunchJournal journal = await Journals.OpenAsync(file, requestTimeout: TimeSpan.FromSeconds(30)))
            await journal.SendAsync("told");
        await using LaunchJournal later = await Journals.ReopenAsync(file.Content);
        await later.SendAsync("not told");

        Assert.Equal(TimeSpan.FromSeconds(30), Assert.Single(later.DoubtfulAttempts("told")).RequestTimeout);
        Assert.Null(Assert.Single(later.DoubtfulAttempts("not told")).RequestTimeout);
    }

    [Fact]
    public async Task An_earlier_attempt_that_is_found_is_the_launch_of_the_row()
    {
        FakeTimeProvider time = Journals.Clock();
        await using LaunchJournal journal = await Journals.OpenAsync(new MemoryJournalFile(), time);
        await journal.SendAsync("E-1");
        time.Advance(TimeSpan.FromDays(1));
        await journal.SendAsync("E-1", relaunch: true);
        await journal.ReconciledLaunchedAsync("E-1", ExecutionId, attempt: 1);

        JournalEntry row = journal.Find("E-1")!;
        Assert.Equal((JournalState.Launched, ExecutionId, true, 1), (row.State, row.ExecutionId, row.IsReconciled, row.Attempt));
        Assert.Equal((2, Journals.Start), (row.Attempts, row.SentAt));
        Assert.EndsWith("/E-1]", row.Name, StringComparison.Ordinal);
        Assert.Equal([new KnownLaunch(Journals.Start, ExecutionId)], journal.LaunchedWithin(Journals.Start, Journals.Start.AddHours(1)));
    }

    [Fact]
    public async Task A_relaunch_that_is_launched_ends_the_doubt()
    {
        JournalEntry row = await AfterReopening(async journal =>
        {
            await journal.UnknownAsync("E-1", "timeout");
            await journal.IntentAsync(new JournalIntent("E-1", 7, "Welcome", Relaunch: true));
            await journal.LaunchedAsync("E-1", Guid.NewGuid().ToString());
        });

        Assert.Equal((JournalState.Launched, 2), (row.State, row.Attempt));
    }
}
