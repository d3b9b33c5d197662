using System.Collections;
using System.Text.Json;
using GenesysCloud.Launching;
using GenesysCloud.Launching.Inputs;
using GenesysCloud.Launching.Schemas;
using Xunit;

namespace GenesysCloud.Tests.Inputs;

public sealed class FlowInputValueTests
{
    [Theory]
    [InlineData(FlowVariableType.Integer, "42", 42L)]
    [InlineData(FlowVariableType.Boolean, "Yes", true)]
    [InlineData(FlowVariableType.Boolean, "0", false)]
    [InlineData(FlowVariableType.Date, " 2026-12-31 ", "2026-12-31")]
    [InlineData(FlowVariableType.DateTime, "2026-12-31T10:20:30.1239+01:00", "2026-12-31T09:20:30.1239Z")]
    [InlineData(FlowVariableType.DateTime, "2026-12-31T10:20:30.1234567Z", "2026-12-31T10:20:30.1234567Z")]
    [InlineData(FlowVariableType.DateTime, "2026-12-31T10:20:30.1230000Z", "2026-12-31T10:20:30.123Z")]
    [InlineData(FlowVariableType.DateTime, "2026-12-31T10:20Z", "2026-12-31T10:20:00.000Z")]
    [InlineData(FlowVariableType.String, "  007 ", "  007 ")]
    [InlineData(FlowVariableType.Any, "007", "007")]
    public void Text_becomes_the_declared_type(FlowVariableType type, string cell, object expected) =>
        Assert.Equal(expected, Converted(cell, type));

    [Fact]
    public void A_number_is_a_decimal_and_a_double_only_where_decimal_cannot_hold_it()
    {
        Assert.Equal(12.50m, Converted("12.50", FlowVariableType.Number));
        Assert.Equal(1e30, Converted("1e30", FlowVariableType.Number));
        Assert.Equal(1e-30, Converted("1e-30", FlowVariableType.Number));
    }

    [Theory]
    [InlineData(FlowVariableType.Integer)]
    [InlineData(FlowVariableType.Number)]
    [InlineData(FlowVariableType.Boolean)]
    [InlineData(FlowVariableType.Date)]
    [InlineData(FlowVariableType.DateTime)]
    [InlineData(FlowVariableType.List)]
    [InlineData(FlowVariableType.Object)]
    public void White_space_is_absent_where_no_text_is_wanted(FlowVariableType type) => Assert.Null(Converted(" \t", type));

    [Theory]
    [InlineData(FlowVariableType.String)]
    [InlineData(FlowVariableType.Any)]
    [InlineData(FlowVariableType.Date)]
    public void Nothing_is_absent(FlowVariableType type)
    {
        Assert.Null(Converted(null, type));
        Assert.Null(Converted("", type));
        Assert.Null(Converted(DBNull.Value, type));
        Assert.Null(Converted(default(JsonElement), type));
    }

    [Theory]
    [InlineData("2026-12-31T10:20:30")]
    [InlineData("2026-12-31")]
    [InlineData("31.12.2026 10:20")]
    public void A_date_time_without_a_zone_is_refused(string cell) =>
        Assert.Contains("with a time zone", Refusal(cell, FlowVariableType.DateTime), StringComparison.Ordinal);

    [Fact]
    public void A_DateTime_of_no_known_zone_is_refused_and_others_are_told_in_UTC()
    {
        var time = new DateTime(2026, 12, 31, 10, 20, 30);
        Refusal(time, FlowVariableType.DateTime);
        Assert.Equal("2026-12-31T10:20:30.000Z", Converted(DateTime.SpecifyKind(time, DateTimeKind.Utc), FlowVariableType.DateTime));
        Assert.Equal("2026-12-31T08:20:30.000Z", Converted(new DateTimeOffset(time, TimeSpan.FromHours(2)), FlowVariableType.DateTime));
        Assert.Equal(
            "2026-12-31T08:20:30.0000001Z",
            Converted(new DateTimeOffset(time, TimeSpan.FromHours(2)).AddTicks(1), FlowVariableType.DateTime));
    }

    [Fact]
    public void A_date_takes_dates_of_every_kind_but_no_time_of_day()
    {
        Assert.Equal("2026-12-31", Converted(new DateOnly(2026, 12, 31), FlowVariableType.Date));
        Assert.Equal("2026-12-31", Converted(new DateTime(2026, 12, 31), FlowVariableType.Date));
        Refusal(new DateTime(2026, 12, 31, 0, 0, 1), FlowVariableType.Date);
    }

    [Fact]
    public void A_typed_number_fits_only_if_nothing_of_it_is_lost()
    {
        Assert.Equal(3L, Converted(3, FlowVariableType.Integer));
        Assert.Equal(3L, Converted(3.0, FlowVariableType.Integer));
        Assert.Equal(3L, Converted(3.00m, FlowVariableType.Integer));
        Refusal(3.5, FlowVariableType.Integer);
        Refusal(9223372036854775808.0, FlowVariableType.Integer);
        Refusal(ulong.MaxValue, FlowVariableType.Integer);
        Refusal(double.NaN, FlowVariableType.Number);
        Refusal(float.PositiveInfinity, FlowVariableType.Any);
        Refusal(true, FlowVariableType.Number);
        Assert.Equal(0.1m, Converted(0.1f, FlowVariableType.Number));
        Assert.Equal((decimal)ulong.MaxValue, Converted(ulong.MaxValue, FlowVariableType.Number));
    }

    [Fact]
    public void A_boolean_takes_the_numbers_1_and_0_and_no_other()
    {
        Assert.Equal(true, Converted(1, FlowVariableType.Boolean));
        Assert.Equal(false, Converted(0.0, FlowVariableType.Boolean));
        Assert.Equal(List(true, false), Converted("[1, 0]", FlowVariableType.List, FlowVariableType.Boolean));
        Refusal(2, FlowVariableType.Boolean);
        Refusal(0.5, FlowVariableType.Boolean);
    }

    [Theory]
    [InlineData("5.0")]
    [InlineData("5.00")]
    [InlineData(5.0)]
    [InlineData(5)]
    public void A_whole_number_is_an_integer_however_it_is_written(object five) =>
        Assert.Equal(5L, Converted(five, FlowVariableType.Integer));

    [Theory]
    [InlineData("5.000")]
    [InlineData("5.")]
    [InlineData(".0")]
    [InlineData("5.5")]
    [InlineData(5.5)]
    public void What_is_not_whole_or_may_be_thousands_is_no_integer(object value) => Refusal(value, FlowVariableType.Integer);

    [Fact]
    public void A_string_takes_any_scalar_as_its_invariant_text()
    {
        var id = Guid.NewGuid();
        Assert.Equal("42", Converted(42, FlowVariableType.String));
        Assert.Equal("1.5", Converted(1.5, FlowVariableType.String));
        Assert.Equal("true", Converted(true, FlowVariableType.String));
        Assert.Equal(id.ToString(), Converted(id, FlowVariableType.String));
        Assert.Equal("Friday", Converted(DayOfWeek.Friday, FlowVariableType.String));
        Assert.Equal("2026-12-31T10:20:30.000", Converted(new DateTime(2026, 12, 31, 10, 20, 30), FlowVariableType.String));
        Assert.Equal("2026-12-31T10:20:30.00001", Converted(new DateTime(2026, 12, 31, 10, 20, 30).AddTicks(100), FlowVariableType.String));
        Refusal(new[] { "a" }, FlowVariableType.String);
        Refusal(new Hashtable(), FlowVariableType.String);
        Refusal(double.PositiveInfinity, FlowVariableType.String);
    }

    [Fact]
    public void A_list_is_a_JSON_array_or_items_between_semicolons()
    {
        Assert.Equal(List(480L, 9600L), Converted("480; 9600", FlowVariableType.List, FlowVariableType.Integer));
        Assert.Equal(List(480L, 9600L), Converted("[480, \"9600\"]", FlowVariableType.List, FlowVariableType.Integer));
        Assert.Equal(List("a", "b c"), Converted("a;b c", FlowVariableType.List, FlowVariableType.String));
        Assert.Equal(List("a;b", "", null), Converted("""["a;b", "", null]""", FlowVariableType.List, FlowVariableType.String));
        Assert.Equal(List("a"), Converted("a", FlowVariableType.List));
        Assert.Equal(List(), Converted("[]", FlowVariableType.List));
    }

    [Theory]
    [InlineData("a;;b")]
    [InlineData("a;")]
    [InlineData("[draft]; final")]
    public void A_list_whose_items_are_in_doubt_is_refused(string cell) =>
        Assert.StartsWith(
            "a JSON array, or nonempty items separated by ';'",
            Refusal(cell, FlowVariableType.List, FlowVariableType.String),
            StringComparison.Ordinal);

    [Fact]
    public void The_bad_item_of_a_list_is_told() =>
        Assert.EndsWith(
            "; item 2, 'x', isn't an integer", Refusal("1;x;3", FlowVariableType.List, FlowVariableType.Integer), StringComparison.Ordinal);

    [Theory]
    [InlineData("System.Object[]")]
    [InlineData(" System.String[] ")]
    [InlineData("System.Collections.Hashtable")]
    [InlineData("System.Collections.Generic.List`1[System.Object]")]
    [InlineData("System.Management.Automation.PSObject")]
    [InlineData("System.Management.Automation.PSCustomObject")]
    public void The_text_that_PowerShell_makes_of_a_list_is_not_a_list_of_that_text(string cell)
    {
        Assert.EndsWith(
            "; this is what PowerShell writes instead of a list or an object; its items are lost",
            Refusal(cell, FlowVariableType.List, FlowVariableType.String),
            StringComparison.Ordinal);
        Assert.EndsWith("its items are lost", Refusal(cell, FlowVariableType.Any), StringComparison.Ordinal);
        Assert.EndsWith("its items are lost", Refusal(cell, FlowVariableType.Object), StringComparison.Ordinal);
        Assert.Equal(cell, Converted(cell, FlowVariableType.String));
    }

    [Fact]
    public void Typed_lists_are_converted_item_by_item_and_a_single_value_is_a_list_of_one()
    {
        Assert.Equal(List(1L, 2L, null), Converted(new ArrayList { 1, "2", null }, FlowVariableType.List, FlowVariableType.Integer));
        Assert.Equal(List(7L), Converted(7, FlowVariableType.List, FlowVariableType.Integer));
        Assert.Equal(List("2026-12-31"), Converted(new[] { new DateTime(2026, 12, 31) }, FlowVariableType.List, FlowVariableType.Date));
        object? member = Assert.Single(
            (List<object?>)Converted(new Hashtable { ["a"] = 1 }, FlowVariableType.List, FlowVariableType.Object)!);
        Assert.Equal(new Dictionary<string, object?> { ["a"] = 1L }, member);
    }

    [Fact]
    public void An_object_is_JSON_text_or_a_dictionary_of_plain_values()
    {
        var expected = new Dictionary<string, object?> { ["a"] = 1L, ["b"] = List("x", null, 1.5m) };
        Assert.Equal(expected, Converted("""{"a": 1, "b": ["x", null, 1.5]}""", FlowVariableType.Object));
        Assert.Equal(expected, Converted(new Hashtable { ["b"] = new object?[] { "x", null, 1.5m }, ["a"] = 1 }, FlowVariableType.Object));
        Assert.Equal(expected, Converted(Element("""{"a": 1, "b": ["x", null, 1.5]}"""), FlowVariableType.Object));
        Refusal("""{"a": 1""", FlowVariableType.Object);
        Refusal(new Hashtable { ["a"] = new object() }, FlowVariableType.Object);
        Refusal(new Hashtable { [1] = "number", ["1"] = "text" }, FlowVariableType.Object);
    }

    [Theory]
    [InlineData(FlowVariableType.Any)]
    [InlineData(FlowVariableType.List)]
    public void A_list_that_contains_itself_is_refused(FlowVariableType type)
    {
        var cycle = new List<object?>();
        cycle.Add(cycle);
        cycle.Add(cycle);
        Refusal(cycle, type);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_refused_because_the_wire_would_carry_another_character()
    {
        Refusal("a\uD83D", FlowVariableType.String);
        Refusal(Element("""{"a": "\ud83d"}"""), FlowVariableType.Object);
        Assert.Equal("\uD83D\uDE00", Converted("\uD83D\uDE00", FlowVariableType.String));
    }

    [Fact]
    public void A_string_with_allowed_values_takes_no_other()
    {
        var declared = new FlowInput { Name = "Flow.level", Type = FlowVariableType.String, AllowedValues = ["low", "high"] };
        Assert.True(FlowInputValue.TryConvert("low", declared, out object? converted, out _));
        Assert.Equal("low", converted);
        Assert.False(FlowInputValue.TryConvert("Low", declared, out _, out string? expected));
        Assert.Equal("one of 'low', 'high'", expected);
    }

    private static object? Converted(object? value, FlowVariableType type, FlowVariableType itemType = FlowVariableType.Any)
    {
        var declared = new FlowInput { Name = "Flow.x", Type = type, ItemType = itemType };
        Assert.True(FlowInputValue.TryConvert(value, declared, out object? converted, out string? expected), expected);
        return converted;
    }

    private static string Refusal(object value, FlowVariableType type, FlowVariableType itemType = FlowVariableType.Any)
    {
        var declared = new FlowInput { Name = "Flow.x", Type = type, ItemType = itemType };
        Assert.False(FlowInputValue.TryConvert(value, declared, out object? converted, out string? expected));
        Assert.Null(converted);
        return expected;
    }

    private static List<object?> List(params object?[] items) => [.. items];

    private static JsonElement Element(string json) => JsonSerializer.Deserialize<JsonElement>(json);
}
