using System.Globalization;
using System.Text.Json;
using FlowCmdlets.Executions;
using GenesysCloud.Architect;
using GenesysCloud.Http;
using GenesysCloud.Launching.Executions;
using GenesysCloud.Launching.Schemas;
using Xunit;

namespace FlowCmdlets.Tests.Executions;

/// <summary>What the views of executions show.</summary>
public sealed class ExecutionFormatTests
{
    private static readonly DateTime s_launched = new(2026, 3, 14, 9, 26, 53, DateTimeKind.Local);

    [Theory]
    [InlineData("Onboard employee", "id", "Onboard employee")]
    [InlineData(null, "id", "id")]
    [InlineData(null, null, "")]
    public void The_flow_is_its_name_or_its_id(string? name, string? id, string shown) =>
        Assert.Equal(shown, ExecutionFormat.Flow(new FlowExecution { FlowName = name, FlowId = id }));

    [Theory]
    [InlineData("COMPLETED", "Launched", "COMPLETED")]
    [InlineData("ARCHIVED", "Launched", "ARCHIVED")]
    [InlineData(null, "Refused", "refused")]
    [InlineData(null, "Skipped", "skipped")]
    [InlineData(null, "NotSent", "not sent")]
    [InlineData(null, "Unknown", "unknown")]
    public void The_status_is_the_APIs_or_what_became_of_the_row(string? status, string outcome, string shown) =>
        Assert.Equal(shown, ExecutionFormat.Status(new FlowExecution { Status = status, Outcome = outcome }));

    [Theory]
    [InlineData(0.25, "0.3 s")]
    [InlineData(9.96, "10.0 s")]
    [InlineData(10, "10 s")]
    [InlineData(119, "119 s")]
    [InlineData(120, "2 min")]
    [InlineData(7199, "120 min")]
    [InlineData(7200, "2 h")]
    [InlineData(180_000, "50 h")]
    public void A_duration_is_in_the_unit_that_fits_it(double seconds, string shown)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            Assert.Equal(
                shown,
                ExecutionFormat.Took(new FlowExecution { DateLaunched = s_launched, DateCompleted = s_launched.AddSeconds(seconds) }));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void What_runs_has_no_duration() => Assert.Equal("", ExecutionFormat.Took(new FlowExecution { DateLaunched = s_launched }));

    [Fact]
    public void The_result_is_the_error_or_the_outputs_or_the_reason()
    {
        Assert.Equal("some text", ExecutionFormat.Result(new FlowExecution
        {
            Error = FlowExecutionError.Of(new ErrorBody { Code = "some.code" }, "some text", null),
            CompletionReason = "reason",
        }));
        Assert.Equal(
            "some.code",
            ExecutionFormat.Result(new FlowExecution { Error = FlowExecutionError.Of(new ErrorBody { Code = "some.code" }, "", null) }));
        Assert.Equal(
            "ticket: T-1",
            ExecutionFormat.Result(new FlowExecution { Output = Outputs("""{ "Flow.ticket": "T-1" }"""), CompletionReason = "reason" }));
        Assert.Equal("reason", ExecutionFormat.Result(new FlowExecution { CompletionReason = "reason" }));
        Assert.Equal("", ExecutionFormat.Result(new FlowExecution()));
    }

    [Fact]
    public void In_the_table_outputs_are_short_and_in_the_list_they_are_whole()
    {
        var execution = new FlowExecution
        {
            Output = Outputs(
                """{ "Flow.name": "Zoë & Co", "Flow.days": ["9600", 480], "Flow.text": "two\nlines", "Flow.rate": 12.5,""" +
                """ "Flow.none": null }"""),
        };
        Assert.Equal("""name: Zoë & Co, days: ["9600",480], text: "two\nlines", rate: 12.5""", ExecutionFormat.Result(execution));
        Assert.Equal(
            [
                "Flow.name = Zoë & Co", """Flow.days = ["9600",480]""", "Flow.text = \"two\\nlines\"",
                "Flow.rate = 12.5", "Flow.none = null",
            ],
            ExecutionFormat.Output(execution).Split(Environment.NewLine));
        Assert.Equal("", ExecutionFormat.Output(new FlowExecution()));
    }

    [Fact]
    public void An_output_that_no_text_can_hold_is_there_all_the_same() =>
        Assert.Equal("large: …", ExecutionFormat.Result(new FlowExecution { Output = Outputs("""{ "Flow.large": 1e400 }""") }));

    private static FlowOutput Outputs(string json)
    {
        using var outputs = JsonDocument.Parse(json);
        return FlowOutput.Of(outputs.RootElement, FlowOutputSchema.None);
    }
}
