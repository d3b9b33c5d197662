using FlowCmdlets.Tests.Engine;
using GenesysCloud.Launching.Executions;
using GenesysCloud.Simulator;
using GenesysCloud.Simulator.People;
using Xunit;

namespace FlowCmdlets.Tests.Journals;

/// <summary>Runs with a journal whose rows name people: a row stays the same row, whoever has its name later.</summary>
public sealed class PeopleJournalTests : JournalTest
{
    private const string Search = "/api/v2/users/search";

    private static readonly SimulatedUser s_anna = SimulatedUser.Of("anna@example.com");

    private int Searches => Cloud.Requests.Count(request => request.Path == Search);

    private Transcript Launch(string more, params string[] names)
    {
        Shell["names"] = names;
        return Run(
            "$n = 0; $names | ForEach-Object { [pscustomobject]@{ Employee = \"E$((++$n))\"; UserId = $_ } } | " +
            $"Start-GenesysFlow 'Onboard employee' -Journal $journal -WarningAction SilentlyContinue {more}");
    }

    private void AddUsers(params string[] emails)
    {
        foreach (string email in emails)
            Cloud.AddUser(SimulatedUser.Of(email));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-Key Employee -IgnoreColumn Employee")]
    public void A_resumed_run_knows_its_rows_though_people_have_left_or_their_names_have_another(string more)
    {
        AddUsers("anna@example.com", "ben@example.com", "cleo@example.com");
        Launch(more, "anna@example.com", "ben@example.com").WithoutErrors();
        Assert.Equal(2, Cloud.LaunchCount);

        // Whoever has signed off since; and whoever has another's address now.
        ConnectHurried();
        Cloud.AddUser(s_anna with { State = "inactive" });
        Cloud.AddUser(SimulatedUser.Of("ben@example.com") with { State = "deleted" });
        Cloud.AddUser(new SimulatedUser("7a7b1c2d-0000-4000-8000-000000000009", "New Ben", "ben@example.com"));
        Transcript transcript = Launch(more + " -PassThru", "ANNA@example.com ", "ben@example.com", "cleo@example.com").WithoutErrors();
        Assert.Equal(
            ["AlreadyLaunched", "AlreadyLaunched", "Launched"],
            transcript.OutputOf<FlowExecution>().Select(execution => execution.Outcome));
        Assert.Equal(3, Cloud.LaunchCount);
    }

    [Fact]
    public void With_a_key_rows_that_were_launched_are_not_looked_up_again()
    {
        string[] names = [.. Enumerable.Range(1, 150).Select(number => $"u{number}@example.com")];
        AddUsers(names);
        Launch("-Key Employee -IgnoreColumn Employee", names).WithoutErrors();
        ConnectHurried();
        int before = Searches;
        Launch("-Key Employee -IgnoreColumn Employee", names).WithoutErrors();
        // The first row opens the journal.
        Assert.Equal((before + 1, 150), (Searches, Cloud.LaunchCount));
    }

    [Fact]
    public void Another_name_is_an_edited_row_and_without_a_key_a_new_one()
    {
        AddUsers("anna@example.com", "ben@example.com");
        Launch("-Key Employee -IgnoreColumn Employee", "anna@example.com").WithoutErrors();
        ConnectHurried();
        Shell["names"] = new[] { "ben@example.com" };
        Transcript edited = Run("""
            $names | ForEach-Object { [pscustomobject]@{ Employee = 'E1'; UserId = $_ } } |
                Start-GenesysFlow 'Onboard employee' -Journal $journal -Key Employee -IgnoreColumn Employee
            """).WithoutErrors();
        Assert.Contains(edited.Warnings, warning => warning.Contains("launched before with other inputs", StringComparison.Ordinal));
        Assert.Equal(1, Cloud.LaunchCount);

        Shell["journal"] = JournalPath + "2";
        Launch("", "anna@example.com").WithoutErrors();
        Launch("", "ben@example.com").WithoutErrors();
        Assert.Equal(3, Cloud.LaunchCount);
    }

    [Fact]
    public void A_row_whose_person_is_unknown_is_recorded_by_its_key_and_launched_once_the_person_is_there()
    {
        AddUsers("anna@example.com");
        Transcript first = Launch("-Key Employee -IgnoreColumn Employee", "anna@example.com", "ben@example.com");
        Assert.Equal("PersonNotFound", Assert.Single(first.Errors).Id());
        Assert.Equal(
            ["E1 Launched ", "E2 Refused PersonNotFound: UserId"],
            JournalRows().Select(row => $"{row.Key} {row.Outcome} {row.Reason}").Order(StringComparer.Ordinal));
        Assert.DoesNotContain("example.com", File.ReadAllText(JournalPath), StringComparison.Ordinal);
        AddUsers("ben@example.com");
        Launch("-Key Employee -IgnoreColumn Employee", "anna@example.com", "ben@example.com").WithoutErrors();
        Assert.Equal(2, Cloud.LaunchCount);
    }

    [Fact]
    public void Two_rows_of_one_key_are_refused_though_nobody_is_known_to_the_first()
    {
        AddUsers("anna@example.com");
        Shell["rows"] = Run("""
            [pscustomobject]@{ Employee = 'E1'; UserId = 'nobody@example.com' },
            [pscustomobject]@{ Employee = 'E1'; UserId = 'anna@example.com' }
            """).Output;
        Transcript transcript = Run(
            "$rows | Start-GenesysFlow 'Onboard employee' -Journal $journal -Key Employee -IgnoreColumn Employee");
        Assert.Equal(["PersonNotFound", "KeyInvalid"], transcript.Errors.Select(error => error.Id()));
        Assert.Equal(0, Cloud.LaunchCount);
    }

    [Fact]
    public void A_name_in_the_column_of_the_input_itself_is_another_row()
    {
        AddUsers("anna@example.com");
        Launch("", "anna@example.com").WithoutErrors();
        Run("[pscustomobject]@{ Employee = 'E1'; 'Flow.userId' = 'anna@example.com' } | " +
            "Start-GenesysFlow 'Onboard employee' -Journal $journal -WarningAction SilentlyContinue").WithoutErrors();
        Assert.Equal(2, Cloud.LaunchCount);
    }
}
