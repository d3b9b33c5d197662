using GenesysCloud.Launching.Journal;
using GenesysCloud.Launching.Journal.Storage;
using Xunit;

namespace GenesysCloud.Tests.Journal;

public sealed class JournalIdentityTests
{
    [Theory]
    [InlineData("flow", "its flow is 'Onboard employee'")]
    [InlineData("region", "its region is us-east-1, not eu-west-1")]
    [InlineData("organization", "its organization is 99999999-8888-7777-6666-555555555555, not another")]
    [InlineData("key", "its rows are identified by a hash of their inputs, not by the column 'employeeId'")]
    public async Task A_journal_of_other_launches_is_refused_and_says_what_differs(string what, string difference)
    {
        MemoryJournalFile file = new();
        await using (await Journals.OpenAsync(file))
        {
        }

        JournalIdentity other = what switch
        {
            "flow" => Journals.Identity with { FlowId = "another", FlowName = "Offboard" },
            "region" => Journals.Identity with { Region = "eu-west-1" },
            "organization" => Journals.Identity with { OrganizationId = "another" },
            _ => Journals.Identity with { KeyColumn = "employeeId" },
        };
        MemoryJournalFile refusedFile = new(file.Content);

        JournalMismatchException refused = await Assert.ThrowsAsync<JournalMismatchException>(
            () => LaunchJournal.OpenAsync(refusedFile, null, other, Journals.Clock(), default));

        Assert.StartsWith(difference, Assert.Single(refused.Differences), StringComparison.Ordinal);
        Assert.Contains(difference, refused.Message, StringComparison.Ordinal);
        Assert.Equal(file.Content, refusedFile.Content);
        Assert.True(refusedFile.IsDisposed);
    }

    [Fact]
    public async Task A_renamed_flow_and_an_organization_that_may_not_be_read_are_no_mismatch()
    {
        MemoryJournalFile file = new();
        await using (await Journals.OpenAsync(file))
        {
        }

        JournalIdentity same = Journals.Identity with
        {
            FlowName = "Onboard colleague",
            FlowId = Journals.Identity.FlowId.ToUpperInvariant(),
            OrganizationId = null,
        };

        await using LaunchJournal journal = await LaunchJournal.OpenAsync(
            new MemoryJournalFile(file.Content), null, same, Journals.Clock(), default);

        Assert.Equal(Journals.Identity, journal.Header.Identity);
    }

    [Fact]
    public async Task Whoever_reconciles_opens_a_journal_without_knowing_what_it_is_about()
    {
        using TemporaryFolder folder = new();
        JournalHeader header;
        await using (LaunchJournal journal = await Journals.OpenAsync(folder["run.jsonl"]))
            header = journal.Header;

        await using LaunchJournal existing = await LaunchJournal.OpenExistingAsync(folder["run.jsonl"], Journals.Clock());

        Assert.Equal(header, existing.Header);
    }
}
