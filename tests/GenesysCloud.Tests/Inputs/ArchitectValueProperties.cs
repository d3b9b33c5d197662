using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.RegularExpressions;
using CsCheck;
using GenesysCloud.Json;
using GenesysCloud.Launching.Inputs;
using GenesysCloud.Launching.Schemas;
using Xunit;

namespace GenesysCloud.Tests.Inputs;

/// <summary>
/// Any value for any of Architect's types, in any culture of the machine: JSON that the definition takes and that means the value, or an
/// error; never another value.
/// </summary>
public sealed partial class ArchitectValueProperties
{
    private static readonly string[] s_types =
        ["String", "Integer", "Decimal", "Boolean", "DateTime", "Date", "Time", "Duration", "Currency", "JSON", "User", "Queue", "Skill"];

    private static readonly string[] s_cells =
    [
        "", " ", "5", "5.0", "5.000", "-0", "1e3", "1e-40", "1e400", "999999999999999",
        "1000000000000000", "1.234", "1,5", "12345678901234567890123456789012345678901",
        "0.1234567890123456789012345678901234567891", "yes", "NO", "1", "TRUE", "tr\u0130e", "2026-12-31", "1799-12-31",
        "2026-12-31T10:20:30Z", "2201-01-01T00:00:00Z",
        "2026-12-31T10:20:30.1234567+01:00", "07:30", "07:30:59.999", "24:00", "00:30:00", "1.12:00:00", "99999999.23:59:59", "PT30M",
        "-P1DT2H", "P", "PT", "P1Y", "PT0.5S", "12.50 EUR", "EUR 12.50",
        "eur12", "12 EURO", "{\"amount\":1.10,\"code\":\"usd\"}",
        "{\"amount\":1,\"amount\":2,\"code\":\"usd\"}", "{\"a\":[1,null]}", "[1]", "null", "{\"a\":\"\\ud800\"}",
        "7f3c6f0e-6c55-4b0e-9d5c-0b1c3a7a4f51", "{\"id\":\"7f3c6f0e-6c55-4b0e-9d5c-0b1c3a7a4f51\",\"name\":\"Ada\"}",
        "{\"id\":7}", "\uD83D", "System.Object[]", "a;b",
    ];

    private static readonly Gen<string> s_text = Gen.Frequency(
        (5, Gen.OneOf(s_cells)),
        (3, Gen.Select(
            Gen.OneOf(s_cells),
            Gen.Int[0, 30],
            Gen.OneOf("0123456789.,:-+eEPTDHMSZ{}[]\" \0\uFF11".ToCharArray()),
            (cell, at, sign) => cell.Insert(Math.Min(at, cell.Length), sign.ToString()))),
        (1, Gen.String));

    private static readonly Gen<object?> s_scalar = Gen.OneOf(
        s_text.Select(v => (object?)v), Gen.Bool.Select(v => (object?)v), Gen.Int.Select(v => (object?)v),
        Gen.Long.Select(v => (object?)v), Gen.Double.Select(v => (object?)v),
        Gen.Float.Select(v => (object?)v), Gen.Decimal.Select(v => (object?)v), Gen.DateTime.Select(v => (object?)v),
        Gen.DateTimeOffset.Select(v => (object?)v), Gen.DateOnly.Select(v => (object?)v),
        Gen.TimeOnly.Select(v => (object?)v), Gen.TimeSpan.Select(v => (object?)v), Gen.Guid.Select(v => (object?)v),
        Gen.Const(default(object)), Gen.Const<object?>(new object()));

    private static readonly Gen<object?> s_value = Gen.Frequency(
        (5, s_scalar),
        (1, s_scalar.Array[0, 3].Select(items => (object?)items)),
        (1, Gen.Select(
            s_scalar, s_scalar, (amount, code) => (object?)new Dictionary<string, object?> { ["amount"] = amount, ["code"] = code })),
        (1, Gen.Select(s_scalar, s_scalar, (id, name) => (object?)new Dictionary<string, object?> { ["id"] = id, ["name"] = name })));

    [Theory]
    [InlineData("")]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public void What_is_sent_is_what_the_definition_takes_and_means_the_value_in_any_culture(string culture)
    {
        var under = CultureInfo.GetCultureInfo(culture);
        using var definitions = JsonDocument.Parse(ArchitectSchemas.Definitions);
        Gen.Select(s_value, Gen.OneOf(s_types), Gen.Bool).Sample((value, type, isList) =>
        {
            CultureInfo before = CultureInfo.CurrentCulture;
            CultureInfo.CurrentCulture = under;
            try
            {
                FlowInput input = ArchitectSchemas.Input(type, isList);
                if (!FlowInputValue.TryConvert(value, input, out object? converted, out string? expected))
                {
                    Assert.Null(converted);
                    Assert.NotEmpty(expected);
                }
                else if (converted is not null)
                {
                    Check(
                        value,
                        type,
                        isList,
                        JsonSerializer.Deserialize<JsonElement>(JsonValues.TryWrite(converted)!),
                        definitions.RootElement);
                }
            }
            finally
            {
                CultureInfo.CurrentCulture = before;
            }
        }, iter: 30_000);
    }

    [Fact]
    public void A_decimal_of_up_to_40_digits_keeps_every_one()
    {
        FlowInput input = ArchitectSchemas.Input("Decimal");
        Gen.Select(Gen.Bool, Gen.String[Gen.Char['0', '9'], 1, 45], Gen.Int[0, 45]).Sample((isNegative, digits, scale) =>
        {
            bool isFraction = scale >= digits.Length;
            string before = isFraction ? "0" : digits[..^scale];
            string after = isFraction ? digits.PadLeft(scale, '0') : digits[^scale..];
            string text = $"{(isNegative ? "-" : "")}{before}.{after}0";
            string fraction = text[(text.IndexOf('.') + 1)..].TrimEnd('0');
            string whole = text[(isNegative ? 1 : 0)..text.IndexOf('.')].TrimStart('0');
            bool fits = Math.Max(1, whole.Length + fraction.Length) <= 40;
            Assert.Equal(fits, FlowInputValue.TryConvert(text, input, out object? converted, out _));
            if (fits)
                Assert.Equal(Exact(text), Exact(JsonSerializer.Deserialize<JsonElement>(JsonValues.TryWrite(converted)!).ToString()));
        }, iter: 20_000);
    }

    private static void Check(object? value, string type, bool isList, JsonElement sent, JsonElement definitions)
    {
        foreach (JsonElement one in isList ? sent.EnumerateArray().ToArray() : [sent])
            Assert.Contains(definitions.GetProperty($"arch{type}").GetProperty("oneOf").EnumerateArray(), member => Takes(member, one));

        // What was sent, given again, is sent alike.
        if (sent.ValueKind != JsonValueKind.Null)
        {
            Assert.True(
                FlowInputValue.TryConvert(sent, ArchitectSchemas.Input(type, isList), out object? again, out string? expected), expected);
            Assert.Equal(sent.GetRawText(), JsonSerializer.Deserialize<JsonElement>(JsonValues.TryWrite(again)!).GetRawText());
        }

        if (!isList && value is string text)
            CheckMeaning(text.Trim(), type, sent);
    }

    private static void CheckMeaning(string text, string type, JsonElement sent)
    {
        switch (type)
        {
            case "Integer" or "Decimal":
                Assert.Equal(Exact(text), Exact(sent.ToString()));
                break;
            case "Boolean":
                Assert.Equal(text.ToUpperInvariant() is "TRUE" or "YES" or "1", sent.GetBoolean());
                break;
            case "Date":
                Assert.Equal(text, sent.GetString());
                break;
            case "DateTime":
                Assert.Equal(DateTimeOffset.Parse(text, CultureInfo.InvariantCulture), sent.GetDateTimeOffset());
                break;
            case "Time":
                Assert.Equal(
                    TimeOnly.Parse(text, CultureInfo.InvariantCulture), TimeOnly.Parse(sent.GetString()!, CultureInfo.InvariantCulture));
                break;
            case "Duration" when TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out TimeSpan span):
                Assert.Equal(span, System.Xml.XmlConvert.ToTimeSpan(sent.GetString()!));
                break;
            case "Currency" when !text.StartsWith('{'):
                string code = CodePattern().Match(text).Value;
                Assert.Equal(code, sent.GetProperty("code").GetString(), ignoreCase: true);
                Assert.Equal(
                    Exact(text.Replace(code, "", StringComparison.Ordinal).Trim()), Exact(sent.GetProperty("amount").GetRawText()));
                break;
        }
    }

    private static bool Takes(JsonElement member, JsonElement sent)
    {
        bool Within(string name, int length, bool isMost) =>
            !member.TryGetProperty(name, out JsonElement limit) || (isMost ? length <= limit.GetInt32() : length >= limit.GetInt32());
        return (member.GetProperty("type").GetString(), sent.ValueKind) switch
        {
            ("null", JsonValueKind.Null) or ("number", JsonValueKind.Number) or ("boolean", JsonValueKind.True or JsonValueKind.False) =>
                true,
            ("integer", JsonValueKind.Number) => sent.TryGetInt64(out long number) && Math.Abs(number) <= 999_999_999_999_999,
            ("string", JsonValueKind.String) => sent.GetString() is { } text && Within("minLength", text.Length, false)
                && Within("maxLength", text.Length, true)
                && (!member.TryGetProperty("pattern", out JsonElement pattern) || Regex.IsMatch(text, pattern.GetString()!)),
            ("object", JsonValueKind.Object) => !member.TryGetProperty("required", out JsonElement required)
                || required.EnumerateArray().All(name => sent.TryGetProperty(name.GetString()!, out _)),
            _ => false,
        };
    }

    /// <summary>A decimal number as whole digits and an exponent, without zeros at the end.</summary>
    private static (BigInteger Digits, int Exponent) Exact(string text)
    {
        Match match = NumberPattern().Match(text);
        Assert.True(match.Success, text);
        string fraction = match.Groups["f"].Value;
        var digits = BigInteger.Parse(
            match.Groups["s"].Value.Replace("+", "", StringComparison.Ordinal) + match.Groups["w"].Value + fraction +
            (match.Groups["w"].Length + fraction.Length == 0 ? "0" : ""), CultureInfo.InvariantCulture);
        int exponent = (match.Groups["e"].Success ? int.Parse(match.Groups["e"].Value, CultureInfo.InvariantCulture) : 0) - fraction.Length;
        while (!digits.IsZero && digits % 10 == 0)
            (digits, exponent) = (digits / 10, exponent + 1);
        return (digits, digits.IsZero ? 0 : exponent);
    }

    [GeneratedRegex("[A-Za-z]{3}", RegexOptions.CultureInvariant)]
    private static partial Regex CodePattern();

    [GeneratedRegex(@"\A(?<s>[+-]?)(?<w>[0-9]*)(\.(?<f>[0-9]*))?([eE](?<e>[+-]?[0-9]+))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex NumberPattern();
}
