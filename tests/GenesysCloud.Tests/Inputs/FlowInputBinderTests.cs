using System.Collections;
using System.Text.Json;
using GenesysCloud.Launching.Inputs;
using GenesysCloud.Launching.Schemas;
using Xunit;

namespace GenesysCloud.Tests.Inputs;

public sealed class FlowInputBinderTests
{
    private static readonly FlowInputSchema s_schema = Schemas.Parse("""
        {
          "required": ["Flow.agentId"],
          "properties": {
            "Flow.agentId": { "type": "string" },
            "Flow.startDate": { "type": "string", "format": "date" },
            "Flow.minutes": { "type": "integer" }
          }
        }
        """);

    [Fact]
    public void Columns_become_inputs_under_their_declared_names_in_declared_order()
    {
        FlowInputBinding row = new FlowInputBinder(s_schema).Bind(Row(("MINUTES", "480"), ("flow.StartDate", ""), ("agentId", "452")));
        Assert.Equal([new("Flow.agentId", "452"), new("Flow.minutes", 480L)], row.Inputs);
        Assert.Empty(row.Problems);
        Assert.Empty(row.NewUnknownColumns);
    }

    [Fact]
    public void All_problems_of_a_row_are_told_at_once()
    {
        FlowInputBinding row = new FlowInputBinder(s_schema).Bind(Row(("startDate", "31.12.2026"), ("minutes", "8,5")));
        Assert.Equal(
            [
                "column 'startDate': '31.12.2026' isn't a date; expected yyyy-MM-dd; " +
                "if the value is in the format of another culture, specify it with -Culture, such as -Culture de-DE",
                "column 'minutes': '8,5' isn't an integer; expected a whole number, such as 42; " +
                "if the value is in the format of another culture, specify it with -Culture, such as -Culture de-DE",
                "column 'Flow.agentId': input 'Flow.agentId' is required and has no value; expected a string",
            ],
            row.Problems.Select(problem => problem.Message));
        Assert.Empty(row.Inputs);
    }

    [Fact]
    public void A_required_input_is_missing_under_the_name_of_its_empty_column()
    {
        FlowInputProblem problem = Assert.Single(new FlowInputBinder(s_schema).Bind(Row(("agentid", ""))).Problems);
        Assert.Equal((FlowInputProblemKind.MissingRequired, "agentid", "Flow.agentId"), (problem.Kind, problem.Column, problem.Input));
    }

    [Fact]
    public void A_bad_value_for_a_required_input_is_one_problem_not_two()
    {
        FlowInputProblem problem = Assert.Single(new FlowInputBinder(s_schema).Bind(Row(("agentId", new[] { 1 }))).Problems);
        Assert.Equal("column 'agentId': a list isn't a string; expected text", problem.ToString());
    }

    [Fact]
    public void A_row_does_not_inherit_from_the_row_before()
    {
        var binder = new FlowInputBinder(s_schema);
        binder.Bind(Row(("agentId", "452"), ("startDate", "bad"), ("minutes", "1")));
        FlowInputBinding second = binder.Bind(Row(("minutes", "2")));
        Assert.Equal([new("Flow.minutes", 2L)], second.Inputs);
        Assert.Equal(FlowInputProblemKind.MissingRequired, Assert.Single(second.Problems).Kind);
    }

    [Fact]
    public void An_unknown_column_is_told_once_with_the_nearest_input()
    {
        var binder = new FlowInputBinder(s_schema);
        KeyValuePair<string, object?>[] row = Row(
            ("agentId", "452"), ("startDate", "2026-12-31"), ("startDat", "2026-12-31"), ("colour", "red"));
        Assert.Equal([new("startDat", "Flow.startDate"), new("colour", null)], binder.Bind(row).NewUnknownColumns);

        FlowInputBinding second = binder.Bind([.. row, new("size", "XL")]);
        Assert.Equal([new("size", null)], second.NewUnknownColumns);
        Assert.Empty(second.Problems);
    }

    [Fact]
    public void When_strict_an_unknown_column_is_a_problem_of_every_row()
    {
        var binder = new FlowInputBinder(s_schema, strict: true);
        for (int row = 0; row < 2; row++)
        {
            FlowInputBinding bound = binder.Bind(
                Row(("agentId", "452"), ("startDate", ""), ("startDat", "2026-12-31"), ("colour", "red")));
            Assert.Equal(
                [
                    "column 'startDat': the flow declares no such input for '2026-12-31'; expected 'Flow.startDate'",
                    "column 'colour': the flow declares no such input for 'red'; " +
                    "expected one of 'Flow.agentId', 'Flow.startDate', 'Flow.minutes'",
                ],
                bound.Problems.Select(problem => problem.Message));
            Assert.Empty(bound.NewUnknownColumns);
        }
    }

    [Fact]
    public void When_strict_and_nothing_is_near_no_message_grows_without_bound()
    {
        string Message(int inputs) => Assert.Single(new FlowInputBinder(
            Schemas.Parse(
                $$"""{ "properties": { {{string.Join(',', Enumerable.Range(1, inputs).Select(n => $"\"Flow.input{n}\": {{}}"))}} } }"""),
            strict: true).Bind(Row(("colour", "red"))).Problems).Message;
        Assert.EndsWith("expected no input columns because the flow declares no inputs", Message(0), StringComparison.Ordinal);
        Assert.EndsWith("'Flow.input19', 'Flow.input20'", Message(20), StringComparison.Ordinal);
        Assert.EndsWith("'Flow.input20' and 80 more", Message(100), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Ignored_columns_are_never_told_of_and_still_bind_if_the_flow_declares_them(bool strict)
    {
        var binder = new FlowInputBinder(s_schema, strict, ["status", "minutes"]);
        FlowInputBinding row = binder.Bind(Row(("agentId", "452"), ("Status", "COMPLETED"), ("minutes", "5")));
        Assert.Empty(row.Problems);
        Assert.Empty(row.NewUnknownColumns);
        Assert.Equal(5L, row.Inputs["Flow.minutes"]);
    }

    [Fact]
    public void Two_columns_for_one_input_may_agree_but_not_differ()
    {
        var binder = new FlowInputBinder(s_schema);
        Assert.Empty(binder.Bind(Row(("agentId", "452"), ("minutes", "5"), ("Flow.minutes", "05"), ("MINUTES", ""))).Problems);

        FlowInputProblem problem = Assert.Single(binder.Bind(Row(("agentId", "452"), ("Flow.agentId", "453"))).Problems);
        Assert.Equal(FlowInputProblemKind.DuplicateColumn, problem.Kind);
        Assert.Equal(
            "column 'Flow.agentId': '453' is a second value for input 'Flow.agentId'; expected '452' as in column 'agentId'",
            problem.Message);
    }

    [Fact]
    public void A_nested_Flow_object_is_refused_with_or_without_a_schema()
    {
        object[] nested =
        [
            new Hashtable { ["agentId"] = "452" },
            new Dictionary<string, object?> { ["agentId"] = "452" },
            JsonSerializer.Deserialize<JsonElement>("""{ "agentId": "452" }"""),
            """{ "agentId": "452" }""",
        ];
        foreach (object flow in nested)
        {
            foreach (FlowInputSchema? schema in new[] { s_schema, null })
            {
                FlowInputProblem problem = new FlowInputBinder(schema).Bind(Row(("flow", flow))).Problems[0];
                Assert.Equal(FlowInputProblemKind.NestedFlowObject, problem.Kind);
                Assert.Contains("452", problem.Message, StringComparison.Ordinal);
                Assert.Contains("separate inputs with names such as 'Flow.", problem.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Without_a_schema_columns_of_the_flow_go_as_they_are_and_the_rest_is_reported_once()
    {
        var binder = new FlowInputBinder(schema: null);
        var day = new DateOnly(2026, 12, 31);
        FlowInputBinding row = binder.Bind(Row(
            ("Flow.minutes", "0480"), ("Flow.count", 3), ("Flow.days", new[] { day }),
            ("Flow.none", ""), ("Flow.", "x"), ("colour", "red")));
        Assert.Equal(["Flow.minutes", "Flow.count", "Flow.days"], row.Inputs.Keys);
        Assert.Equal(["0480", 3L, new List<object?> { "2026-12-31" }], row.Inputs.Values);
        Assert.Empty(row.Problems);
        Assert.Equal([new("Flow.", null), new("colour", null)], row.NewUnknownColumns);
        FlowInputBinding second = binder.Bind(Row(("Flow.none", "x"), ("colour", "blue")));
        Assert.Equal([new("Flow.none", "x")], second.Inputs);
        Assert.Empty(second.NewUnknownColumns);
    }

    [Fact]
    public void When_strict_a_column_that_is_dropped_for_want_of_a_schema_is_a_problem()
    {
        FlowInputProblem problem = Assert.Single(
            new FlowInputBinder(schema: null, strict: true).Bind(Row(("Flow.x", "1"), ("colour", "red"))).Problems);
        Assert.Equal(
            "column 'colour': 'red' would not be sent because the inputs of the flow can't be read; " +
            "expected a name that begins with 'Flow.'",
            problem.Message);
    }

    [Fact]
    public void Without_a_schema_a_value_that_cannot_be_sent_is_a_problem()
    {
        FlowInputProblem problem = Assert.Single(new FlowInputBinder(null).Bind(Row(("Flow.x", double.NaN))).Problems);
        Assert.StartsWith(
            "column 'Flow.x': NaN isn't a value that can be sent; expected text, a number", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_value_is_clipped_and_put_on_one_line()
    {
        string cell = "first\nsecond" + new string('x', 47) + "\uD83D\uDE00" + new string('y', 1000);
        FlowInputProblem problem = Assert.Single(new FlowInputBinder(s_schema).Bind(Row(("agentId", "452"), ("minutes", cell))).Problems);
        Assert.Contains("'first second" + new string('x', 47) + "…' isn't an integer", problem.Message, StringComparison.Ordinal);
        Assert.Equal(cell, problem.Value);
    }

    private static KeyValuePair<string, object?>[] Row(params (string Name, object? Value)[] columns) =>
        [.. columns.Select(column => KeyValuePair.Create(column.Name, column.Value))];
}
