using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CsCheck;
using GenesysCloud.Json;
using GenesysCloud.Launching.Inputs;
using GenesysCloud.Launching.Schemas;
using Xunit;
using static GenesysCloud.Tests.Inputs.FlowInputMeaning;

namespace GenesysCloud.Tests.Inputs;

/// <summary>
/// Any text, any declared type, any culture: a value of that type or an error, never another value. What is right is said
/// by <see cref="FlowInputMeaning"/>, which shares nothing with the converter.
/// </summary>
public sealed class FlowInputValueProperties
{
    private static readonly string[] s_cells =
    [
        "", " ", "\t", "\u00A0", "42", " 42 ", "-7", "+5", "007", "-0", "3.0", "3,0", "1.000", "1,000", "1 000", "1e5", "1E-30", "1e400",
        "1e-400", "0e5", "0.00", ".5", "5.", "-", "+", ".", "e5", "0x1F",
        "(5)", "5-", "$5", "5\0", "12.5\0", "\u0661\u0662", "\uFF11", "\u22127",
        "9223372036854775807", "-9223372036854775808", "9223372036854775808", "79228162514264337593543950335",
        "79228162514264337593543950336", "0.12345678901234567890123456789012345", "1.5e-28", "NaN", "Infinity", "-Infinity", "∞",
        "true", "FALSE", "Yes", "no", "1", "0", "TRUE ", "t", "on", "wahr", "d\u0131s", "y\u0130s", "2026-12-31", " 2026-12-31 ",
        "2026-02-29", "2024-02-29", "31.12.2026", "12/31/2026", "2026-1-1", "0000-01-01", "0001-01-01", "9999-12-31", "1447-05-06",
        "2026-12-31T10:20:30Z", "2026-12-31T10:20:30.1234567Z", "2026-12-31T10:20Z", "2026-12-31T10:20:30+01:00",
        "2026-12-31T10:20:30.5-11:30", "2026-12-31T10:20:30+0100",
        "2026-12-31T10:20:30+1:00", "2026-12-31T10:20:30+15:00", "2026-12-31T10:20:30",
        "2026-12-31 10:20:30Z", "2026-12-31t10:20:30z", "2026-12-31T24:00:00Z",
        "2026-12-31T10:20:60Z", "2026-12-31T10:20:30.Z", "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-01:00", "a;b", "a;;b", ";", "1;2;3", "1; 2;x", "true;no", "[]", "[1,2]", "[1,\"2\"]", "[null]", "[1,]",
        "[draft]", "[\"a\",\"b\"]", "[\"\"]", "[true]", "[1e400]", "[1e-400]", "[1e-30]",
        "[3.0]", "[1.50]", "[\"\\ud800\"]", "[{\"a\":1}]", "[[1],[2]]", "{}", "{\"a\":1}",
        "{\"a\":{\"b\":[1,null,\"x\"]}}", "{\"a\":1e400}", "{\"\\udc00\":1}",
        "{\"a\":1,\"a\":2}", "{a:1}", "null", "\"x\"", "\uFEFF1", "\uD83D\uDE00",
        "\uD83D", "a\uDE00", new string('[', 40) + new string(']', 40), new string('[', 100_000),
        string.Concat(Enumerable.Repeat("{\"a\":", 40)) + "1" + new string('}', 40),
        "System.Object[]", "System.Object[];a", "System.Collections.Hashtable",
        "System.Collections", "System.Int32[][]", "System.Management.Automation.PSObject",
    ];

    private static readonly Gen<char> s_likelyChar = Gen.Frequency(
        (8, Gen.OneOf("0123456789+-.,:;eETZ \t\"[]{}\0truefalsyno\u0130\u0131\u0660\uD800\uDC00".ToCharArray())),
        (1, Gen.Char));

    private static readonly Gen<string> s_text = Gen.Frequency(
        (4, Gen.OneOf(s_cells)),
        (4, Gen.Select(Gen.OneOf(s_cells), Gen.Int[0, 40], Gen.Int[0, 2], s_likelyChar, Mutate)),
        (1, Gen.String[s_likelyChar, 0, 12]),
        (1, Gen.String));

    /// <summary>The types that a plain JSON Schema can declare; those that only Architect has have properties of their own.</summary>
    private static readonly Gen<FlowVariableType> s_type = Gen.OneOf(
        FlowVariableType.Any, FlowVariableType.String, FlowVariableType.Integer, FlowVariableType.Number, FlowVariableType.Boolean,
        FlowVariableType.Date, FlowVariableType.DateTime, FlowVariableType.List, FlowVariableType.Object);

    private static readonly Gen<FlowInput> s_declared = Gen.Select(
        s_type, s_type,
        (type, item) =>
            new FlowInput { Name = "Flow.x", Type = type, ItemType = type == FlowVariableType.List ? item : FlowVariableType.Any });

    [Theory]
    [InlineData("")]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    [InlineData("fa-IR")]
    public void Any_text_becomes_a_value_of_the_declared_type_or_an_error_in_any_culture(string culture)
    {
        var under = CultureInfo.GetCultureInfo(culture);
        Gen.Select(s_text, s_declared).Sample((text, declared) =>
        {
            CultureInfo before = CultureInfo.CurrentCulture;
            CultureInfo.CurrentCulture = under;
            try
            {
                Assert.Equal(Meaning(text, declared.Type, declared.ItemType), Result(text, declared));
            }
            finally
            {
                CultureInfo.CurrentCulture = before;
            }
        }, iter: 50_000);
    }

    [Fact]
    public void Every_refusal_names_the_column_the_value_and_what_was_expected()
    {
        Gen.Select(s_text, s_declared).Sample((text, declared) =>
        {
            FlowInputSchema schema = Schemas.Of(declared);
            FlowInputBinding binding = new FlowInputBinder(schema).Bind([new("x", text)]);
            if (Result(text, declared) != Refused)
            {
                Assert.Empty(binding.Problems);
                return;
            }

            FlowInputProblem problem = Assert.Single(binding.Problems);
            Assert.Equal(
                (FlowInputProblemKind.BadValue, "x", "Flow.x", text), (problem.Kind, problem.Column, problem.Input, problem.Value));
            Assert.StartsWith("column 'x': '", problem.Message, StringComparison.Ordinal);
            Assert.EndsWith(problem.Expected, problem.Message, StringComparison.Ordinal);
            Assert.InRange(problem.Message.Length, 20, 500);
            Assert.Empty(binding.Inputs);
        }, iter: 50_000);
    }

    [Fact]
    public void Typed_values_become_a_value_of_the_declared_type_or_an_error()
    {
        var scalar = Gen.OneOf(
            Gen.Const(default(object)), s_text.Select(v => (object?)v), Gen.Bool.Select(v => (object?)v), Gen.SByte.Select(v => (object?)v),
            Gen.Int.Select(v => (object?)v), Gen.Long.Select(v => (object?)v), Gen.ULong.Select(v => (object?)v),
            Gen.Float.Select(v => (object?)v), Gen.Double.Select(v => (object?)v), Gen.Int.Select(v => (object?)(double)v),
            Gen.Decimal.Select(v => (object?)v), Gen.DateTime.Select(v => (object?)v), Gen.Date.Select(v => (object?)v),
            Gen.DateOnly.Select(v => (object?)v), Gen.DateTimeOffset.Select(v => (object?)v), Gen.Guid.Select(v => (object?)v),
            Gen.TimeSpan.Select(v => (object?)v), Gen.Char.Select(v => (object?)v), Gen.Const<object?>(new Uri("https://example.org")),
            Gen.Const<object?>(DayOfWeek.Friday), Gen.Const<object?>(DBNull.Value), Gen.Const<object?>(new object()));
        var value = Gen.Frequency(
            (4, scalar),
            (1, scalar.Array[0, 4].Select(items => (object?)items)),
            (1, Gen.Int.Array[0, 4].Select(items => (object?)items)),
            (1, scalar.Array[0, 4].Select(
                items => (object?)items.Select((item, i) => ($"k{i}", item)).ToDictionary(m => m.Item1, m => m.item))));

        Gen.Select(value, s_declared).Sample((given, declared) => { Result(given, declared); }, iter: 50_000);
    }

    /// <summary>Converts, proves the result to be of the declared type before and after serialization, and tells it as JSON.</summary>
    private static string Result(object? given, FlowInput declared)
    {
        if (!FlowInputValue.TryConvert(given, declared, out object? converted, out string? expected))
        {
            Assert.Null(converted);
            Assert.NotEmpty(expected);
            return Refused;
        }

        Assert.Null(expected);
        if (converted is null)
            return Absent;

        AssertIs(declared.Type, declared.ItemType, converted);
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
            JsonValues.Write(writer, new Dictionary<string, object?> { ["Flow.x"] = converted });
        using var document = JsonDocument.Parse(buffer.ToArray());
        JsonElement sent = document.RootElement.GetProperty("Flow.x");
        AssertIs(declared.Type, declared.ItemType, sent);
        return Canonical(sent);
    }

    private static void AssertIs(FlowVariableType type, FlowVariableType itemType, object? value)
    {
        AssertPlain(value);
        switch (type)
        {
            case FlowVariableType.String or FlowVariableType.Date or FlowVariableType.DateTime:
                Assert.IsType<string>(value);
                break;
            case FlowVariableType.Integer:
                Assert.IsType<long>(value);
                break;
            case FlowVariableType.Number:
                Assert.True(value is decimal or double);
                break;
            case FlowVariableType.Boolean:
                Assert.IsType<bool>(value);
                break;
            case FlowVariableType.List:
                foreach (object? item in Assert.IsType<List<object?>>(value))
                {
                    if (item is not null)
                        AssertIs(itemType, FlowVariableType.Any, item);
                }

                break;
            case FlowVariableType.Object:
                Assert.IsType<Dictionary<string, object?>>(value);
                break;
        }
    }

    private static void AssertPlain(object? value)
    {
        switch (value)
        {
            case List<object?> items:
                items.ForEach(AssertPlain);
                break;
            case Dictionary<string, object?> members:
                foreach (object? member in members.Values)
                    AssertPlain(member);
                break;
            default:
                Assert.True(value is null or string or bool or long or decimal or double, $"{value?.GetType()} is not a plain type");
                break;
        }
    }

    private static void AssertIs(FlowVariableType type, FlowVariableType itemType, JsonElement sent)
    {
        switch (type)
        {
            case FlowVariableType.String:
                Assert.Equal(JsonValueKind.String, sent.ValueKind);
                break;
            case FlowVariableType.Date:
                Assert.Matches(DatePattern(), sent.GetString());
                break;
            case FlowVariableType.DateTime:
                Assert.Matches(SentInstantPattern(), sent.GetString());
                break;
            case FlowVariableType.Integer:
                Assert.True(sent.TryGetInt64(out _));
                break;
            case FlowVariableType.Number:
                Assert.Equal(JsonValueKind.Number, sent.ValueKind);
                break;
            case FlowVariableType.Boolean:
                Assert.True(sent.ValueKind is JsonValueKind.True or JsonValueKind.False);
                break;
            case FlowVariableType.List:
                Assert.Equal(JsonValueKind.Array, sent.ValueKind);
                foreach (JsonElement item in sent.EnumerateArray())
                {
                    if (item.ValueKind != JsonValueKind.Null)
                        AssertIs(itemType, FlowVariableType.Any, item);
                }

                break;
            case FlowVariableType.Object:
                Assert.Equal(JsonValueKind.Object, sent.ValueKind);
                break;
        }
    }

    private static string Mutate(string cell, int at, int how, char character)
    {
        at = Math.Min(at, cell.Length);
        return how switch
        {
            0 => cell.Insert(at, character.ToString()),
            1 when at < cell.Length => cell.Remove(at, 1),
            2 when at < cell.Length => cell.Remove(at, 1).Insert(at, character.ToString()),
            _ => cell + character,
        };
    }
}
