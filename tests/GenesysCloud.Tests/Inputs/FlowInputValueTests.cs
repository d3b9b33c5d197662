using System.Collections;
using System.Text.Json;
using GenesysCloud.Launching.Inputs;
using Xunit;

namespace GenesysCloud.Tests.Inputs;

public sealed class FlowInputValueTests
{
    [Theory]
    [InlineData(FlowInputType.Integer, "42", 42L)]
    [InlineData(FlowInputType.Boolean, "Yes", true)]
    [InlineData(FlowInputType.Boolean, "0", false)]
    [InlineData(FlowInputType.Date, " 2026-12-31 ", "2026-12-31")]
    [InlineData(FlowInputType.DateTime, "2026-12-31T10:20:30.1239+01:00", "2026-12-31T09:20:30.1239Z")]
    [InlineData(FlowInputType.DateTime, "2026-12-31T10:20:30.1234567Z", "2026-12-31T10:20:30.1234567Z")]
    [InlineData(FlowInputType.DateTime, "2026-12-31T10:20:30.1230000Z", "2026-12-31T10:20:30.123Z")]
    [InlineData(FlowInputType.DateTime, "2026-12-31T10:20Z", "2026-12-31T10:20:00.000Z")]
    [InlineData(FlowInputType.String, "  007 ", "  007 ")]
    [InlineData(FlowInputType.Any, "007", "007")]
    public void Text_becomes_the_declared_type(FlowInputType type, string cell, object expected) =>
        Assert.Equal(expected, Converted(cell, type));

    [Fact]
    public void A_number_is_a_decimal_and_a_double_only_where_decimal_cannot_hold_it()
    {
        Assert.Equal(12.50m, Converted("12.50", FlowInputType.Number));
        Assert.Equal(1e30, Converted("1e30", FlowInputType.Number));
        Assert.Equal(1e-30, Converted("1e-30", FlowInputType.Number));
    }

    [Theory]
    [InlineData(FlowInputType.Integer)]
    [InlineData(FlowInputType.Number)]
    [InlineData(FlowInputType.Boolean)]
    [InlineData(FlowInputType.Date)]
    [InlineData(FlowInputType.DateTime)]
    [InlineData(FlowInputType.List)]
    [InlineData(FlowInputType.Object)]
    public void White_space_is_absent_where_no_text_is_wanted(FlowInputType type) => Assert.Null(Converted(" \t", type));

    [Theory]
    [InlineData(FlowInputType.String)]
    [InlineData(FlowInputType.Any)]
    [InlineData(FlowInputType.Date)]
    public void Nothing_is_absent(FlowInputType type)
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
        Assert.Contains("a zone", Refusal(cell, FlowInputType.DateTime), StringComparison.Ordinal);

    [Fact]
    public void A_DateTime_of_no_known_zone_is_refused_and_others_are_told_in_UTC()
    {
        var time = new DateTime(2026, 12, 31, 10, 20, 30);
        Refusal(time, FlowInputType.DateTime);
        Assert.Equal("2026-12-31T10:20:30.000Z", Converted(DateTime.SpecifyKind(time, DateTimeKind.Utc), FlowInputType.DateTime));
        Assert.Equal("2026-12-31T08:20:30.000Z", Converted(new DateTimeOffset(time, TimeSpan.FromHours(2)), FlowInputType.DateTime));
        Assert.Equal("2026-12-31T08:20:30.0000001Z", Converted(new DateTimeOffset(time, TimeSpan.FromHours(2)).AddTicks(1), FlowInputType.DateTime));
    }

    [Fact]
    public void A_date_takes_dates_of_every_kind_but_no_time_of_day()
    {
        Assert.Equal("2026-12-31", Converted(new DateOnly(2026, 12, 31), FlowInputType.Date));
        Assert.Equal("2026-12-31", Converted(new DateTime(2026, 12, 31), FlowInputType.Date));
        Refusal(new DateTime(2026, 12, 31, 0, 0, 1), FlowInputType.Date);
    }

    [Fact]
    public void A_typed_number_fits_only_if_nothing_of_it_is_lost()
    {
        Assert.Equal(3L, Converted(3, FlowInputType.Integer));
        Assert.Equal(3L, Converted(3.0, FlowInputType.Integer));
        Assert.Equal(3L, Converted(3.00m, FlowInputType.Integer));
        Refusal(3.5, FlowInputType.Integer);
        Refusal(9223372036854775808.0, FlowInputType.Integer);
        Refusal(ulong.MaxValue, FlowInputType.Integer);
        Refusal(double.NaN, FlowInputType.Number);
        Refusal(float.PositiveInfinity, FlowInputType.Any);
        Refusal(true, FlowInputType.Number);
        Refusal(1, FlowInputType.Boolean);
        Assert.Equal(0.1m, Converted(0.1f, FlowInputType.Number));
        Assert.Equal((decimal)ulong.MaxValue, Converted(ulong.MaxValue, FlowInputType.Number));
    }

    [Fact]
    public void A_string_takes_any_scalar_as_its_invariant_text()
    {
        var id = Guid.NewGuid();
        Assert.Equal("42", Converted(42, FlowInputType.String));
        Assert.Equal("1.5", Converted(1.5, FlowInputType.String));
        Assert.Equal("true", Converted(true, FlowInputType.String));
        Assert.Equal(id.ToString(), Converted(id, FlowInputType.String));
        Assert.Equal("Friday", Converted(DayOfWeek.Friday, FlowInputType.String));
        Assert.Equal("2026-12-31T10:20:30.000", Converted(new DateTime(2026, 12, 31, 10, 20, 30), FlowInputType.String));
        Assert.Equal("2026-12-31T10:20:30.00001", Converted(new DateTime(2026, 12, 31, 10, 20, 30).AddTicks(100), FlowInputType.String));
        Refusal(new[] { "a" }, FlowInputType.String);
        Refusal(new Hashtable(), FlowInputType.String);
        Refusal(double.PositiveInfinity, FlowInputType.String);
    }

    [Fact]
    public void A_list_is_a_JSON_array_or_items_between_semicolons()
    {
        Assert.Equal(List(480L, 9600L), Converted("480; 9600", FlowInputType.List, FlowInputType.Integer));
        Assert.Equal(List(480L, 9600L), Converted("[480, \"9600\"]", FlowInputType.List, FlowInputType.Integer));
        Assert.Equal(List("a", "b c"), Converted("a;b c", FlowInputType.List, FlowInputType.String));
        Assert.Equal(List("a;b", "", null), Converted("""["a;b", "", null]""", FlowInputType.List, FlowInputType.String));
        Assert.Equal(List("a"), Converted("a", FlowInputType.List));
        Assert.Equal(List(), Converted("[]", FlowInputType.List));
    }

    [Theory]
    [InlineData("a;;b")]
    [InlineData("a;")]
    [InlineData("[draft]; final")]
    public void A_list_whose_items_are_in_doubt_is_refused(string cell) =>
        Assert.StartsWith("a JSON array, or items separated by ';'", Refusal(cell, FlowInputType.List, FlowInputType.String), StringComparison.Ordinal);

    [Fact]
    public void The_bad_item_of_a_list_is_told() =>
        Assert.EndsWith("; item 2, 'x', is not an integer", Refusal("1;x;3", FlowInputType.List, FlowInputType.Integer), StringComparison.Ordinal);

    [Theory]
    [InlineData("System.Object[]")]
    [InlineData(" System.String[] ")]
    [InlineData("System.Collections.Hashtable")]
    [InlineData("System.Collections.Generic.List`1[System.Object]")]
    [InlineData("System.Management.Automation.PSObject")]
    [InlineData("System.Management.Automation.PSCustomObject")]
    public void The_text_that_PowerShell_makes_of_a_list_is_not_a_list_of_that_text(string cell)
    {
        Assert.EndsWith("; this is what PowerShell writes in place of a list or an object, whose items are lost", Refusal(cell, FlowInputType.List, FlowInputType.String), StringComparison.Ordinal);
        Assert.EndsWith("whose items are lost", Refusal(cell, FlowInputType.Any), StringComparison.Ordinal);
        Assert.EndsWith("whose items are lost", Refusal(cell, FlowInputType.Object), StringComparison.Ordinal);
        Assert.Equal(cell, Converted(cell, FlowInputType.String));
    }

    [Fact]
    public void Typed_lists_are_converted_item_by_item_and_a_single_value_is_a_list_of_one()
    {
        Assert.Equal(List(1L, 2L, null), Converted(new ArrayList { 1, "2", null }, FlowInputType.List, FlowInputType.Integer));
        Assert.Equal(List(7L), Converted(7, FlowInputType.List, FlowInputType.Integer));
        Assert.Equal(List("2026-12-31"), Converted(new[] { new DateTime(2026, 12, 31) }, FlowInputType.List, FlowInputType.Date));
        var member = Assert.Single((List<object?>)Converted(new Hashtable { ["a"] = 1 }, FlowInputType.List, FlowInputType.Object)!);
        Assert.Equal(new Dictionary<string, object?> { ["a"] = 1L }, member);
    }

    [Fact]
    public void An_object_is_JSON_text_or_a_dictionary_of_plain_values()
    {
        var expected = new Dictionary<string, object?> { ["a"] = 1L, ["b"] = List("x", null, 1.5m) };
        Assert.Equal(expected, Converted("""{"a": 1, "b": ["x", null, 1.5]}""", FlowInputType.Object));
        Assert.Equal(expected, Converted(new Hashtable { ["b"] = new object?[] { "x", null, 1.5m }, ["a"] = 1 }, FlowInputType.Object));
        Assert.Equal(expected, Converted(Element("""{"a": 1, "b": ["x", null, 1.5]}"""), FlowInputType.Object));
        Refusal("""{"a": 1""", FlowInputType.Object);
        Refusal(new Hashtable { ["a"] = new object() }, FlowInputType.Object);
        Refusal(new Hashtable { [1] = "number", ["1"] = "text" }, FlowInputType.Object);
    }

    [Theory]
    [InlineData(FlowInputType.Any)]
    [InlineData(FlowInputType.List)]
    public void A_list_that_contains_itself_is_refused(FlowInputType type)
    {
        var cycle = new List<object?>();
        cycle.Add(cycle);
        cycle.Add(cycle);
        Refusal(cycle, type);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_refused_because_the_wire_would_carry_another_character()
    {
        Refusal("a\uD83D", FlowInputType.String);
        Refusal(Element("""{"a": "\ud83d"}"""), FlowInputType.Object);
        Assert.Equal("\uD83D\uDE00", Converted("\uD83D\uDE00", FlowInputType.String));
    }

    [Fact]
    public void A_string_with_allowed_values_takes_no_other()
    {
        var declared = new FlowInput { Name = "Flow.level", Type = FlowInputType.String, AllowedValues = ["low", "high"] };
        Assert.True(FlowInputValue.TryConvert("low", declared, out object? converted, out _));
        Assert.Equal("low", converted);
        Assert.False(FlowInputValue.TryConvert("Low", declared, out _, out string? expected));
        Assert.Equal("one of 'low', 'high'", expected);
    }

    private static object? Converted(object? value, FlowInputType type, FlowInputType itemType = FlowInputType.Any)
    {
        var declared = new FlowInput { Name = "Flow.x", Type = type, ItemType = itemType };
        Assert.True(FlowInputValue.TryConvert(value, declared, out object? converted, out string? expected), expected);
        return converted;
    }

    private static string Refusal(object value, FlowInputType type, FlowInputType itemType = FlowInputType.Any)
    {
        var declared = new FlowInput { Name = "Flow.x", Type = type, ItemType = itemType };
        Assert.False(FlowInputValue.TryConvert(value, declared, out object? converted, out string? expected));
        Assert.Null(converted);
        return expected;
    }

    private static List<object?> List(params object?[] items) => [.. items];

    private static JsonElement Element(string json) => JsonSerializer.Deserialize<JsonElement>(json);
}
