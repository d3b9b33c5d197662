using System.Globalization;
using GenesysCloud.Json;
using GenesysCloud.Launching.Inputs;
using GenesysCloud.Launching.Journal.Keys;
using GenesysCloud.Launching.Schemas;
using Xunit;

namespace GenesysCloud.Tests.Inputs;

/// <summary>What absent, null and required mean, and how cells of another culture are read.</summary>
public sealed class FlowInputOptionTests
{
    private const string Advice = "specify it with -Culture, such as -Culture de-DE";

    private static readonly FlowInputSchema s_schema = Schemas.Parse(ArchitectSchemas.Document(string.Join(',', new[]
    {
        ("text", "String", false), ("count", "Integer", false),
        ("rate", "Decimal", false), ("day", "Date", false), ("at", "DateTime", false),
        ("flag", "Boolean", false), ("price", "Currency", false), ("rates", "Decimal", true),
    }.Select(input => $"\"Flow.{input.Item1}\": {ArchitectSchemas.Property(input.Item2, input.Item3)}"))));

    [Fact]
    public void An_empty_cell_and_a_missing_column_are_absent()
    {
        FlowInputBinding row = new FlowInputBinder(s_schema).Bind([new("text", ""), new("count", " "), new("rate", null)]);
        Assert.Empty(row.Inputs);
        Assert.Empty(row.Problems);
    }

    [Fact]
    public void With_NotSet_an_empty_cell_is_null_and_a_missing_column_is_absent()
    {
        FlowInputBinding row = NotSet().Bind(
            [new("text", ""), new("count", " "), new("rate", null), new("flag", "yes"), new("colour", "")]);
        Assert.Empty(row.Problems);
        Assert.Equal([new("Flow.text", null), new("Flow.count", null), new("Flow.rate", null), new("Flow.flag", true)], row.Inputs);
    }

    [Fact]
    public void With_NotSet_an_empty_list_is_refused_where_the_schema_has_no_null_for_it()
    {
        FlowInputProblem problem = Assert.Single(NotSet().Bind([new("rates", "")]).Problems);
        Assert.Equal(
            "column 'rates': '' isn't a list of decimal; expected a JSON array, or nonempty items separated by ';'; " +
            "the flow's schema doesn't allow null (NOT_SET), which an empty cell represents here",
            problem.Message);
        Assert.Empty(NotSet().Bind([new("rates", "[]")]).Problems);
    }

    [Fact]
    public void With_NotSet_and_no_schema_nothing_is_made_null() =>
        Assert.Empty(
            new FlowInputBinder(null, options: new FlowInputOptions { EmptyCell = EmptyCell.NotSet }).Bind([new("Flow.x", "")]).Inputs);

    [Fact]
    public void Null_that_is_given_for_all_rows_is_null()
    {
        FlowInputBinding row = new FlowInputBinder(s_schema).Bind([new("count", "1"), new("text", "")], [new("text", null)]);
        Assert.Equal([new("Flow.text", null), new("Flow.count", 1L)], row.Inputs);
        Assert.Equal([new("Flow.x", null)], new FlowInputBinder(null).Bind([], [new("Flow.x", null)]).Inputs);
    }

    [Fact]
    public void Null_and_a_value_for_one_input_contradict_each_other()
    {
        Assert.Equal(
            FlowInputProblemKind.DuplicateColumn,
            Assert.Single(new FlowInputBinder(s_schema).Bind([new("text", "a")], [new("text", null)]).Problems).Kind);
        Assert.Equal(
            FlowInputProblemKind.DuplicateColumn, Assert.Single(NotSet().Bind([new("text", "")], [new("text", "a")]).Problems).Kind);
    }

    [Fact]
    public void Rows_with_null_and_without_a_value_have_different_keys()
    {
        var keys = new LaunchKeys("flow");
        string absent = keys.FromInputs(new FlowInputBinder(s_schema).Bind([new("text", "")]).Inputs);
        string isNull = keys.FromInputs(NotSet().Bind([new("text", "")]).Inputs);
        Assert.NotEqual(absent[..absent.IndexOf('#')], isNull[..isNull.IndexOf('#')]);
    }

    [Theory]
    [InlineData("1.50 EUR", "EUR 1.5")]
    [InlineData("1.50 EUR", """{"code":"eur","amount":"1.5"}""")]
    public void Rows_that_are_sent_alike_have_the_same_hash(string one, string other)
    {
        string HashOf(string price) => new LaunchKeys("flow").FromInputs(new FlowInputBinder(s_schema).Bind([new("price", price)]).Inputs);
        Assert.Equal(HashOf(one), HashOf(other));
        Assert.NotEqual(HashOf(one), HashOf("1.51 EUR"));
    }

    [Fact]
    public void Digits_beyond_a_decimal_make_another_key()
    {
        string HashOf(string rate) => new LaunchKeys("flow").FromInputs(new FlowInputBinder(s_schema).Bind([new("rate", rate)]).Inputs);
        Assert.NotEqual(HashOf("1.000000000000000000000000000000000001"), HashOf("1.000000000000000000000000000000000002"));
        Assert.Equal(HashOf("1.5"), HashOf("1.50"));
    }

    [Theory]
    [InlineData("text")]
    [InlineData("FLOW.Text")]
    public void A_required_input_needs_a_value_in_every_row(string name)
    {
        var binder = new FlowInputBinder(s_schema, options: new FlowInputOptions { RequiredInputs = [name], EmptyCell = EmptyCell.NotSet });
        Assert.Empty(binder.Bind([new("text", "a")]).Problems);
        Assert.Equal(
            "column 'Flow.text': input 'Flow.text' is required and has no value; expected a string",
            Assert.Single(binder.Bind([new("count", "1")]).Problems).Message);
        Assert.Equal(
            "column 'TEXT': input 'Flow.text' is required and has no value; expected a string",
            Assert.Single(binder.Bind([new("TEXT", "")]).Problems).Message);
        Assert.Equal(FlowInputProblemKind.MissingRequired, Assert.Single(binder.Bind([], [new("text", null)]).Problems).Kind);
    }

    [Fact]
    public void A_required_input_of_an_unreadable_flow_needs_a_value_too()
    {
        var binder = new FlowInputBinder(null, options: new FlowInputOptions { RequiredInputs = ["badge"] });
        Assert.Empty(binder.Bind([new("flow.Badge", "7")]).Problems);
        Assert.Equal("Flow.badge", Assert.Single(binder.Bind([new("flow.Badge", "")]).Problems).Input);
    }

    [Theory]
    [InlineData("de-DE", "rate", "1.234,56", "1234.56")]
    [InlineData("de-DE", "rate", "-1.234.567,5", "-1234567.5")]
    [InlineData("de-DE", "rate", "1.234", "1234")]
    [InlineData("de-DE", "count", "1.234", "1234")]
    [InlineData("de-DE", "price", "1.234,50 EUR", """{"amount":1234.5,"code":"EUR"}""")]
    [InlineData("de-DE", "rates", "1,5;2,5", "[1.5,2.5]")]
    [InlineData("de-DE", "rates", "[1.5]", "[1.5]")]
    [InlineData("de-DE", "day", "31.12.2026", "\"2026-12-31\"")]
    [InlineData("de-DE", "day", "1.2.2026", "\"2026-02-01\"")]
    [InlineData("de-DE", "day", "2026-12-31", "\"2026-12-31\"")]
    [InlineData("de-DE", "at", "31.12.2026 9:20 +01:00", "\"2026-12-31T08:20:00.000Z\"")]
    [InlineData("de-DE", "flag", "Ja", "true")]
    [InlineData("de-DE", "flag", "FALSCH", "false")]
    [InlineData("de-DE", "flag", "yes", "true")]
    [InlineData("de-DE", "text", "1.234,56", "\"1.234,56\"")]
    [InlineData("fr-FR", "rate", "1 234,5", "1234.5")]
    [InlineData("fr-FR", "rate", "1\u00A0234,5", "1234.5")]
    [InlineData("de-CH", "rate", "1'234.5", "1234.5")]
    [InlineData("en-IN", "rate", "12,34,567.5", "1234567.5")]
    [InlineData("en-US", "day", "12/31/2026", "\"2026-12-31\"")]
    [InlineData("en-GB", "day", "31/12/2026", "\"2026-12-31\"")]
    [InlineData("tr-TR", "rate", "1.234,56", "1234.56")]
    [InlineData("tr-TR", "day", "31.12.2026", "\"2026-12-31\"")]
    [InlineData("tr-TR", "flag", "HAYIR", "false")]
    [InlineData("tr-TR", "flag", "TRUE", "true")]
    public void With_a_culture_cells_are_read_as_it_writes_them(string culture, string column, string cell, string json)
    {
        FlowInputBinding row = In(culture).Bind([new(column, cell)]);
        Assert.Empty(row.Problems);
        Assert.Equal(json, JsonValues.TryWrite(row.Inputs[$"Flow.{column}"]));
    }

    [Theory]
    [InlineData("de-DE", "rate", "1,234.56")]
    [InlineData("de-DE", "rate", "1.5")]
    [InlineData("de-DE", "rate", "12.34")]
    [InlineData("de-DE", "rate", "1.2345,6")]
    [InlineData("de-DE", "day", "12/31/2026")]
    [InlineData("de-DE", "day", "31.12.26")]
    [InlineData("de-DE", "flag", "oui")]
    [InlineData("en-US", "day", "31/12/2026")]
    [InlineData("tr-TR", "flag", "İ")]
    public void With_a_culture_what_it_would_not_write_is_refused(string culture, string column, string cell)
    {
        FlowInputProblem problem = Assert.Single(In(culture).Bind([new(column, cell)]).Problems);
        Assert.Equal(FlowInputProblemKind.BadValue, problem.Kind);
        Assert.DoesNotContain("-Culture", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void With_a_culture_what_is_given_for_all_rows_is_read_without_it()
    {
        Assert.Equal(1.5m, In("de-DE").Bind([], [new("rate", "1.5")]).Inputs["Flow.rate"]);
        Assert.Equal(
            FlowInputProblemKind.DuplicateColumn,
            Assert.Single(In("de-DE").Bind([new("rate", "1.234")], [new("rate", "1.234")]).Problems).Kind);
    }

    [Theory]
    [InlineData("count", "1234,5")]
    [InlineData("rate", "1234,5")]
    [InlineData("rate", "1.234,56")]
    [InlineData("rate", "1 234,5")]
    [InlineData("price", "1.234,56 EUR")]
    [InlineData("day", "31.12.2026")]
    [InlineData("day", "12/31/2026")]
    [InlineData("at", "31.12.2026 10:20")]
    [InlineData("flag", "ja")]
    [InlineData("flag", "WAHR")]
    public void Without_a_culture_what_only_another_could_read_is_refused_with_a_hint(string column, string cell) =>
        Assert.EndsWith(
            Advice, Assert.Single(new FlowInputBinder(s_schema).Bind([new(column, cell)]).Problems).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("rate", "abc")]
    [InlineData("flag", "maybe")]
    [InlineData("day", "soon")]
    [InlineData("at", "2026-12-31T10:20:30")]
    public void What_no_culture_writes_so_has_no_hint(string column, string cell) =>
        Assert.DoesNotContain(
            "-Culture", Assert.Single(new FlowInputBinder(s_schema).Bind([new(column, cell)]).Problems).Message, StringComparison.Ordinal);

    [Fact]
    public void A_foreign_cell_puts_the_cells_before_it_and_after_it_in_doubt()
    {
        var binder = new FlowInputBinder(s_schema);
        Assert.Empty(binder.Bind([new("rate", "1.234")]).Problems);
        Assert.EndsWith(
            $"{Advice}. Earlier cells of this column, such as '1.234', may have been misread too",
            Assert.Single(binder.Bind([new("rate", "1.234,56")]).Problems).Message, StringComparison.Ordinal);
        Assert.Contains(
            "an earlier cell of this column, '1.234,56', is in the format of another culture",
            Assert.Single(binder.Bind([new("rate", "2.345")]).Problems).Message,
            StringComparison.Ordinal);
        Assert.Empty(binder.Bind([new("rate", "2.34")]).Problems);
    }

    private static FlowInputBinder NotSet() => new(s_schema, options: new FlowInputOptions { EmptyCell = EmptyCell.NotSet });

    private static FlowInputBinder In(string culture) =>
        new(s_schema, options: new FlowInputOptions { Culture = CultureInfo.GetCultureInfo(culture) });
}
