using System.Collections;
using System.Collections.Specialized;
using System.Dynamic;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CsCheck;
using GenesysCloud.Json;
using Xunit;

namespace GenesysCloud.Tests.Inputs;

public sealed class JsonValuesTests
{
    private static readonly JsonWriterOptions s_readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void Scalars_are_written_in_their_invariant_form()
    {
        var time = new DateTime(2026, 12, 31, 10, 20, 30, 123);
        object?[] values =
        [
            null, "é", 'c', true, (sbyte)-1, (byte)1, (short)2, (ushort)3, 4, 5u, 6L, ulong.MaxValue, 0.1f, 0.2, 1.50m,
            time, DateTime.SpecifyKind(time, DateTimeKind.Utc), new DateTimeOffset(time, TimeSpan.FromHours(2)),
            new DateOnly(2026, 12, 31), new TimeSpan(1, 2, 3, 4), Guid.Empty, DayOfWeek.Friday, default(JsonElement),
            JsonSerializer.Deserialize<JsonElement>("""{"a":[1]}"""),
        ];
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("ar-SA");
        try
        {
            Assert.Equal(
                """
                [null,"é","c",true,-1,1,2,3,4,5,6,18446744073709551615,0.1,0.2,1.50,"2026-12-31T10:20:30.123","2026-12-31T10:20:30.123Z",
                "2026-12-31T08:20:30.123Z","2026-12-31","1.02:03:04","00000000-0000-0000-0000-000000000000","Friday",null,{"a":[1]}]
                """.ReplaceLineEndings(""),
                Written(values));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Every_kind_of_dictionary_is_an_object()
    {
        IDictionary<string, object?> expando = new ExpandoObject();
        expando["a"] = 1;
        object[] objects = [expando, new Dictionary<string, object?> { ["a"] = 1 }, new Dictionary<string, int> { ["a"] = 1 },
            new OrderedDictionary { ["a"] = 1 }];
        Assert.All(objects, members => Assert.Equal("""{"a":1}""", Written(members)));
        Assert.Equal("""{"7":[]}""", Written(new Hashtable { [7] = Array.Empty<int>() }));
    }

    [Fact]
    public void A_cycle_or_a_depth_of_more_than_32_is_refused_with_a_clear_error()
    {
        var cycle = new ArrayList();
        cycle.Add(new Hashtable { ["self"] = cycle });
        Assert.Contains("contains itself", Assert.Throws<ArgumentException>(() => Written(cycle)).Message, StringComparison.Ordinal);

        Assert.Equal(new string('[', 32) + new string(']', 32), Written(Nested(32)));
        Assert.Throws<ArgumentException>(() => Written(Nested(33)));
    }

    [Fact]
    public void What_has_no_JSON_form_is_refused_by_its_type()
    {
        Assert.Contains("System.Object", Assert.Throws<ArgumentException>(() => Written(new object())).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Written(double.NaN));
        Assert.Throws<ArgumentException>(() => Written(new Hashtable { [new object()] = 1 }));
    }

    [Fact]
    public void JSON_is_read_as_plain_values_in_order()
    {
        Dictionary<string, object?> read = Assert.IsType<Dictionary<string, object?>>(
            Read("""{"z":[1,1.0,1e30,1e-30,1e400],"a":null,"m":{"t":true,"f":false,"s":"x"},"z2":9223372036854775808}"""));
        Assert.Equal(["z", "a", "m", "z2"], read.Keys);
        Assert.Equal([1L, 1.0m, 1e30, 1e-30, double.NaN], Assert.IsType<object?[]>(read["z"]));
        Assert.Equal(new Dictionary<string, object?> { ["t"] = true, ["f"] = false, ["s"] = "x" }, read["m"]);
        Assert.Equal(9223372036854775808m, read["z2"]);
        Assert.Null(read["a"]);
        Assert.Null(JsonValues.Read(default));
    }

    [Fact]
    public void What_is_written_is_read_as_the_same_value()
    {
        var scalar = Gen.OneOf(
            Gen.Const(default(object)), Gen.Bool.Select(v => (object?)v), Gen.Long.Select(v => (object?)v),
            Gen.Decimal.Where(v => v != decimal.Truncate(v)).Select(v => (object?)v),
            Gen.String.Where(text => !text.Any(char.IsSurrogate)).Select(v => (object?)v));
        var value = Gen.Recursive<object?>((depth, inner) => depth > 4
            ? scalar
            : Gen.Frequency(
                (3, scalar),
                (1, inner.Array[0, 3].Select(items => (object?)items)),
                (1, inner.Array[0, 3].Select(
                    items => (object?)items.Select((item, i) => (i, item)).ToDictionary(m => $"k{m.i}", m => m.item)))));

        value.Sample(given => Assert.Equal(given, Read(Written(given))), iter: 5_000);
    }

    [Fact]
    public void Doubles_come_back_as_the_same_double_or_the_decimal_that_stands_for_it() =>
        Gen.Double.Where(double.IsFinite).Sample(given =>
            Assert.Equal(
                given, Convert.ToDouble(Read(Written(given)), CultureInfo.InvariantCulture), Math.Abs(given) * 2e-15), iter: 20_000);

    private static object Nested(int depth)
    {
        object value = Array.Empty<object>();
        for (int level = 1; level < depth; level++)
            value = new[] { value };
        return value;
    }

    private static string Written(object? value)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, s_readable))
            JsonValues.Write(writer, value);
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static object? Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return JsonValues.Read(document.RootElement);
    }
}
