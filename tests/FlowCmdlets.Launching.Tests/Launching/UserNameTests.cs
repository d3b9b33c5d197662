using System.Management.Automation;
using System.Text.Json;
using FlowCmdlets.Tests.Engine;
using GenesysCloud.Launching.Executions;
using GenesysCloud.Simulator;
using GenesysCloud.Simulator.People;
using Xunit;

namespace FlowCmdlets.Tests.Launching;

/// <summary>Users who are named by e-mail address or user name.</summary>
public sealed class UserNameTests : CloudTest
{
    private const string Search = "/api/v2/users/search";
    private const string Anna = "7a7b1c2d-0000-4000-8000-00000000000a";
    private const string Id = "7a7b1c2d-0000-4000-8000-000000000001";

    public UserNameTests() => Shell["user"] = Id;

    private int Searches => Cloud.Requests.Count(request => request.Path == Search);

    private void AddAnna() => Cloud.AddUser(new SimulatedUser(Anna, "Anna Lee", "anna.lee@example.com") { Username = "alee" });

    private string[] Launched() => [
        .. Cloud.Launches.Select(
            launch => launch.InputData!.Value.TryGetProperty("Flow.userId", out JsonElement id) ? id.GetString()! : "none"),
    ];

    [Theory]
    [InlineData("anna.lee@example.com")]
    [InlineData("  Anna.Lee@EXAMPLE.com ")]
    [InlineData("alee")]
    [InlineData("ALEE")]
    [InlineData(Anna)]
    public void A_user_is_named_by_address_user_name_or_id_in_any_case(string name)
    {
        AddAnna();
        Connect();
        Shell["name"] = name;
        Run("Start-GenesysFlow 'Onboard employee' -UserId $name").WithoutErrors();
        Run("[pscustomobject]@{ UserId = $name } | Start-GenesysFlow 'Onboard employee'").WithoutErrors();
        Run("@{ userid = $name } | Start-GenesysFlow 'Onboard employee'").WithoutErrors();
        Assert.Equal([Anna, Anna, Anna], Launched());
        Assert.Equal(name == Anna ? 0 : 1, Searches);
    }

    [Fact]
    public void Names_are_found_where_the_service_tells_cases_apart_or_wants_all_fields_to_match()
    {
        Cloud.Settings.UserSearchCaseSensitive = true;
        Cloud.Settings.UserSearchNeedsAllFields = true;
        Cloud.AddUser(new SimulatedUser(Anna, "Anna", "anna@example.com"));
        Cloud.AddUser(new SimulatedUser(Id, "Ben", "Ben@Example.com"));
        Connect();
        Run("""
            'Anna@example.com', 'Ben@Example.com' | ForEach-Object { [pscustomobject]@{ UserId = $_ } } |
                Start-GenesysFlow 'Onboard employee' -ThrottleLimit 1
            """).WithoutErrors();
        Assert.Equal([Anna, Id], Launched());
    }

    [Fact]
    public void A_row_keeps_its_own_text_so_that_it_is_valid_input_again()
    {
        AddAnna();
        Connect();
        Transcript transcript = Run(
            "[pscustomobject]@{ UserId = 'anna.lee@example.com' } | Start-GenesysFlow 'Onboard employee' | " +
            "ConvertTo-Csv | ConvertFrom-Csv | Start-GenesysFlow 'Onboard employee'").WithoutErrors();
        Assert.Equal("anna.lee@example.com", Assert.Single(transcript.OutputOf<FlowExecution>()).UserId);
        Assert.Equal([Anna, Anna], Launched());
    }

    [Fact]
    public void Missing_ambiguous_and_inactive_users_are_errors_of_their_rows_which_name_who_it_may_be()
    {
        AddAnna();
        Cloud.AddUser(new SimulatedUser(Id, "Ben 1", "ben@example.com"));
        Cloud.AddUser(new SimulatedUser(Id[..^1] + "2", "Ben 2", "ben2@example.com") { Username = "BEN@example.com" });
        Cloud.AddUser(new SimulatedUser(Id[..^1] + "3", "Cleo", "cleo@example.com") { State = "inactive" });
        Cloud.AddUser(new SimulatedUser(Id[..^1] + "4", "Anna (old)", "anna.lee@example.com") { State = "deleted" });
        Connect();
        Transcript transcript = Run("""
            'anna.lee@example.com', 'ben@example.com', 'cleo@example.com', '', 'nobody@example.com', 'alee' |
                ForEach-Object { [pscustomobject]@{ UserId = $_; badgeNumber = '7' } } |
                Start-GenesysFlow 'Onboard employee' -ThrottleLimit 1
            """);
        Assert.Equal([Anna, "none", Anna], Launched());
        Assert.Equal(
            [Channel.Output, Channel.Error, Channel.Error, Channel.Output, Channel.Error, Channel.Output], transcript.Results);
        Assert.Equal(["PersonAmbiguous", "PersonNotFound", "PersonNotFound"], transcript.Errors.Select(error => error.Id()));
        Assert.Equal(
            "Row 2 was not launched: column 'UserId': 'ben@example.com' is ambiguous; it belongs to " +
            $"'Ben 2' ({Id[..^1]}2, ben2@example.com), 'Ben 1' ({Id}, ben@example.com); expected the ID of one of them.",
            transcript.Errors[0].Text());
        Assert.Equal(
            $"Row 3 was not launched: column 'UserId': 'cleo@example.com' belongs to a user who can't be used: " +
            $"'Cleo' ({Id[..^1]}3, cleo@example.com, inactive); expected an active user.",
            transcript.Errors[1].Text());
        Assert.Contains("'nobody@example.com'", transcript.Errors[2].Text(), StringComparison.Ordinal);
        Assert.Equal("nobody@example.com", ((PSObject)transcript.Errors[2].TargetObject).Properties["UserId"].Value.ToString());
    }

    [Fact]
    public void An_ambiguous_name_lists_a_few_of_many()
    {
        for (int i = 10; i < 40; i++)
            Cloud.AddUser(new SimulatedUser($"{Id[..^2]}{i}", $"Twin {i}", $"twin{i}@example.com") { Username = "twin" });
        Connect();
        string error = Assert.Single(Run("Start-GenesysFlow 'Onboard employee' -UserId twin").Errors).Text();
        Assert.Equal(5, error.Split("'Twin ").Length - 1);
        Assert.Contains(" and 25 more; expected the ID of one of them", error, StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_of_a_row_are_reported_with_its_unknown_user()
    {
        Connect();
        ErrorRecord error = Assert.Single(
            Run("[pscustomobject]@{ UserId = 'nobody'; badgeNumber = 'x' } | Start-GenesysFlow 'Onboard employee'").Errors);
        Assert.Equal("InputInvalid", error.Id());
        Assert.All(["'nobody'", "column 'badgeNumber': 'x'"], words => Assert.Contains(words, error.Text(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("*@example.com")]
    [InlineData("anna.lee@example.com OR ben@example.com")]
    [InlineData("\"anna.lee@example.com\"")]
    [InlineData("anna.lee@example")]
    [InlineData("anna.lee@example.com\u200B")]
    [InlineData("\"}],\"query\":[{\"type\":\"EXACT\"")]
    public void A_name_is_never_read_as_more_than_a_name(string name)
    {
        AddAnna();
        Connect();
        Shell["name"] = name;
        Assert.Equal("PersonNotFound", Assert.Single(Run("Start-GenesysFlow 'Onboard employee' -UserId $name").Errors).Id());
        Assert.Equal(0, Cloud.LaunchCount);
    }

    [Fact]
    public void An_address_may_have_any_letters()
    {
        Cloud.AddUser(new SimulatedUser(Anna, "Zoë Müller", "zoë.müller@exämple.com"));
        Connect();
        Run("Start-GenesysFlow 'Onboard employee' -UserId 'Zoë.MÜLLER@exämple.com'").WithoutErrors();
        Assert.Equal([Anna], Launched());
    }

    [Fact]
    public void A_column_that_fills_the_input_directly_is_left_alone()
    {
        AddAnna();
        Connect();
        Run("[pscustomobject]@{ 'Flow.userId' = 'anna.lee@example.com' }, [pscustomobject]@{ 'Flow.userId' = '4711' } | " +
            "Start-GenesysFlow 'Onboard employee' -ThrottleLimit 1").WithoutErrors();
        Run("Start-GenesysFlow 'Onboard employee' -InputData @{ userId = 'alee' }").WithoutErrors();
        Assert.Equal(["anna.lee@example.com", "4711", "alee"], Launched());
        Assert.Equal(0, Searches);
    }

    [Fact]
    public void The_error_says_how_an_HR_number_reaches_the_flow()
    {
        Cloud.AddFlow(new SimulatedFlow { Name = "Numbered", Inputs = [new("Flow.userId", ArchitectType.Integer)] });
        Connect();
        const string Advice = "to the flow unchanged, rename the column to 'Flow.userId'";
        foreach (string flow in (string[])["Onboard employee", "Numbered"])
        {
            ErrorRecord error = Assert.Single(Run($"[pscustomobject]@{{ userId = '4711' }} | Start-GenesysFlow '{flow}'").Errors);
            Assert.Contains(Advice, error.Text(), StringComparison.Ordinal);
        }

        Assert.Equal(1, Searches);
        Run("[pscustomobject]@{ 'Flow.userId' = '4711' } | Start-GenesysFlow Numbered").WithoutErrors();
        Assert.Equal(1, Cloud.LaunchCount);

        // Of a parameter there is no column that could be renamed.
        foreach (string flow in (string[])["Onboard employee", "Numbered"])
        {
            string text = Assert.Single(Run($"Start-GenesysFlow '{flow}' -UserId 4711").Errors).Text();
            Assert.Contains("unchanged, specify it as 'Flow.userId' in -InputData instead of -UserId", text, StringComparison.Ordinal);
            Assert.Contains("-UserId: ", text, StringComparison.Ordinal);
            Assert.DoesNotContain("column", text, StringComparison.Ordinal);
        }

        Run("Start-GenesysFlow Numbered -InputData @{ 'Flow.userId' = 4711 }").WithoutErrors();
    }

    [Fact]
    public void A_user_input_takes_the_id_of_who_was_found_and_its_own_column_says_that_names_are_not_looked_up()
    {
        AddAnna();
        Cloud.AddFlow(new SimulatedFlow { Name = "Typed", Inputs = [new("Flow.userId", ArchitectType.User)] });
        Connect();
        Run("[pscustomobject]@{ UserId = 'alee' } | Start-GenesysFlow Typed").WithoutErrors();
        Assert.Equal([Anna], Launched());
        ErrorRecord error = Assert.Single(Run("[pscustomobject]@{ 'Flow.userId' = 'alee' } | Start-GenesysFlow Typed").Errors);
        Assert.Contains("names are looked up only in a column that is named UserId", error.Text(), StringComparison.Ordinal);
        Assert.Equal("PersonNotFound", Assert.Single(Run("Start-GenesysFlow Typed -UserId nobody").Errors).Id());
        Assert.Equal(1, Cloud.LaunchCount);
    }

    [Fact]
    public void A_dry_run_looks_people_up_and_counts_those_who_are_not_found()
    {
        AddAnna();
        Connect();
        Transcript transcript = Run("""
            'alee', 'nobody', 'alee' | ForEach-Object { [pscustomobject]@{ UserId = $_ } } | Start-GenesysFlow 'Onboard employee' -WhatIf
            """);
        Assert.Contains(
            "of 3 rows, 2 would be launched ('Onboard employee': 2) and 1 refused (column 'UserId': 1)",
            string.Join('\n', transcript.HostLines.Concat(transcript.Information)),
            StringComparison.Ordinal);
        Assert.Equal("PersonNotFound", Assert.Single(transcript.Errors).Id());
        Assert.Equal(0, Cloud.LaunchCount);
    }
}
