using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;
using FlowCmdlets.Summaries;
using FlowCmdlets.Tests.Engine;
using FlowCmdlets.Tests.Journals;
using GenesysCloud.Launching.Executions;
using GenesysCloud.Simulator;
using Xunit;

namespace FlowCmdlets.Tests.Pipeline;

/// <summary>The five ways in which a pipeline is stopped. After each, nothing new is sent and nothing is left running.</summary>
public sealed partial class StopTests : CloudTest
{
    private const string Launches = "/api/v2/flows/executions";
    private const string Rows =
        "ForEach-Object { [pscustomobject]@{ userId = $user; badgeNumber = if ($_ -eq $bad) { 'x' } else { \"$_\" } } }";

    private readonly TestTransport _transport = new();

    public StopTests() => (Shell["user"], Shell["bad"]) = ("7a7b1c2d-0000-4000-8000-000000000001", 0);

    /// <summary>What stops a launch of many rows; a script in which <c>{0}</c> is the launch.</summary>
    public static TheoryData<string, int, string?> Causes => new()
    {
        { "{0} | Select-Object -First 3", 3, null },
        { "$bad = 5; {0} -ErrorAction Stop", 4, "InputInvalid" },
        { "{0} | ForEach-Object { $_; throw 'downstream' }", 1, "downstream" },
        { "foreach ($once in 1) { {0} | ForEach-Object { $_; break } }", 1, null },
    };

    [Theory]
    [MemberData(nameof(Causes))]
    public void After_a_stop_nothing_is_sent_and_what_was_in_flight_is_told(string script, int emitted, string? error)
    {
        Begin();
        Transcript transcript = Run(
            script.Replace("{0}", $"1..1000 | {Rows} | Start-GenesysFlow 'Onboard employee'", StringComparison.Ordinal));
        Assert.Equal(error, transcript.Terminating?.Id());
        Assert.Empty(transcript.Errors);
        Assert.Equal(
            Enumerable.Range(1, emitted).Select(row => $"{row}"),
            transcript.Output.Select(execution => execution.Properties["badgeNumber"].Value));
        NothingIsLost(transcript, emitted);
    }

    [Theory]
    [InlineData("{0} -ErrorAction Stop")]
    [InlineData("$ErrorActionPreference = 'Stop'; {0}")]
    public void With_ErrorAction_Stop_nothing_is_launched_after_a_row_that_was_refused_here(string script)
    {
        Begin();
        Shell["bad"] = 3;
        Cloud.Settings.Latency = TimeSpan.FromMilliseconds(100);
        Transcript transcript = Run(
            script.Replace("{0}", $"1..1000 | {Rows} | Start-GenesysFlow 'Onboard employee' -ThrottleLimit 64", StringComparison.Ordinal));
        Assert.Equal("InputInvalid", transcript.Terminating!.Id());
        Assert.All(transcript.Progress.TakeLast(1), bar => Assert.Equal(ProgressRecordType.Completed, bar.RecordType));
        Assert.Equal(["1", "2"], transcript.Output.Select(execution => execution.Properties["badgeNumber"].Value));
        Assert.Equal(2, Cloud.LaunchCount);
    }

    [Fact]
    public void With_ErrorAction_Stop_what_was_launched_and_not_emitted_is_a_warning_and_in_the_summary()
    {
        Begin();
        Cloud.Faults.Add(new Fault(FaultKind.StatusBefore) { Status = 400, Skip = 2, Path = Launches });
        Transcript transcript = Run($"1..200 | {Rows} | Start-GenesysFlow 'Onboard employee' -ThrottleLimit 16 -ErrorAction Stop");
        Assert.Equal("RequestInvalid", transcript.Terminating!.Id());
        FlowRunSummary summary = transcript.RunSummary();
        Assert.Equal(Cloud.LaunchCount, summary.Launched);
        Assert.Equal((1, 1), (summary.Refused, summary.ExitCode));
        int unemitted = Cloud.LaunchCount - transcript.Output.Count;
        if (unemitted > 0)
            Assert.Contains(transcript.Warnings, warning => warning.StartsWith($"Stopped. {unemitted} more row", StringComparison.Ordinal));
        Assert.InRange(Cloud.LaunchCount, 2, 60);
    }

    [Fact]
    public void After_CtrlC_nothing_is_sent_and_what_was_in_flight_is_told()
    {
        Begin();
        using RunningScript running = Shell.Start($"1..1000 | {Rows} | Start-GenesysFlow 'Onboard employee'");
        Until(() => running.Transcript.Output.Count > 0);
        Transcript transcript = running.Stop();
        Assert.Equal(PSInvocationState.Stopped, transcript.State);
        Assert.Empty(transcript.Errors);
        NothingIsLost(transcript, transcript.Output.Count);
    }

    [Fact]
    public void CtrlC_waits_no_longer_than_its_grace_for_answers_that_do_not_come()
    {
        ConnectHurried(handler: _transport);
        Run("Get-GenesysFlowInput 'Onboard employee'").WithoutErrors();
        Cloud.Faults.Add(new Fault(FaultKind.HangAfter) { Times = null });
        using RunningScript running = Shell.Start($"1..1000 | {Rows} | Start-GenesysFlow 'Onboard employee' -ThrottleLimit 4");
        Until(() => Cloud.LaunchCount == 4);
        long stopped = Time.GetTimestamp();
        Transcript transcript = running.Stop();
        Assert.InRange(Time.GetElapsedTime(stopped), TimeSpan.Zero, TimeSpan.FromMinutes(10));
        Assert.Equal(PSInvocationState.Stopped, transcript.State);
        Assert.Equal(
            "Stopped. No response was received for rows 1–4, which may have been launched. Check before you relaunch them.",
            transcript.HostWarnings[0]);
        Assert.Matches("^Stopped[.] Not sent: rows? 5(–[0-9]+)? and all later rows[.]$", transcript.HostWarnings[1]);
        Assert.Equal(4, Cloud.LaunchCount);
    }

    [Fact]
    public void CtrlC_ends_a_wait_for_the_rate_limit_at_once()
    {
        ConnectThrough(_transport);
        Cloud.Settings.RateLimit = 10;
        using RunningScript running = Shell.Start($"1..1000 | {Rows} | Start-GenesysFlow 'Onboard employee' -Verbose");
        Until(() => running.Transcript.Verbose.Any(told => told.Contains("waits until", StringComparison.Ordinal))
            && _transport.InFlight == 0);
        int sent = _transport.Sent.Count;
        Transcript transcript = running.Stop();
        Assert.Equal(PSInvocationState.Stopped, transcript.State);
        Assert.Equal(sent, _transport.Sent.Count);
        NothingIsLost(transcript, transcript.Output.Count);
    }

    [Fact]
    public void CtrlC_with_a_bar_on_the_screen_still_tells_what_was_in_flight()
    {
        ConnectHurried(handler: _transport);
        Run("Get-GenesysFlowInput 'Onboard employee'").WithoutErrors();
        Cloud.Faults.Add(new Fault(FaultKind.HangAfter) { Times = null, Skip = 20 });
        using RunningScript running = Shell.Start($"1..1000 | {Rows} | Start-GenesysFlow 'Onboard employee' -ThrottleLimit 4");
        Until(() => running.Transcript.Progress.Count > 0 && Cloud.LaunchCount == 24);
        Transcript transcript = running.Stop();
        Assert.Equal(PSInvocationState.Stopped, transcript.State);
        Assert.Contains(transcript.HostWarnings, line => line.Contains("which may have been launched", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{0} | Select-Object -First 40")]
    [InlineData("foreach ($once in 1) { {0} | ForEach-Object { if ($_.badgeNumber -eq '40') { break } } }")]
    [InlineData("try { {0} | ForEach-Object { if ($_.badgeNumber -eq '40') { throw } } } catch { }")]
    public void A_stop_takes_the_bar_away_and_still_tells_what_was_in_flight(string script)
    {
        ConnectHurried(handler: _transport);
        Run("Get-GenesysFlowInput 'Onboard employee'").WithoutErrors();
        Cloud.Settings.Latency = TimeSpan.FromSeconds(0.5);
        Transcript transcript = Run(script.Replace(
            "{0}", $"1..1000 | {Rows} | Start-GenesysFlow 'Onboard employee' -ThrottleLimit 4", StringComparison.Ordinal)).WithoutErrors();
        Assert.Equal(ProgressRecordType.Completed, transcript.Progress[^1].RecordType);
        Assert.Contains(transcript.HostWarnings, line => line.StartsWith("Stopped. ", StringComparison.Ordinal));
    }

    [Fact]
    public void CtrlC_ends_a_sign_in_that_hangs()
    {
        Cloud.Faults.Add(new Fault(FaultKind.HangBefore) { Path = "/oauth/token" });
        using RunningScript running = Shell.Start("Connect-GenesysCloud $url -ClientId $id -ClientSecret $secret");
        Until(() => Cloud.Requests.Count == 1);
        Transcript transcript = running.Stop();
        Assert.Equal(PSInvocationState.Stopped, transcript.State);
        Assert.Empty(transcript.All);
        Assert.Null(Shell.DefaultSession);
    }

    [Fact]
    public void CtrlC_during_Start_with_Wait_tells_the_ids_that_were_launched()
    {
        AddLasting(TimeSpan.FromDays(1));
        ConnectHurried(handler: _transport);
        using RunningScript running = Shell.Start(
            "1..3 | ForEach-Object { [pscustomobject]@{ n = $_ } } | " +
            "Start-GenesysFlow Lasting -Wait -WarningAction SilentlyContinue -WarningVariable ignored");
        Until(() => Cloud.Requests.Any(request => request.Method == "GET" && request.Path.StartsWith(Launches, StringComparison.Ordinal)));
        Transcript transcript = running.Stop();
        Assert.Empty(transcript.HostWarnings);

        using RunningScript again = Shell.Start("1..3 | ForEach-Object { [pscustomobject]@{ } } | Start-GenesysFlow Lasting -Wait");
        Until(() => Cloud.LaunchCount == 6 && Cloud.Launches.Skip(3)
            .Any(launch => Cloud.Requests.Any(request => request.Path.EndsWith(launch.Id, StringComparison.Ordinal))));
        string told = Assert.Single(again.Stop().HostWarnings);
        Assert.All(Cloud.Launches.Skip(3), launch => Assert.Contains(launch.Id, told, StringComparison.Ordinal));
        Assert.Contains("still be running", told, StringComparison.Ordinal);
    }

    /// <summary>What stops a wait; a script in which <c>{0}</c> is the wait.</summary>
    public static TheoryData<string, string?> WaitCauses => new()
    {
        { "$runs | {0} | Select-Object -First 1", null },
        { "@('00000000-0000-4000-8000-00000000dead') + $runs.Id | {0} -ErrorAction Stop | Out-Null", "ExecutionNotFound" },
        { "$runs | {0} | ForEach-Object { throw 'downstream' }", "downstream" },
        { "foreach ($once in 1) { $runs | {0} | ForEach-Object { break } }", null },
    };

    [Theory]
    [MemberData(nameof(WaitCauses))]
    public void After_a_stop_a_wait_asks_no_more(string script, string? error)
    {
        BeginWait();
        Transcript transcript = Run(script.Replace("{0}", "Wait-GenesysFlowExecution", StringComparison.Ordinal));
        Assert.Equal(error, transcript.Terminating?.Id());
        Assert.Empty(transcript.Errors);
        NobodyAsksAnyMore();
    }

    [Fact]
    public void After_CtrlC_a_wait_asks_no_more()
    {
        BeginWait();
        using RunningScript running = Shell.Start("$runs | Wait-GenesysFlowExecution");
        Until(() => running.Transcript.Output.Count > 0 && running.Transcript.Progress.Count > 0);
        Transcript transcript = running.Stop();
        Assert.Equal(PSInvocationState.Stopped, transcript.State);
        Assert.Empty(transcript.Errors);
        NobodyAsksAnyMore();
    }

    /// <summary>A flow that is known already, and answers that take long enough for more to be in flight.</summary>
    private void Begin()
    {
        ConnectThrough(_transport);
        Run("Get-GenesysFlowInput 'Onboard employee'").WithoutErrors();
        // By the simulator's clock: 40 ms by the true one.
        Cloud.Settings.Latency = TimeSpan.FromSeconds(2);
    }

    private void NothingIsLost(Transcript transcript, int emitted)
    {
        int launched = Cloud.LaunchCount;
        Assert.Equal(0, _transport.InFlight);
        Assert.InRange(launched, emitted, 500);
        Assert.Equal(launched, emitted + Told(transcript));

        Cloud.Settings.RateLimit = null;
        Cloud.Settings.RateLimitHeaders = false;
        ConnectThrough(_transport);
        Run("Get-GenesysFlow 'Onboard employee'").WithoutErrors();
        Assert.Equal(launched, Cloud.LaunchCount);
    }

    [Fact]
    public void After_CtrlC_every_row_that_was_launched_is_named_with_its_id_and_none_as_not_sent()
    {
        const int Rows = 40;
        ConnectThrough(_transport);
        Shell["rows"] = Enumerable.Range(1, Rows).Select(number => new PSObject(
            new { userId = "7a7b1c2d-0000-4000-8000-000000000001", badgeNumber = number == 3 ? "three" : $"{number}" })).ToArray();
        Cloud.Faults.Add(new Fault(FaultKind.HangBefore));
        using RunningScript running = Shell.Start("$rows | Start-GenesysFlow 'Onboard employee' -WarningAction Continue");
        Until(() => Cloud.LaunchCount == Rows - 2 && _transport.InFlight == 1);
        Transcript transcript = running.Stop();

        // Requests are sent side by side, so any row may be the first to arrive. Those before it came out by then.
        int emitted = transcript.OutputOf<FlowExecution>().Count;
        Assert.Equal(Rows - 2, emitted + Told(transcript));
        Assert.Equal(Rows - 2, emitted + transcript.HostWarnings.Sum(line => Named().Count(line)));
        int lost = Enumerable.Range(1, Rows).Single(row => row != 3 && Cloud.Launches.All(launch => BadgeOf(launch) != $"{row}"));
        Assert.Contains(
            $"Stopped. No response was received for row {lost}, which may have been launched. Check before you relaunch it.",
            transcript.HostWarnings);
        Assert.DoesNotContain(transcript.HostWarnings, line => line.Contains("Not sent", StringComparison.Ordinal));
    }

    /// <summary>How many launches the host was told of, after a look at the ids that were named.</summary>
    private int Told(Transcript transcript)
    {
        Match match = transcript.HostWarnings.Select(line => MoreLaunched().Match(line)).FirstOrDefault(match => match.Success)
            ?? Match.Empty;
        if (!match.Success)
            return 0;
        var emitted = transcript.OutputOf<FlowExecution>().Select(execution => execution.Id).ToHashSet();
        var launched = Cloud.Launches.ToDictionary(launch => launch.Id);
        foreach (Match named in Named().Matches(match.Groups["ids"].Value))
        {
            string id = named.Groups["id"].Value;
            Assert.DoesNotContain(id, emitted);
            Assert.Equal(named.Groups["row"].Value, BadgeOf(launched[id]));
        }

        return int.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture);
    }

    private static string BadgeOf(LaunchRecord launch) => launch.InputData!.Value.GetProperty("Flow.badgeNumber").ToString();

    private void BeginWait()
    {
        AddLasting(TimeSpan.FromDays(1));
        ConnectHurried(handler: _transport);
        Run("$global:runs = @('Nightly clean-up', 'Lasting', 'Lasting', 'Lasting' | Start-GenesysFlow -ThrottleLimit 1)").WithoutErrors();
    }

    /// <summary>While another execution is followed for half a minute, nobody asks for those of before.</summary>
    private void NobodyAsksAnyMore()
    {
        Until(() => _transport.InFlight == 0);
        var abandoned = Cloud.Launches.Skip(1).Select(launch => $"{Launches}/{launch.Id}").ToHashSet();
        int asked = _transport.Sent.Count(abandoned.Contains);
        Run("Start-GenesysFlow 'Reindex knowledge base' | Wait-GenesysFlowExecution").WithoutErrors();
        Assert.Equal(asked, _transport.Sent.Count(abandoned.Contains));
    }

    [GeneratedRegex("^Stopped. (?<count>[0-9]+) more rows? (was|were) launched but not returned: (?<ids>.*)[.]$")]
    private static partial Regex MoreLaunched();

    [GeneratedRegex("row (?<row>[0-9]+): (?<id>[0-9a-f-]{36})")]
    private static partial Regex Named();
}
