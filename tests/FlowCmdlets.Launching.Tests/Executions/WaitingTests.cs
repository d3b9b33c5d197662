using System.Management.Automation;
using FlowCmdlets.Tests.Engine;
using GenesysCloud.Launching.Executions;
using GenesysCloud.Simulator;
using Xunit;

namespace FlowCmdlets.Tests.Executions;

/// <summary>How executions come out of a wait: in which order, when, and with which errors.</summary>
public sealed class WaitingTests : CloudTest
{
    // The first row of three takes longest; the second fails.
    private const string Rows = """
        $rows = 'Slow', 'Broken', 'Quick' | ForEach-Object { [pscustomobject]@{ Flow = $_; row = $_ } }
        """;

    public WaitingTests() => Run(Rows).WithoutErrors();

    [Theory]
    [InlineData("$rows | Start-GenesysFlow -IgnoreColumn row | Wait-GenesysFlowExecution")]
    [InlineData("$rows | Start-GenesysFlow -IgnoreColumn row -Wait")]
    public void In_order_executions_come_out_as_they_went_in(string script)
    {
        AddFlows();
        Transcript asTheyEnd = Run(script).WithoutErrors();
        Transcript inOrder = Run($"{script} -InOrder").WithoutErrors();

        Assert.Equal("Slow", RowsOf(asTheyEnd)[2]);
        Assert.Equal(["Slow", "Broken", "Quick"], RowsOf(inOrder));
        Assert.Equal(["COMPLETED", "FAILED", "COMPLETED"], inOrder.OutputOf<FlowExecution>().Select(execution => execution.Status));
    }

    [Fact]
    public void In_order_rows_that_were_not_launched_have_their_place_too()
    {
        AddFlows();
        Transcript transcript = Run("""
            $rows + [pscustomobject]@{ Flow = 'Nowhere'; row = 'Nowhere' } + [pscustomobject]@{ Flow = 'Slow'; row = 'Last' } |
                Start-GenesysFlow -IgnoreColumn row -Wait -InOrder -PassThru
            """);

        Assert.Equal(["FlowNotFound"], transcript.Errors.Select(error => error.Id()));
        Assert.Equal(["Slow", "Broken", "Quick", "Nowhere", "Last"], RowsOf(transcript));
    }

    [Theory]
    [InlineData("$rows | Start-GenesysFlow -IgnoreColumn row | Wait-GenesysFlowExecution -InOrder")]
    [InlineData("$rows | Start-GenesysFlow -IgnoreColumn row -Wait -InOrder")]
    public void In_order_a_stop_names_those_that_have_finished_apart_from_those_that_run(string script)
    {
        AddFlows();
        Run("$rows[0].Flow = 'Endless'").WithoutErrors();
        Transcript stopped;
        using (RunningScript running = Shell.Start(script))
        {
            // What the pipeline has taken in, the progress bar shows.
            Until(() => running.Transcript.Progress.Any(
                bar => bar.StatusDescription.Contains("2 of 3 executions", StringComparison.Ordinal)));
            stopped = running.Stop();
        }

        Assert.Collection(
            stopped.HostWarnings,
            running => Assert.Equal(
                "Stopped. 1 execution was launched and may still be running. To keep waiting, pass this ID to Wait-GenesysFlowExecution: " +
                $"{OnlyIdOf("Endless")}.",
                running),
            finished => Assert.Equal(
                "Stopped. 2 executions have finished but were not returned. To get them, pass these IDs to Get-GenesysFlowExecution: " +
                $"{OnlyIdOf("Broken")}, {OnlyIdOf("Quick")}.",
                finished));
    }

    [Theory]
    [InlineData("$rows | Start-GenesysFlow -IgnoreColumn row | Wait-GenesysFlowExecution -ErrorOnFailure")]
    [InlineData("$rows | Start-GenesysFlow -IgnoreColumn row -Wait -ErrorOnFailure")]
    [InlineData("$rows | Start-GenesysFlow -IgnoreColumn row -Wait -ErrorOnFailure -InOrder")]
    public void A_failed_execution_is_an_error_that_comes_after_its_object(string script)
    {
        AddFlows();
        Transcript transcript = Run(script);

        ErrorRecord error = Assert.Single(transcript.Errors);
        Assert.Equal(("ExecutionFailed", ErrorCategory.InvalidResult), (error.Id(), error.CategoryInfo.Category));
        Assert.Contains(
            "of flow 'Broken' for row 2 finished with status FAILED (reason 'Failure')", error.Text(), StringComparison.Ordinal);
        FlowExecution failed = Assert.IsType<FlowExecution>(Assert.IsType<PSObject>(error.TargetObject).BaseObject);
        Assert.Equal("FAILED", failed.Status);
        int place = transcript.OutputOf<FlowExecution>().ToList().FindIndex(execution => execution.Id == failed.Id);
        Assert.Equal(Channel.Error, transcript.Results.ElementAt(place + 1));
        Assert.Equal(3, transcript.Output.Count);
    }

    [Fact]
    public void A_failed_execution_shows_in_the_status_of_the_command()
    {
        AddFlows();
        Transcript transcript = Run("""
            $null = Start-GenesysFlow Broken -Wait
            $?
            $null = Start-GenesysFlow Broken -Wait -ErrorOnFailure -ErrorVariable failures -ErrorAction SilentlyContinue
            $?
            $failures.Count
            """);

        Assert.Equal([true, false, 1], transcript.Output.Select(value => value.BaseObject));
    }

    [Fact]
    public void With_ErrorAction_Stop_the_first_failed_execution_ends_the_run_and_names_what_still_runs()
    {
        AddFlows();
        Transcript transcript = Run("$rows | Start-GenesysFlow -IgnoreColumn row -Wait -ErrorOnFailure -ErrorAction Stop");

        Assert.Equal("ExecutionFailed", transcript.Terminating?.Id());
        Assert.Contains(
            transcript.Warnings, warning => warning.Contains("still be running", StringComparison.Ordinal)
                && warning.Contains(Cloud.Launches.Single(launch => launch.FlowId == IdOf("Slow")).Id, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Start-GenesysFlow Endless | Wait-GenesysFlowExecution -Timeout 2 -TimeoutAction Continue")]
    [InlineData("Start-GenesysFlow Endless -Wait -Timeout 2 -TimeoutAction Continue")]
    public void With_TimeoutAction_Continue_what_still_runs_is_emitted_without_an_error(string script)
    {
        AddFlows();
        Assert.Equal("RUNNING", Assert.Single(Run(script).WithoutErrors().OutputOf<FlowExecution>()).Status);
    }

    [Theory]
    [InlineData("Start-GenesysFlow Quick -PollingInterval 1", "PollingInterval", "Wait")]
    [InlineData("Start-GenesysFlow Quick -InOrder", "InOrder", "Wait")]
    [InlineData("Start-GenesysFlow Quick -ErrorOnFailure", "ErrorOnFailure", "Wait")]
    [InlineData("Start-GenesysFlow Quick -TimeoutAction Continue", "TimeoutAction", "Wait")]
    [InlineData("Start-GenesysFlow Quick -Wait -TimeoutAction Continue", "TimeoutAction", "Timeout")]
    [InlineData("Wait-GenesysFlowExecution x -TimeoutAction Continue", "TimeoutAction", "Timeout")]
    public void Parameters_that_would_have_no_effect_are_refused(string script, string dependent, string parameter)
    {
        AddFlows();
        Transcript transcript = Run(script);

        Assert.Equal("ParameterMissing", transcript.Terminating?.Id());
        Assert.Contains($"-{dependent} has no effect without -{parameter}", transcript.Terminating!.Text(), StringComparison.Ordinal);
        Assert.Empty(Cloud.Launches);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("soon")]
    public void A_polling_interval_that_is_none_is_refused(string interval)
    {
        AddFlows();
        Transcript transcript = Run($"Start-GenesysFlow Quick -Wait -PollingInterval {interval}");

        Assert.Contains("from 0.1 to 24 days", (transcript.Terminating ?? transcript.Errors[0]).Text(), StringComparison.Ordinal);
        Assert.Empty(Cloud.Launches);
    }

    [Fact]
    public void At_a_polling_interval_an_execution_is_read_no_more_often()
    {
        AddFlows();
        Run("Start-GenesysFlow Slow -Wait -PollingInterval 00:01:30").WithoutErrors();

        // It has ended before.
        Assert.Equal(1, Cloud.Requests.Count(request => request.Path.StartsWith("/api/v2/flows/executions/", StringComparison.Ordinal)));
    }

    [Fact]
    public void Why_execution_data_cannot_be_used_is_a_verbose_line_and_no_error()
    {
        Cloud.AddFlow(new SimulatedFlow { Name = "Lasting", MedianDuration = TimeSpan.FromMinutes(1), DurationSpread = 0.5 });
        ConnectHurried(SimulatedClients.NoExecutionData);
        Transcript transcript = Run("""
            1..40 | ForEach-Object { [pscustomobject]@{ n = $_ } } | Start-GenesysFlow Lasting -IgnoreColumn * -Wait -Verbose
            """).WithoutErrors();

        Assert.Equal(40, transcript.Output.Count);
        Assert.DoesNotContain(transcript.Warnings, warning => warning.Contains("execution data", StringComparison.Ordinal));
        Assert.Contains(
            "architect:flowInstance:search",
            Assert.Single(
                transcript.Verbose, line => line.StartsWith("Executions are followed by their IDs only: ", StringComparison.Ordinal)),
            StringComparison.Ordinal);
    }

    private static string[] RowsOf(Transcript transcript) =>
        [.. transcript.Output.Select(execution => execution.Properties["row"].Value.ToString()!)];

    private string OnlyIdOf(string flow) => Cloud.Launches.Single(launch => launch.FlowId == IdOf(flow)).Id;

    private string IdOf(string flow) => Cloud.Flows.Single(one => one.Name == flow).Id;

    private void AddFlows()
    {
        foreach ((string name, int seconds) in new[] { ("Slow", 60), ("Quick", 1), ("Endless", 1_000_000) })
        {
            Cloud.AddFlow(new SimulatedFlow
            {
                Name = name, MinDuration = TimeSpan.FromSeconds(seconds), MaxDuration = TimeSpan.FromSeconds(seconds),
            });
        }

        Cloud.AddFlow(new SimulatedFlow
        {
            Name = "Broken", Outcome = ExecutionOutcome.Failed, MinDuration = TimeSpan.Zero, MaxDuration = TimeSpan.Zero,
        });
        ConnectHurried();
    }
}
