using System.Globalization;
using System.Management.Automation;
using CsCheck;
using FlowCmdlets.Tests.Engine;
using GenesysCloud.Simulator;
using GenesysCloud.Simulator.People;
using Xunit;

namespace FlowCmdlets.Tests.Launching;

/// <summary>Many people: what it costs to look them up, and what becomes of a run that cannot.</summary>
public sealed class PeopleBulkTests : CloudTest
{
    private const string Search = "/api/v2/users/search";
    private const string Rows = "ForEach-Object { [pscustomobject]@{ UserId = \"u$_@example.com\" } }";
    private readonly TestTransport _transport = new();

    private int Searches => Cloud.Requests.Count(request => request.Path == Search);

    private string[] Launched() => [.. Cloud.Launches.Select(launch => launch.InputData!.Value.GetProperty("Flow.userId").GetString()!)];

    private SimulatedUser[] AddUsers(int count)
    {
        SimulatedUser[] users = [.. Enumerable.Range(1, count).Select(number => SimulatedUser.Of($"u{number}@example.com"))];
        foreach (SimulatedUser user in users)
            Cloud.AddUser(user);
        return users;
    }

    [Fact]
    public void A_hundred_people_cost_one_request_and_are_launched_in_order()
    {
        int count = TestEffort.Of(1000);
        SimulatedUser[] users = AddUsers(count);
        Connect();
        Transcript transcript = Run($"1..{count} | {Rows} | Start-GenesysFlow 'Onboard employee' -ThrottleLimit 1").WithoutErrors();
        Assert.Equal(users.Select(user => user.Id), Launched());
        Assert.Equal(users.Select(user => user.Email), transcript.Output.Select(execution => execution.Properties["UserId"].Value));

        // The first row alone, then groups, and some more where this machine pauses for a second.
        int fewest = 1 + (count / 100);
        Assert.InRange(Searches, fewest, fewest + 20);
    }

    [Fact]
    public void Rows_with_and_without_names_keep_their_order()
    {
        SimulatedUser[] users = AddUsers(150);
        Connect();
        string[] expected =
        [
            .. Enumerable.Range(1, 300).Select(row => row % 2 == 0
                ? $"7a7b1c2d-0000-4000-8000-{row.ToString("D12", CultureInfo.InvariantCulture)}"
                : users[row / 2].Id),
        ];
        Run("""
            1..300 | ForEach-Object {
                [pscustomobject]@{
                    UserId = if ($_ % 2) { "U$(($_ + 1) / 2)@Example.com" } else { '7a7b1c2d-0000-4000-8000-{0:D12}' -f $_ } }
            } | Start-GenesysFlow 'Onboard employee' -ThrottleLimit 1
            """).WithoutErrors();
        Assert.Equal(expected, Launched());
        Assert.InRange(Searches, 2, 15);
    }

    [Fact]
    public void People_are_looked_up_once_in_a_session_and_those_who_were_not_found_once_in_a_command()
    {
        AddUsers(1);
        Connect();
        string launch = "'u1@example.com', 'new@example.com', 'u1@example.com', 'new@example.com' | " +
            "ForEach-Object { [pscustomobject]@{ UserId = $_ } } | Start-GenesysFlow 'Onboard employee' -ErrorAction SilentlyContinue";
        Run(launch);
        Assert.Equal((2, 2), (Searches, Cloud.LaunchCount));
        Cloud.AddUser(SimulatedUser.Of("new@example.com"));
        Run(launch);
        Assert.Equal((3, 6), (Searches, Cloud.LaunchCount));
        Run(launch);
        Assert.Equal((3, 10), (Searches, Cloud.LaunchCount));
    }

    [Fact]
    public void Without_the_permission_a_run_ends_before_its_first_launch()
    {
        AddUsers(10);
        Connect(SimulatedClients.NoExecutionData);
        Transcript transcript = Run($"1..10 | {Rows} | Start-GenesysFlow 'Onboard employee'");
        Assert.Equal("PermissionMissing", transcript.Terminating!.Id());
        Assert.Contains("directory:user:view", transcript.Terminating!.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Empty(transcript.Errors);
        Assert.Equal((1, 0), (Searches, Cloud.LaunchCount));
    }

    [Fact]
    public void A_single_launch_without_the_permission_is_one_error()
    {
        Connect(SimulatedClients.NoExecutionData);
        Transcript transcript = Run("Start-GenesysFlow 'Onboard employee' -UserId anna@example.com");
        Assert.Equal("PermissionMissing", transcript.Terminating!.Id());
        Assert.Empty(transcript.Errors);
        Assert.Empty(transcript.Warnings);
        Assert.Equal(0, Cloud.LaunchCount);
    }

    [Fact]
    public void Rows_whose_people_could_not_be_looked_up_are_errors_with_the_cause_and_the_others_are_launched()
    {
        AddUsers(2);
        Cloud.Faults.Add(new Fault(FaultKind.StatusBefore) { Path = Search, Times = 20, Status = 503, Skip = 1 });
        // Rows that come slowly are looked up one by one.
        ConnectHurried();
        Shell["pause"] = new Action(() => Time.Skip(TimeSpan.FromSeconds(5)));
        Transcript transcript = Run("""
            'u1@example.com', 'u2@example.com', '7a7b1c2d-0000-4000-8000-000000000001', 'u1@example.com' | ForEach-Object {
                $pause.Invoke()
                [pscustomobject]@{ UserId = $_ }
            } | Start-GenesysFlow 'Onboard employee'
            """);
        Assert.Null(transcript.Terminating);
        ErrorRecord error = Assert.Single(transcript.Errors);
        Assert.StartsWith("Row 2 was not launched: ", error.Text(), StringComparison.Ordinal);
        Assert.Contains("503", error.Text(), StringComparison.Ordinal);
        Assert.Equal([Channel.Output, Channel.Error, Channel.Output, Channel.Output], transcript.Results);
        Assert.Equal(3, Cloud.LaunchCount);
    }

    [Fact]
    public void A_response_that_is_not_Genesys_Clouds_ends_the_run_and_launches_nothing()
    {
        AddUsers(3);
        Cloud.Faults.Add(new Fault(FaultKind.ForeignBefore) { Path = Search, Times = null, Status = 200, Body = "<html>Sign in</html>" });
        ConnectHurried();
        Transcript transcript = Run($"1..3 | {Rows} | Start-GenesysFlow 'Onboard employee'");
        Assert.Equal("ResponseNotFromGenesysCloud", transcript.Terminating!.Id());
        Assert.Equal(0, Cloud.LaunchCount);
    }

    [Fact]
    public void A_stop_while_people_are_looked_up_launches_nothing_more_and_reports_the_rows_that_waited()
    {
        AddUsers(150);
        ConnectThrough(_transport);
        using var looksUp = new ManualResetEventSlim();
        int searches = 0;
        _transport.HoldAnswer = async (request, stop) =>
        {
            if (request.RequestUri!.AbsolutePath != Search || Interlocked.Increment(ref searches) < 2)
                return;
            looksUp.Set();
            await Task.Delay(Timeout.Infinite, stop);
        };
        RunningScript running = Shell.Start($"1..150 | {Rows} | Start-GenesysFlow 'Onboard employee'");
        Assert.True(looksUp.Wait(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken));
        Transcript transcript = running.Stop();
        Assert.Equal(1, Cloud.LaunchCount);
        Assert.Contains(transcript.HostWarnings, warning => warning.StartsWith("Stopped. Not sent: ", StringComparison.Ordinal));
    }

    [Fact]
    public void Select_Object_First_launches_no_row_that_waits()
    {
        AddUsers(300);
        Connect();
        Transcript transcript = Run($"1..300 | {Rows} | Start-GenesysFlow 'Onboard employee' -ThrottleLimit 1 | Select-Object -First 1");
        Assert.Single(transcript.Output);
        Assert.InRange(Cloud.LaunchCount, 1, 101);
        Assert.True(Cloud.LaunchCount < 300);
    }

    [Fact]
    public void With_ErrorAction_Stop_no_row_after_an_unknown_person_is_launched()
    {
        AddUsers(9);
        Connect();
        Transcript transcript = Run(
            "1..4 + 99 + 5..9 | " + Rows + " | Start-GenesysFlow 'Onboard employee' -ErrorAction Stop");
        Assert.Equal("PersonNotFound", transcript.Terminating!.Id());
        Assert.Equal(4, transcript.Output.Count);
        Assert.Equal(4, Cloud.LaunchCount);
    }

    [Fact]
    public void A_run_that_has_ended_looks_nobody_up()
    {
        AddUsers(200);
        Connect();
        Transcript transcript = Run(
            "'nobody@example.com', 'noone@example.com' + (1..200 | ForEach-Object { \"u$_@example.com\" }) | " +
            "ForEach-Object { [pscustomobject]@{ UserId = $_ } } | Start-GenesysFlow 'Onboard employee' -MaxFailures 1 -PassThru");
        Assert.Equal("TooManyFailures", transcript.Terminating!.Id());
        Assert.Equal(0, Cloud.LaunchCount);
        Assert.Equal((202, 1), (transcript.Output.Count, Searches));
    }

    [Fact]
    public void Whatever_the_rows_each_launched_one_has_the_id_of_the_one_person_whom_it_names()
    {
        string[] ids = [.. Enumerable.Range(1, 6).Select(number => $"7a7b1c2d-0000-4000-8000-00000000000{number}")];
        string[] names = ["ann@x.com", "bob@x.com", "ann", "bob", "Élan@x.com", "c'd@x.com"];
        string[] states = ["active", "active", "active", "inactive", "deleted"];
        int orgs = 0;
        Connect();
        Gen<(string, string, string)[]> users = Gen.Select(Gen.OneOf(names), Gen.OneOf(names), Gen.OneOf(states)).Array[6];
        var cells = Gen.Frequency(
            (6, Gen.OneOf(names)),
            (2, Gen.OneOf(names).Select(name => $" {name.ToUpperInvariant()} ")),
            (1, Gen.OneOf(ids)),
            (1, Gen.OneOf("*", "ann@x.com,bob@x.com", "\"ann\"", "zoe@x.com")));
        Gen.Select(users, cells.Array[1, 12], Gen.Bool, Gen.Bool).Sample(
            (people, rows, isCaseSensitive, needsAll) =>
            {
                // People of their own, so that what the session knows of others does not count.
                string suffix = $"{++orgs}";
                string Of(string name) => name + suffix;
                Cloud.Settings.UserSearchCaseSensitive = isCaseSensitive;
                SimulatedUser[] all =
                [
                    .. people.Select((user, index) => new SimulatedUser(ids[index], $"P{index}", Of(user.Item1).ToLowerInvariant())
                    {
                        Username = Of(needsAll ? user.Item1 : user.Item2).ToLowerInvariant(),
                        State = user.Item3,
                    }),
                ];
                Cloud.Settings.UserSearchNeedsAllFields = needsAll;
                foreach (SimulatedUser user in all)
                    Cloud.AddUser(user);
                string[] given = [.. rows.Select(cell => Guid.TryParse(cell, out _) || cell[0] == '*' ? cell : $" {Of(cell.Trim())} ")];
                string?[] expected =
                [
                    .. given.Select(cell => ids.Contains(cell)
                        ? cell
                        : all.Where(user => user.State == "active"
                                && (Is(user.Email, cell) || Is(user.Username, cell))).Select(user => user.Id).ToArray() is [var only]
                            ? only
                            : null),
                ];
                Shell["rows"] = given.Select(cell => PSObject.AsPSObject(Row(cell))).ToArray();
                int before = Cloud.LaunchCount;
                Transcript transcript = Run(
                    "$rows | Start-GenesysFlow 'Onboard employee' -PassThru -ThrottleLimit 1 -ErrorAction SilentlyContinue");
                Assert.Equal(expected.OfType<string>(), Launched()[before..]);
                Assert.Equal(given, transcript.Output.Select(execution => (string)execution.Properties["UserId"].Value));
                Assert.Equal(
                    expected.Select(id => id is null ? "Refused" : "Launched"),
                    transcript.Output.Select(execution => execution.Properties["Outcome"].Value));
            },
            iter: 40, threads: 1);

        static bool Is(string name, string cell) => name.Equals(cell.Trim(), StringComparison.OrdinalIgnoreCase);
    }

    private static PSObject Row(string cell)
    {
        var row = new PSObject();
        row.Properties.Add(new PSNoteProperty("UserId", cell));
        return row;
    }
}
