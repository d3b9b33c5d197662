using FlowCmdlets.Tests.Engine;
using GenesysCloud.Launching.Executions;
using GenesysCloud.Simulator;
using Xunit;

namespace FlowCmdlets.Tests.Launching;

/// <summary>Asking first: <c>-WhatIf</c> and <c>-Confirm</c>.</summary>
public sealed class ConfirmationTests : CloudTest
{
    private const string Rows = "ForEach-Object { [pscustomobject]@{ userId = $user; badgeNumber = \"$_\" } }";

    public ConfirmationTests() => Shell["user"] = "7a7b1c2d-0000-4000-8000-000000000001";

    [Fact]
    public void WhatIf_checks_every_row_and_launches_nothing()
    {
        Connect();
        Transcript transcript = Run(
            "'1', '2', 'x', '4', 'y' | ForEach-Object { [pscustomobject]@{ userId = $user; badgeNumber = $_ } } | " +
            "Start-GenesysFlow 'Onboard employee' -WhatIf");
        Assert.Empty(transcript.Output);
        Assert.Equal(["InputInvalid", "InputInvalid"], transcript.Errors.Select(error => error.Id()));
        Assert.StartsWith("Row 3 was not launched", transcript.Errors[0].Text(), StringComparison.Ordinal);
        Assert.StartsWith("Row 5 was not launched", transcript.Errors[1].Text(), StringComparison.Ordinal);
        Assert.StartsWith(
            "What if: of 5 rows, 3 would be launched ('Onboard employee': 3) and 2 refused (column 'badgeNumber': 2). " +
            "Estimated time: less than a minute (3 requests; ",
            Summary(transcript),
            StringComparison.Ordinal);
        Assert.DoesNotContain(Cloud.Requests, request => request.Method == "POST" && request.Path != "/oauth/token");
    }

    [Fact]
    public void WhatIf_is_told_where_a_person_sees_it()
    {
        Connect();
        Transcript transcript = Run($"1..3 | {Rows} | Start-GenesysFlow 'Onboard employee' -WhatIf").WithoutErrors();
        Assert.Equal(2, transcript.HostLines.Count(line => line.Contains("What if: ", StringComparison.Ordinal)));
        Assert.Contains("for each row", transcript.HostLines[0], StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIf_counts_minutes_by_the_present_quota()
    {
        Cloud.Settings.RateLimit = 100;
        Connect();
        Transcript transcript = Run($"1..500 | {Rows} | Start-GenesysFlow 'Onboard employee' -WhatIf").WithoutErrors();
        Assert.Contains("Estimated time: about 5 minutes (500 requests; ", Summary(transcript), StringComparison.Ordinal);
        Assert.Contains(" of 100 left in this rate-limit window)", Summary(transcript), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIf_counts_a_read_for_each_execution_that_Wait_follows()
    {
        Cloud.Settings.RateLimit = 100;
        Connect();
        Transcript transcript = Run($"1..250 | {Rows} | Start-GenesysFlow 'Onboard employee' -Wait -WhatIf").WithoutErrors();
        Assert.Contains("Estimated time: about 5 minutes (500 requests; ", Summary(transcript), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[pscustomobject]@{ badgeNumber = 'x' } | Start-GenesysFlow 'Onboard employee' -WhatIf")]
    [InlineData("$WhatIfPreference = $true; [pscustomobject]@{ badgeNumber = 'x' } | Start-GenesysFlow 'Onboard employee'")]
    public void WhatIf_tells_even_if_no_row_is_good(string script)
    {
        Cloud.Settings.RequiredInSchemas = true;
        Connect();
        Transcript transcript = Run(script);
        Assert.Contains(
            "of 1 row, 0 would be launched and 1 refused (column 'badgeNumber': 1, column 'Flow.userId': 1).",
            Summary(transcript),
            StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIf_finds_flows_that_cannot_be_launched()
    {
        Connect();
        Transcript transcript = Run("'Draft: survey follow-up', 'Nightly clean-up', 'Main IVR' | Start-GenesysFlow -WhatIf");
        Assert.Equal("FlowNotPublished", Assert.Single(transcript.Errors).Id());
        Assert.Contains("'Main IVR' is of type INBOUNDCALL", Assert.Single(transcript.Warnings), StringComparison.Ordinal);
        Assert.Equal(0, Cloud.LaunchCount);
    }

    [Fact]
    public void WhatIf_checks_all_rows_even_if_the_run_would_end_earlier()
    {
        Connect();
        Transcript transcript = Run(
            "'x', 'y', '3', 'z' | ForEach-Object { [pscustomobject]@{ userId = $user; badgeNumber = $_ } } | " +
            "Start-GenesysFlow 'Onboard employee' -MaxFailures 1 -WhatIf");
        Assert.Null(transcript.Terminating);
        Assert.Equal(3, transcript.Errors.Count);
        Assert.Contains(
            "of 4 rows, 1 would be launched ('Onboard employee': 1) and 3 refused", Summary(transcript), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-WhatIf")]
    [InlineData("-Confirm")]
    public void Rows_that_were_not_to_be_launched_come_out_with_PassThru_in_their_place(string asking)
    {
        Connect();
        Shell.Host.Answer = "No";
        Transcript transcript = Run(
            "'1', 'x', '3' | ForEach-Object { [pscustomobject]@{ userId = $user; badgeNumber = $_ } } | " +
            $"Start-GenesysFlow 'Onboard employee' -PassThru {asking}");
        Assert.Equal(["1", "x", "3"], transcript.Output.Select(row => row.Properties["badgeNumber"].Value.ToString()));
        Assert.Equal(["Skipped", "Refused", "Skipped"], transcript.OutputOf<FlowExecution>().Select(row => row.Outcome));
        Assert.Single(transcript.Errors);
        Assert.Equal(0, Cloud.LaunchCount);
    }

    [Fact]
    public void WhatIfPreference_counts_too()
    {
        Connect();
        Transcript transcript = Run($"$WhatIfPreference = $true; 1..3 | {Rows} | Start-GenesysFlow 'Onboard employee'").WithoutErrors();
        Assert.Contains("of 3 rows, 3 would be launched", Summary(transcript), StringComparison.Ordinal);
        Assert.Equal(0, Cloud.LaunchCount);
    }

    [Theory]
    [InlineData("Yes", 50)]
    [InlineData("Yes to All", 50)]
    [InlineData("No", 0)]
    [InlineData("No to All", 0)]
    public void Confirm_asks_once_for_a_batch(string answer, int launched)
    {
        Connect();
        Shell.Host.Answer = answer;
        Transcript transcript = Run($"1..50 | {Rows} | Start-GenesysFlow 'Onboard employee' -Confirm").WithoutErrors();
        Assert.Equal(
            "Launch the flow 'Onboard employee'", Assert.Single(Shell.Host.Questions)[.."Launch the flow 'Onboard employee'".Length]);
        Assert.Equal(launched, Cloud.LaunchCount);
        Assert.Equal(launched, transcript.Output.Count);
    }

    [Theory]
    [InlineData("Start-GenesysFlow 'Nightly clean-up' -Confirm", "?")]
    [InlineData(
        "$rows | Start-GenesysFlow 'Onboard employee' -Confirm",
        " for row 1 and all later rows? How many there are isn't known yet; -WhatIf counts them.")]
    [InlineData("Start-GenesysFlow 'Onboard employee' -InputObject $rows -Confirm", " for up to 3 rows?")]
    [InlineData("Start-GenesysFlow 'Onboard employee' -InputObject $rows[0..0] -Confirm", " for 1 row?")]
    [InlineData(
        "'Nightly clean-up' | Start-GenesysFlow -Confirm",
        " for row 1 and all later rows of this flow? Yes to All covers the rows of all flows.")]
    public void Confirm_says_for_which_flow_and_rows_and_how_many_where_that_is_known(string script, string rows)
    {
        Connect();
        Shell.Host.Answer = "No";
        Run($"$rows = @(1..3 | {Rows}); {script}").WithoutErrors();
        Assert.Matches(
            $@"Launch the flow '[^']+' \([0-9a-f-]{{36}}\){System.Text.RegularExpressions.Regex.Escape(rows)}",
            Assert.Single(Shell.Host.Questions));
        Assert.Equal(0, Cloud.LaunchCount);
    }

    [Fact]
    public void Confirm_asks_with_the_first_row_that_can_be_launched_and_not_at_the_end_of_the_pipeline()
    {
        Connect();
        Shell.Host.Answer = "Yes";
        Run(
            "$n = 0; & { while ($true) { [pscustomobject]@{ userId = $user; badgeNumber = \"$((++$n))\" } } } | " +
            "Start-GenesysFlow 'Onboard employee' -Confirm -ThrottleLimit 1 | Select-Object -First 2").WithoutErrors();
        Assert.Contains(" for row 1 and all later rows?", Assert.Single(Shell.Host.Questions), StringComparison.Ordinal);
        Assert.InRange(Cloud.LaunchCount, 2, 300);
    }

    [Fact]
    public void An_array_that_is_the_argument_is_a_row_for_each_element()
    {
        Connect();
        Transcript transcript = Run(
            $"Start-GenesysFlow 'Onboard employee' -InputObject @(@(1..3 | {Rows}) + @($null)) -PassThru");
        Assert.Equal(["Launched", "Launched", "Launched", "Refused"], transcript.OutputOf<FlowExecution>().Select(row => row.Outcome));
        Assert.StartsWith("Row 4 is $null", Assert.Single(transcript.Errors).Text(), StringComparison.Ordinal);
        Assert.Equal(3, Cloud.LaunchCount);
    }

    [Fact]
    public void Confirm_asks_for_each_flow()
    {
        Connect();
        Shell.Host.Answer = "Yes";
        Run("'Nightly clean-up', 'Sync directory', 'Nightly clean-up' | Start-GenesysFlow -Confirm").WithoutErrors();
        Assert.Equal(2, Shell.Host.Questions.Count);
        Assert.Equal(3, Cloud.LaunchCount);
    }

    [Fact]
    public void Confirm_may_be_answered_for_all_flows_at_once()
    {
        Connect();
        Shell.Host.Answer = "Yes to All";
        Run("'Nightly clean-up', 'Sync directory', 'Nightly clean-up' | Start-GenesysFlow -Confirm").WithoutErrors();
        Assert.Single(Shell.Host.Questions);
        Assert.Equal(3, Cloud.LaunchCount);
    }

    [Fact]
    public void A_row_that_was_declined_is_not_reported_as_not_sent_when_the_run_is_stopped()
    {
        ConnectHurried();
        Run("'Nightly clean-up', 'Sync directory' | Get-GenesysFlowInput").WithoutErrors();
        Shell.Host.AnswerTo = question => question.Contains("Nightly", StringComparison.Ordinal) ? "Yes" : "No";
        Cloud.Faults.Add(new Fault(FaultKind.HangAfter));
        using RunningScript running = Shell.Start("'Nightly clean-up', 'Sync directory' | Start-GenesysFlow -Confirm");
        Until(() => Cloud.LaunchCount == 1 && Shell.Host.Questions.Count == 2);
        Transcript transcript = running.Stop();

        Assert.Single(transcript.HostWarnings, line => line.Contains("row 1", StringComparison.Ordinal));
        Assert.DoesNotContain(transcript.HostWarnings, line => line.Contains("row 2", StringComparison.Ordinal));
        Assert.DoesNotContain(transcript.HostWarnings, line => line.Contains("Not sent", StringComparison.Ordinal));
    }

    [Fact]
    public void Nobody_is_asked_unless_they_want_to_be()
    {
        Connect();
        Run("Start-GenesysFlow 'Nightly clean-up'").WithoutErrors();
        Assert.Empty(Shell.Host.Questions);
    }

    private static string Summary(Transcript transcript) =>
        Assert.Single(transcript.Information, told => told.StartsWith("What if: of ", StringComparison.Ordinal));
}
