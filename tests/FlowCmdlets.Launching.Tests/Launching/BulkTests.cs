using System.Management.Automation;
using System.Text.Json;
using FlowCmdlets.Pipeline;
using FlowCmdlets.Tests.Engine;
using GenesysCloud.Launching;
using GenesysCloud.Launching.Executions;
using GenesysCloud.Simulator;
using Xunit;

namespace FlowCmdlets.Tests.Launching;

/// <summary>Many rows at once: their order, their count, and what ends them early.</summary>
public sealed class BulkTests : CloudTest
{
    private const string Rows = "ForEach-Object { [pscustomobject]@{ userId = $user; badgeNumber = \"$_\" } }";
    private const string Launches = "/api/v2/flows/executions";

    public BulkTests() => Shell["user"] = "7a7b1c2d-0000-4000-8000-000000000001";

    private int Sent => Cloud.Requests.Count(request => request is { Method: "POST", Path: Launches });

    [Fact]
    public void Results_come_in_the_order_of_the_rows_whatever_the_order_of_the_answers()
    {
        var answers = new ShuffledAnswers(together: 8, seed: 7);
        ConnectHurried(handler: new TestTransport { HoldAnswer = (request, _) => answers.HoldAsync(request, Badge) });
        Transcript transcript = Run($"1..80 | {Rows} | Start-GenesysFlow 'Onboard employee' -ThrottleLimit 8").WithoutErrors();
        Assert.Equal(Enumerable.Range(1, 80).Select(row => $"{row}"), Badges(transcript));
        Assert.NotEqual(Badges(transcript), answers.Order);
        Assert.Equal(Badges(transcript).Order(StringComparer.Ordinal), answers.Order.Order(StringComparer.Ordinal));
        var launched = Cloud.Launches.ToDictionary(
            launch => launch.Id, launch => launch.InputData!.Value.GetProperty("Flow.badgeNumber").ToString());
        Assert.All(
            transcript.Output,
            execution => Assert.Equal(launched[((FlowExecution)execution.BaseObject).Id!], execution.Properties["badgeNumber"].Value));
    }

    [Fact]
    public void No_more_than_ThrottleLimit_launches_are_in_flight()
    {
        int most = 0;
        var transport = new TestTransport();
        transport.HoldAnswer = (_, _) =>
        {
            most = Math.Max(most, transport.InFlight);
            return Task.CompletedTask;
        };
        ConnectHurried(handler: transport);
        Run($"1..200 | {Rows} | Start-GenesysFlow 'Onboard employee' -ThrottleLimit 3").WithoutErrors();
        Assert.InRange(most, 1, 3);
        Assert.Equal(200, Cloud.LaunchCount);
    }

    [Fact]
    public void Results_come_while_input_still_arrives()
    {
        Connect();
        Transcript transcript = Run(
            $"$read = 0; 1..5000 | {Rows.Replace("{ [", "{ $script:read++; [", StringComparison.Ordinal)} | " +
            "Start-GenesysFlow 'Onboard employee' -ThrottleLimit 2 -WarningAction Ignore | " +
            "ForEach-Object { if (-not $first) { $first = $read } }; $first; $read").WithoutErrors();
        Assert.InRange((int)transcript.Output[0].BaseObject, 1, 200);
        Assert.Equal(5000, transcript.Output[1].BaseObject);
    }

    [Fact]
    public void Rows_by_the_ten_thousand_are_launched_once_each()
    {
        int rows = TestEffort.Of(10_000);
        Cloud.Settings.RecordRequests = false;
        Connect();
        Transcript transcript = Run($"1..{rows} | {Rows} | Start-GenesysFlow 'Onboard employee' -ThrottleLimit 32").WithoutErrors();
        Assert.Equal(Enumerable.Range(1, rows).Select(row => $"{row}"), Badges(transcript));
        Assert.Equal(
            Enumerable.Range(1, rows),
            Cloud.Launches.Select(launch => launch.InputData!.Value.GetProperty("Flow.badgeNumber").GetInt32()).Order());
    }

    [Fact]
    public void With_PassThru_as_many_objects_come_out_as_rows_go_in()
    {
        ConnectHurried();
        Cloud.Faults.Add(new Fault(FaultKind.StatusBefore) { Status = 409, Skip = 1 });
        Cloud.Faults.Add(new Fault(FaultKind.DropAfter) { Skip = 1 });
        Transcript transcript = Run("""
            [pscustomobject]@{ badgeNumber = '1'; userId = $user }, [pscustomobject]@{ badgeNumber = 'x'; userId = $user },
            """ + """
             [pscustomobject]@{ badgeNumber = '3'; userId = $user },
            [pscustomobject]@{ badgeNumber = '4'; userId = $user }, 'no row', [pscustomobject]@{ badgeNumber = '6'; userId = $user } |
            """ + """
             Start-GenesysFlow 'Onboard employee' -PassThru -ThrottleLimit 1
            """);
        Assert.Equal(
            ["Launched", "Refused", "Refused", "Unknown", "Refused", "Launched"],
            transcript.OutputOf<FlowExecution>().Select(execution => execution.Outcome));
        Assert.Equal(
            ["InputInvalid", "RequestConflict", "LaunchOutcomeUnknown", "RowInvalid"], transcript.Errors.Select(error => error.Id()));
        Assert.Equal(
            [
                Channel.Output, Channel.Error, Channel.Output, Channel.Error, Channel.Output,
                Channel.Error, Channel.Output, Channel.Error, Channel.Output, Channel.Output,
            ],
            transcript.Results);
        Assert.Equal(["1", "x", "3", "4", null, "6"], transcript.Output.Select(execution => execution.Properties["badgeNumber"]?.Value));
        Assert.Equal(
            ["general.conflict", null],
            transcript.OutputOf<FlowExecution>().Skip(2).Take(2).Select(execution => execution.Error?.ErrorCode));
        Assert.All(
            transcript.OutputOf<FlowExecution>(), execution => Assert.Equal(execution.Outcome == "Launched", execution.Id is not null));
    }

    [Theory]
    [InlineData(FaultKind.DropAfter, "connection was lost")]
    [InlineData(FaultKind.DropBefore, "connection was lost")]
    [InlineData(FaultKind.StatusAfter, "503")]
    [InlineData(FaultKind.StatusBefore, "503")]
    [InlineData(FaultKind.UnreadableBody, "could not be read")]
    [InlineData(FaultKind.TruncatedBody, "connection was lost")]
    [InlineData(FaultKind.HangAfter, "no response was received within 20 s")]
    public void A_launch_whose_answer_is_lost_is_told_as_unknown_and_never_sent_again(FaultKind fault, string told)
    {
        ConnectHurried(timeout: TimeSpan.FromSeconds(20));
        Run("Get-GenesysFlowInput 'Onboard employee'").WithoutErrors();
        Cloud.Faults.Add(new Fault(fault));
        Transcript transcript = Run($"1..2 | {Rows} | Start-GenesysFlow 'Onboard employee' -ThrottleLimit 1");
        ErrorRecord error = Assert.Single(transcript.Errors);
        Assert.Equal("LaunchOutcomeUnknown", error.Id());
        Assert.Contains("Row 1 may have been launched and may be running", error.Text(), StringComparison.Ordinal);
        Assert.Contains(told, error.Text(), StringComparison.Ordinal);
        Assert.Equal(
            fault == FaultKind.HangAfter ? ErrorCategory.OperationTimeout : ErrorCategory.ResourceUnavailable, error.CategoryInfo.Category);
        Assert.Equal("1", ((PSObject)error.TargetObject).Properties["badgeNumber"].Value);
        Assert.Equal(["2"], Badges(transcript));
        Assert.Equal(2, Sent);
    }

    [Fact]
    public void A_refusal_for_the_rate_limit_is_waited_out_and_told()
    {
        ConnectHurried();
        Cloud.Faults.Add(new Fault(FaultKind.TooManyRequests) { RetryAfterSeconds = 20 });
        Transcript transcript = Run($"1..3 | {Rows} | Start-GenesysFlow 'Onboard employee' -Verbose").WithoutErrors();
        Assert.Equal(3, Cloud.LaunchCount);
        Assert.Contains(transcript.Verbose, told => told.Contains("429", StringComparison.Ordinal)
            || told.Contains("temporarily rejects this request", StringComparison.Ordinal));
    }

    [Fact]
    public void A_refusal_that_asks_for_too_long_a_wait_ends_the_run_and_says_when_to_come_back()
    {
        Connect();
        Cloud.Faults.Add(new Fault(FaultKind.TooManyRequests) { RetryAfterSeconds = 3600, Times = null, Skip = 2 });
        Transcript transcript = Run($"1..20 | {Rows} | Start-GenesysFlow 'Onboard employee' -ThrottleLimit 1 -MaxRetryAfter 00:10:00");
        Assert.Equal(["1", "2"], Badges(transcript));
        Assert.Equal("RateLimited", Assert.Single(transcript.Errors).Id());
        Assert.Equal("RateLimited", transcript.Terminating?.Id());
        Assert.Equal(ErrorCategory.LimitsExceeded, transcript.Terminating!.CategoryInfo.Category);
        Assert.Contains("The run stopped at row 3. ", transcript.Terminating.Text(), StringComparison.Ordinal);
        Assert.Contains("Retry after", transcript.Terminating.Action(), StringComparison.Ordinal);
        Assert.Equal(3, Sent);
    }

    [Fact]
    public void A_403_on_a_launch_ends_the_run_at_once()
    {
        Connect(SimulatedClients.ViewOnly);
        Transcript transcript = Run(
            $"$read = 0; try {{ 1..5000 | {Rows.Replace("{ [", "{ $script:read++; [", StringComparison.Ordinal)} | " +
            "Start-GenesysFlow 'Onboard employee' -ThrottleLimit 1 } finally { $read }");
        Assert.Equal("PermissionMissing", Assert.Single(transcript.Errors).Id());
        Assert.Equal("NotPermitted", transcript.Terminating?.Id());
        Assert.Contains("architect:flow:launch", transcript.Terminating!.Action(), StringComparison.Ordinal);
        Assert.Equal(1, Sent);
        Assert.InRange((int)Assert.Single(transcript.Output).BaseObject, 1, 200);
    }

    [Fact]
    public void A_token_that_ends_is_renewed_and_no_row_is_lost()
    {
        Connect();
        Run("Get-GenesysFlow 'Onboard employee'").WithoutErrors();
        Cloud.EndTokens();
        Assert.Equal(30, Run($"1..30 | {Rows} | Start-GenesysFlow 'Onboard employee'").WithoutErrors().Output.Count);
        Assert.Equal(30, Cloud.LaunchCount);
    }

    [Fact]
    public void MaxFailures_stops_a_bad_batch_and_reads_no_further()
    {
        Connect();
        Transcript transcript = Run(
            "$read = 0; try { 1..5000 | ForEach-Object { $script:read++; [pscustomobject]@{ badgeNumber = 'x' } } | " +
            "Start-GenesysFlow 'Onboard employee' -MaxFailures 3 } finally { $read }");
        Assert.Equal(3, transcript.Errors.Count);
        Assert.Equal("TooManyFailures", transcript.Terminating?.Id());
        Assert.InRange((int)Assert.Single(transcript.Output).BaseObject, 3, 10);
        Assert.Equal(0, Sent);
    }

    [Fact]
    public void MaxFailures_with_PassThru_tells_of_every_row_that_the_rest_was_not_sent()
    {
        Connect();
        Cloud.Faults.Add(new Fault(FaultKind.StatusBefore) { Status = 409, Times = null, Skip = 2 });
        Transcript transcript = Run($"1..40 | {Rows} | Start-GenesysFlow 'Onboard employee' -MaxFailures 2 -PassThru -ThrottleLimit 1");
        Assert.Equal(
            ["Launched", "Launched", "Refused", "Refused", .. Enumerable.Repeat("NotSent", 36)],
            transcript.OutputOf<FlowExecution>().Select(execution => execution.Outcome));
        Assert.Equal(Enumerable.Range(1, 40).Select(row => $"{row}"), Badges(transcript));
        Assert.Equal(2, transcript.Errors.Count);
        Assert.Equal("TooManyFailures", transcript.Terminating?.Id());
        Assert.Equal(4, Sent);
    }

    [Fact]
    public void Progress_is_one_bar_that_counts_and_is_taken_away()
    {
        ConnectHurried();
        long started = Time.GetTimestamp();
        Transcript transcript = Run($"1..2000 | {Rows} | Start-GenesysFlow 'Onboard employee'").WithoutErrors();
        double seconds = Time.GetElapsedTime(started).TotalSeconds;
        Assert.Single(transcript.Progress.Select(bar => bar.ActivityId).Distinct());
        Assert.Equal("Launching flows", transcript.Progress[0].Activity);
        Assert.Matches(
            "^([0-9]+ of 2000 rows|1 row|([02-9]|[0-9]{2,}) rows), [0-9]+ launched, 0 failed, [0-9]+ per minute$",
            transcript.Progress[0].StatusDescription);
        Assert.Equal(ProgressRecordType.Completed, transcript.Progress[^1].RecordType);
        Assert.InRange(transcript.Progress.Count, 2, seconds * 4 + 1);
    }

    [Fact]
    public void Progress_says_that_the_rate_limit_is_waited_for()
    {
        Cloud.Settings.RateLimit = 10;
        ConnectHurried();
        Transcript transcript = Run($"1..12 | {Rows} | Start-GenesysFlow 'Onboard employee'").WithoutErrors();
        Assert.Contains(
            transcript.Progress, bar => bar.StatusDescription.StartsWith("waiting for the rate limit (", StringComparison.Ordinal));
        Assert.Contains(transcript.Progress, bar => bar.SecondsRemaining > 0);
        Assert.Equal(12, Cloud.LaunchCount);
        Assert.DoesNotContain(Cloud.Requests, request => request.Status == 429);
    }

    [Fact]
    public void The_bar_of_a_wait_is_taken_away_when_an_error_stops_the_pipeline()
    {
        AddLasting(TimeSpan.FromDays(1));
        ConnectHurried();
        // One worker holds 64 rows: those after them are read as the service answers, which takes longer than a bar waits to be shown.
        Cloud.Settings.Latency = TimeSpan.FromSeconds(0.5);
        Transcript transcript = Run(
            "& { 1..80 | ForEach-Object { [pscustomobject]@{ FlowName = 'Lasting' } }; " +
            "[pscustomobject]@{ FlowName = 'No such flow' } } | Start-GenesysFlow -Wait -ErrorAction Stop -ThrottleLimit 1");
        Assert.Equal("FlowNotFound", transcript.Terminating?.Id());
        Assert.Contains(transcript.Progress, bar => bar.Activity == "Waiting for executions");
        Assert.All(
            transcript.Progress.GroupBy(bar => bar.ActivityId),
            bars => Assert.Equal(ProgressRecordType.Completed, bars.Last().RecordType));
    }

    [Fact]
    public void A_run_that_ends_names_every_row_that_was_read_and_not_sent()
    {
        var transport = new TestTransport();
        ConnectHurried(handler: transport);
        Run("Get-GenesysFlowInput 'Onboard employee'").WithoutErrors();
        Cloud.Faults.Add(new Fault(FaultKind.StatusBefore) { Status = 403, Code = "not.authorized", Times = null });
        transport.UnpluggedFor = 1;
        Transcript transcript = Run($"1..6 | {Rows} | Start-GenesysFlow 'Onboard employee' -ThrottleLimit 2 -PassThru");

        var unsent = transcript.OutputOf<FlowExecution>().Index().Where(row => row.Item.Outcome == "NotSent").Select(row => row.Index + 1L)
            .ToList();
        Assert.NotEmpty(unsent);
        var ranges = new RowRanges();
        unsent.ForEach(ranges.Add);
        ErrorRecord ended = Assert.IsType<ErrorRecord>(transcript.Terminating);
        Assert.Equal("NotPermitted", ended.Id());
        Assert.Contains(
            $"The run stopped at row {((RunEnd)ended.TargetObject).RowNumber}. " +
            $"{(ranges.Count == 1 ? "Row" : "Rows")} {ranges} and all rows after row 6 were not sent.",
            ended.Text(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Verbose_tells_what_a_run_came_to()
    {
        ConnectHurried();
        Transcript transcript = Run(
            $"1..3 | {Rows} | Start-GenesysFlow 'Onboard employee' -Wait -Verbose; Get-GenesysFlow -Type workflow -Verbose; " +
            "Get-GenesysFlowInput 'Onboard employee' -Verbose").WithoutErrors();
        Assert.Contains("3 rows: 3 launched, 0 refused, 0 not sent, 0 unknown; 3 completed, 0 failed, 0 not finished.", transcript.Verbose);
        Assert.Contains("3 executions tracked: 3 completed, 0 not completed, 0 not finished.", transcript.Verbose);
        Assert.Contains($"{Run("Get-GenesysFlow -Type workflow").Output.Count} flows of type workflow.", transcript.Verbose);
        Assert.Contains("The flow 'Onboard employee' takes 6 inputs.", transcript.Verbose);
    }

    [Fact]
    public void One_launch_that_may_not_be_is_one_error()
    {
        ConnectHurried(SimulatedClients.ViewOnly);
        Transcript transcript = Run("Start-GenesysFlow 'Nightly clean-up'");
        Assert.Empty(transcript.Errors);
        Assert.StartsWith(
            "The flow was not launched: POST /api/v2/flows/executions: 403", transcript.Terminating!.Text(), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Badges(Transcript transcript) =>
        transcript.Output.Select(execution => (string)execution.Properties["badgeNumber"].Value);

    private static string Badge(string body)
    {
        using var json = JsonDocument.Parse(body);
        return json.RootElement.GetProperty("inputData").GetProperty("Flow.badgeNumber").ToString();
    }
}
