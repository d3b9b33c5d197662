using System.Management.Automation;
using System.Text.Json;
using FlowCmdlets.Tests.Engine;
using GenesysCloud.Architect;
using GenesysCloud.Launching.Executions;
using GenesysCloud.Simulator;
using Xunit;

namespace FlowCmdlets.Tests.Journals;

/// <summary>What rows that ended in an earlier run come out with.</summary>
public sealed class ContinuedRunTests : JournalTest
{
    private const int Count = 20;

    private static readonly SimulatedFlow s_flow = Flow with
    {
        Outputs = [SimulatedOutput.From("Flow.total", JsonElement.Parse("\"${Flow.row}\""), Flow.Inputs)],
        FailureShare = 0.4,
        Error = new SimulatedError("error.value", "A value is invalid.")
        {
            MessageWithParams = "The value {value} is invalid.",
            MessageParams = new Dictionary<string, string> { ["value"] = "90000" },
        },
    };

    // As in the README: from one CSV file to another.
    private string Pipeline(string parameters = "") =>
        $"Import-Csv '{In("people.csv")}' | Start-GenesysFlow 'Count rows' -Journal $journal -Key EmployeeNumber -PassThru | " +
        $"Wait-GenesysFlowExecution -Journal $journal -Timeout 00:30:00 {parameters} | Export-Csv '{In("results.csv")}'";

    [Fact]
    public void The_pipeline_of_the_README_run_twice_writes_the_same_results_twice_but_for_what_was_launched_before()
    {
        Cloud.AddFlow(s_flow);
        WritePeople();
        PSObject[] first = Results(Run(Pipeline()));
        int read = Reads();
        PSObject[] second = Results(Run(Pipeline()));

        Assert.Equal(Count, first.Length);
        Assert.InRange(first.Count(row => Text(row, "Status") == "FAILED"), 1, Count - 1);
        Assert.All(first, row => Assert.NotEqual(Text(row, "Output") == "", Text(row, "Error") == ""));
        Assert.Equal(first.Select(row => Cells(row)), second.Select(row => Cells(row)));
        Assert.All(first, row => Assert.Equal("Launched", Text(row, "Outcome")));
        Assert.All(second, row => Assert.Equal("AlreadyLaunched", Text(row, "Outcome")));
        Assert.Equal(Count, Cloud.LaunchCount);
        Assert.Equal(Count, Reads() - read);
    }

    [Fact]
    public void With_SkipOutputs_nothing_is_read_again_and_each_row_has_its_end_reason_and_error_from_the_journal()
    {
        Cloud.AddFlow(s_flow);
        WritePeople();
        PSObject[] first = Results(Run(Pipeline()));
        int requests = Cloud.Requests.Count;
        PSObject[] second = Results(Run(Pipeline("-SkipOutputs")));

        Assert.DoesNotContain(Cloud.Requests.Skip(requests), request => request.Path.Contains("/executions/", StringComparison.Ordinal));
        foreach ((PSObject before, PSObject after) in first.Zip(second))
        {
            Assert.Equal(
                (Text(before, "Id"), Text(before, "Status"), Text(before, "CompletionReason"), Text(before, "EmployeeNumber")),
                (Text(after, "Id"), Text(after, "Status"), Text(after, "CompletionReason"), Text(after, "EmployeeNumber")));
            Assert.Equal("", Text(after, "Output"));
            Assert.Equal(Text(before, "Status") == "FAILED" ? "error.value: A value is invalid." : "", Text(after, "Error"));
        }
    }

    [Fact]
    public void The_journal_has_the_general_message_of_an_error_and_none_of_its_values()
    {
        Cloud.AddFlow(s_flow);
        WritePeople();
        Results(Run(Pipeline()));
        string journal = File.ReadAllText(JournalPath);
        Assert.Contains("A value is invalid.", journal, StringComparison.Ordinal);
        Assert.DoesNotContain("90000", journal, StringComparison.Ordinal);
        Assert.DoesNotContain("Flow.total", journal, StringComparison.Ordinal);
        Assert.All(
            JournalRows(), row => Assert.Equal(row.Status == "FAILED" ? "error.value: A value is invalid." : null, row.Reason));
    }

    [Fact]
    public void Start_with_Wait_and_PassThru_reads_outputs_again_as_well_unless_it_is_to_skip_them()
    {
        Cloud.AddFlow(Flow with { Outputs = s_flow.Outputs });
        Rows(5);
        Launch("-Wait").WithoutErrors();
        Assert.Equal(["1", "2", "3", "4", "5"], Launch("-Wait -PassThru").WithoutErrors().OutputOf<FlowExecution>()
            .Select(execution => $"{execution.Output["Flow.total"]}").Order());
        int read = Reads();
        Assert.All(
            Launch("-Wait -PassThru -SkipOutputs").WithoutErrors().OutputOf<FlowExecution>(),
            execution => Assert.Equal(("COMPLETED", "Success", 0),
                (execution.Status, execution.CompletionReason, execution.Output.Count)));
        Assert.Empty(Launch("-Wait").WithoutErrors().Output);
        Assert.Equal(read, Reads());
    }

    [Theory]
    [InlineData(404)]
    [InlineData(410)]
    public void What_Genesys_Cloud_no_longer_has_comes_out_without_outputs_and_one_warning_counts_it(int status)
    {
        Cloud.AddFlow(Flow with { Outputs = s_flow.Outputs });
        Rows(6);
        Launch("-Wait").WithoutErrors();
        Time.Skip(TimeSpan.FromMinutes(1));
        Cloud.Faults.Add(new Fault(FaultKind.StatusBefore)
        {
            Method = "GET", Path = "/api/v2/flows/executions/*", Status = status, Times = 2,
        });
        Transcript again = Run($"{Script("-PassThru")} | Wait-GenesysFlowExecution -Journal $journal -ThrottleLimit 1").WithoutErrors();

        Assert.Equal(6, again.Output.Count);
        Assert.Equal(2, again.OutputOf<FlowExecution>().Count(execution => execution.Output.Count == 0));
        Assert.All(again.OutputOf<FlowExecution>(), execution => Assert.Equal("COMPLETED", execution.Status));
        Assert.Equal(
            "Genesys Cloud no longer has 2 executions of an earlier run. They were returned as the journal recorded them, without outputs.",
            Assert.Single(again.Warnings, warning => warning.Contains("no longer", StringComparison.Ordinal)));
    }

    [Fact]
    public void Outputs_that_cannot_be_read_in_time_are_left_out_and_the_executions_are_not_said_to_be_running()
    {
        Cloud.AddFlow(Flow with { Outputs = s_flow.Outputs });
        Rows(3);
        Launch("-Wait").WithoutErrors();
        Cloud.Faults.Add(new Fault(FaultKind.HangBefore) { Method = "GET", Path = "/api/v2/flows/executions/*", Times = null });
        Transcript again = Run($"{Script("-PassThru")} | Wait-GenesysFlowExecution -Timeout 5").WithoutErrors();
        Assert.Equal(["COMPLETED", "COMPLETED", "COMPLETED"], again.Column("Status"));
        Assert.Equal(
            "The outputs of 3 executions of an earlier run were not read before -Timeout. " +
            "To read them, run the same command again with a longer -Timeout.",
            Assert.Single(again.Warnings, warning => warning.Contains("-Timeout", StringComparison.Ordinal)));
    }

    [Fact]
    public void Without_the_permission_to_read_executions_one_error_says_so_and_all_rows_come_out()
    {
        Rows(3);
        Launch("-Wait").WithoutErrors();
        Cloud.Faults.Add(new Fault(FaultKind.StatusBefore)
        {
            Method = "GET", Path = "/api/v2/flows/executions/*", Status = 403, Code = "missing.any.permissions", Times = null,
        });
        Transcript again = Run($"{Script("-PassThru")} | Wait-GenesysFlowExecution");
        Assert.Equal(["PermissionMissing"], again.ErrorIds());
        Assert.Equal(["COMPLETED", "COMPLETED", "COMPLETED"], again.Column("Status"));
    }

    [Fact]
    public void An_execution_whose_end_was_read_is_not_read_again_when_it_is_piped_once_more()
    {
        Cloud.AddFlow(Flow with { Outputs = s_flow.Outputs });
        Rows(3);
        Launch("-Wait").WithoutErrors();
        Shell["again"] = Run($"{Script("-PassThru")} | Wait-GenesysFlowExecution").WithoutErrors().Output.ToArray();
        int read = Reads();
        Assert.All(
            Run("$again | Wait-GenesysFlowExecution").WithoutErrors().OutputOf<FlowExecution>(),
            execution => Assert.Single(execution.Output));
        Assert.Equal(read, Reads());
    }

    [Fact]
    public void SkipOutputs_has_no_effect_without_Wait_and_is_refused() =>
        Assert.Equal("ParameterMissing", Run("Start-GenesysFlow 'Count rows' -SkipOutputs").Terminating!.Id());

    private static string Text(PSObject row, string column) => row.Properties[column].Value?.ToString() ?? "";

    /// <summary>All cells but whether this run launched the row.</summary>
    private static string Cells(PSObject row) => string.Join(
        "|", row.Properties.Where(cell => cell.Name != "Outcome").Select(cell => $"{cell.Name}={cell.Value}"));

    private string In(string file) => Path.Combine(Folder, file);

    private void WritePeople() => File.WriteAllLines(
        In("people.csv"),
        ["row,EmployeeNumber,text", .. Enumerable.Range(1, Count).Select(number => $"{number},E-{number:00},person {number}")]);

    private PSObject[] Results(Transcript run)
    {
        run.WithoutErrors();
        return [.. Run($"Import-Csv '{In("results.csv")}' | Sort-Object EmployeeNumber").WithoutErrors().Output];
    }

    private int Reads() =>
        Cloud.Requests.Count(request => request.Method == "GET" && request.Path.Contains("/executions/", StringComparison.Ordinal));
}
