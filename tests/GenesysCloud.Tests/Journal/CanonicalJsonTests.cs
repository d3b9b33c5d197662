using System.Buffers;
using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Json;
using CsCheck;
using GenesysCloud.Json;
using GenesysCloud.Launching.Journal.Keys;
using Xunit;

namespace GenesysCloud.Tests.Journal;

public sealed class CanonicalJsonTests
{
    private static readonly Gen<object?> s_scalar = Gen.OneOf(
        Gen.Const((object?)null),
        Gen.String.Select(text => (object?)text),
        Gen.Char.Select(character => (object?)character),
        Gen.Bool.Select(flag => (object?)flag),
        Gen.Byte.Select(number => (object?)number),
        Gen.Int.Select(number => (object?)number),
        Gen.ULong.Select(number => (object?)number),
        Gen.Decimal.Select(number => (object?)number),
        Gen.Double.Select(number => (object?)number),
        Gen.Float.Select(number => (object?)number),
        Gen.Guid.Select(id => (object?)id),
        Gen.DateTime.Select(time => (object?)time),
        Gen.DateTimeOffset.Select(time => (object?)time),
        Gen.TimeSpan.Select(span => (object?)span),
        Gen.DateOnly.Select(date => (object?)date),
        Gen.Enum<DayOfWeek>().Select(day => (object?)day));

    private static readonly Gen<string> s_name = Gen.String[0, 3];

    private static readonly Gen<object?> s_value = Gen.Recursive<object?>((depth, nested) => depth > 3
        ? s_scalar
        : Gen.Frequency(
            (4, s_scalar),
            (1, nested.Array[0, 3].Select(items => (object?)items)),
            (1, nested.List[0, 3].Select(items => (object?)new ArrayList(items))),
            (1, Gen.Dictionary(s_name, nested)[0, 3].Select(fields => (object?)fields)),
            (1, Gen.Dictionary(s_name, nested)[0, 3].Select(fields => (object?)fields.ToArray())),
            (1, Gen.Dictionary(Gen.Int, nested)[0, 3].Select(fields => (object?)new Hashtable(fields)))));

    [Fact]
    public void Names_that_differ_in_case_alone_have_one_order_whatever_the_order_of_the_columns()
    {
        (string Name, object? Value)[] columns = [("a", 1), ("A", 2), ("B", 3), ("b", 4)];
        foreach ((string, object?)[] order in new[] { columns, [.. columns.Reverse()], [columns[1], columns[0], columns[3], columns[2]] })
        {
            byte[] json = PooledJsonWriter.Of(
                order.ToDictionary(column => column.Item1, column => column.Item2),
                static (json, fields) => CanonicalJson.Write(json, fields));
            Assert.Equal("""{"A":2,"B":3,"a":1,"b":4}""", Encoding.UTF8.GetString(json));
        }
    }

    [Fact]
    public void Whatever_can_be_sent_can_be_keyed_and_keyed_as_it_is_sent() =>
        s_value.Sample(
            value =>
            {
                string sent;
                try
                {
                    sent = Written(value, JsonValues.Write);
                }
                catch (ArgumentException)
                {
                    Assert.Throws<ArgumentException>(() => Written(value, CanonicalJson.Write));
                    return;
                }

                using var document = JsonDocument.Parse(sent);
                Assert.Equal(Written(document.RootElement, CanonicalJson.Write), Written(value, CanonicalJson.Write));
            },
            iter: 20_000);

    [Fact]
    public void What_is_not_sent_alike_is_not_keyed_alike() =>
        Gen.Select(s_scalar, s_scalar).Sample(
            (left, right) =>
            {
                if (!IsFinite(left) || !IsFinite(right) || IsNumber(left) && IsNumber(right))
                    return;
                Assert.Equal(
                    Written(left, JsonValues.Write) == Written(right, JsonValues.Write),
                    Written(left, CanonicalJson.Write) == Written(right, CanonicalJson.Write));
            },
            iter: 20_000);

    [Fact]
    public void As_deep_as_can_be_sent_can_be_keyed_within_what_it_is_hashed_with()
    {
        object? value = 1;
        for (int depth = 0; depth < JsonValues.MaxDepth - 1; depth++)
            value = new object?[] { value };
        Dictionary<string, object?> inputs = new() { ["a"] = value };

        Written(inputs, JsonValues.Write);
        Assert.NotEmpty(new LaunchKeys("flow").FromInputs(inputs));
    }

    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0.000e7", "0")]
    [InlineData("-1.50", "-1.5")]
    [InlineData("15e-1", "1.5")]
    [InlineData("0.0001", "0.0001")]
    [InlineData("0.00001", "1E-05")]
    [InlineData("1.25e-7", "1.25E-07")]
    [InlineData("120", "120")]
    [InlineData("1.2E+2", "120")]
    [InlineData("1e28", "10000000000000000000000000000")]
    [InlineData("1e29", "1E+29")]
    [InlineData("1e400", "1E+400")]
    [InlineData("1e99999999999", "1e99999999999")]
    [InlineData("0.12345678901234567890123456789012345", "0.12345678901234567890123456789012345")]
    public void A_number_has_one_spelling(string number, string spelling) => Assert.Equal(spelling, CanonicalNumber.Of(number));

    [Fact]
    public void Decimals_are_spelled_as_keys_always_had_them() =>
        Gen.Decimal.Sample(number => number == 0
            || CanonicalNumber.Of(number.ToString(CultureInfo.InvariantCulture)) == number.ToString("G29", CultureInfo.InvariantCulture));

    private static bool IsFinite(object? value) => value is not double number || double.IsFinite(number);

    private static bool IsNumber(object? value) => value is byte or int or ulong or decimal or double or float;

    private static string Written(object? value, Action<Utf8JsonWriter, object?> write)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer))
            write(json, value);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
