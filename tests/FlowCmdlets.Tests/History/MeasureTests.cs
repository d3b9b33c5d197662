using FlowCmdlets.History;
using FlowCmdlets.Tests.Engine;
using GenesysCloud.Simulator;
using Xunit;

namespace FlowCmdlets.Tests.History;

/// <summary>Executions are counted by Genesys Cloud.</summary>
public sealed class MeasureTests : CloudTest
{
    [Fact]
    public void Executions_are_counted_for_each_flow_and_version_with_one_request()
    {
        ConnectHurried();
        Run("1..3 | ForEach-Object { Start-GenesysFlow 'Nightly clean-up' }; Start-GenesysFlow 'Sync directory'").WithoutErrors();
        FlowExecutionCount[] counts = [.. Run("Measure-GenesysFlowExecution").WithoutErrors().OutputOf<FlowExecutionCount>()];
        Assert.Equal(
            [("Nightly clean-up", "1.0", 3L), ("Sync directory", "1.0", 1L)],
            counts.Select(count => (count.FlowName!, count.FlowVersion!, count.Count)));
        Assert.All(counts, count => Assert.Equal(TimeSpan.FromDays(1), count.IntervalEnd - count.IntervalStart));
        Assert.Single(Cloud.Requests, request => request.Path.Contains("aggregates", StringComparison.Ordinal));
    }

    [Fact]
    public void Only_the_flows_that_are_named_or_piped_are_counted()
    {
        ConnectHurried();
        Run("Start-GenesysFlow 'Nightly clean-up'; Start-GenesysFlow 'Sync directory'").WithoutErrors();
        FlowExecutionCount count = Assert.Single(
            Run("Measure-GenesysFlowExecution 'Sync directory'").WithoutErrors().OutputOf<FlowExecutionCount>());
        Assert.Equal("Sync directory", count.FlowName);
        Assert.Equal(2, Run("Get-GenesysFlow -Type workflow | Measure-GenesysFlowExecution").WithoutErrors().Output.Count);
        Assert.Empty(Run("@() | Measure-GenesysFlowExecution").WithoutErrors().Output);
    }

    [Fact]
    public void An_interval_counts_each_part_of_the_time_for_itself()
    {
        ConnectHurried();
        Run("Start-GenesysFlow 'Nightly clean-up'").WithoutErrors();
        FlowExecutionCount count = Assert.Single(
            Run("Measure-GenesysFlowExecution -Interval 01:00:00").WithoutErrors().OutputOf<FlowExecutionCount>());
        Assert.Equal(TimeSpan.FromHours(1), count.IntervalEnd - count.IntervalStart);
        Assert.InRange(Cloud.Launches[0].At.LocalDateTime, count.IntervalStart!.Value, count.IntervalEnd!.Value);
    }

    [Fact]
    public void An_empty_time_span_and_an_interval_of_zero_are_refused()
    {
        ConnectHurried();
        Assert.Equal("IntervalInvalid", Run("Measure-GenesysFlowExecution -Interval 0").Terminating!.Id());
        Assert.Equal(
            "TimeRangeInvalid", Run("Measure-GenesysFlowExecution -After 2026-05-02 -Before 2026-05-01").Terminating!.Id());
    }

    [Fact]
    public void Without_the_permission_the_error_names_it()
    {
        ConnectHurried(SimulatedClients.ViewOnly);
        Transcript transcript = Run("Measure-GenesysFlowExecution");
        Assert.Equal("PermissionMissing", transcript.Terminating!.Id());
        Assert.Contains("analytics:flowExecutionAggregate:view", transcript.Terminating!.Action(), StringComparison.Ordinal);
    }
}
