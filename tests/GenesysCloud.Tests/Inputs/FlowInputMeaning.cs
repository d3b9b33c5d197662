using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using GenesysCloud.Json;
using GenesysCloud.Launching.Inputs;
using GenesysCloud.Launching.Schemas;

namespace GenesysCloud.Tests.Inputs;

/// <summary>What text means as a value of a type, by regular expressions and big integers.</summary>
internal static partial class FlowInputMeaning
{
    internal const string Refused = "refused";
    internal const string Absent = "absent";

    /// <summary>What a cell means: the canonical JSON of the value, or that it is absent or refused.</summary>
    internal static string Meaning(string text, FlowVariableType type, FlowVariableType itemType)
    {
        bool takesSpace = type is FlowVariableType.String or FlowVariableType.Any;
        if (takesSpace ? text.Length == 0 : string.IsNullOrWhiteSpace(text))
            return Absent;
        if (type is FlowVariableType.List or FlowVariableType.Any && LostPattern().IsMatch(text))
            return Refused;
        return type == FlowVariableType.List ? ListMeaning(text.Trim(), itemType) : OneMeaning(text, type);
    }

    private static string OneMeaning(string text, FlowVariableType type)
    {
        string cell = text.Trim();
        switch (type)
        {
            case FlowVariableType.Integer:
                return IntegerPattern().Match(cell) is { Success: true } digits
                    && BigInteger.Parse(digits.Groups["whole"].Value, CultureInfo.InvariantCulture) is var whole
                    && whole >= long.MinValue && whole <= long.MaxValue
                    ? whole.ToString(CultureInfo.InvariantCulture)
                    : Refused;
            case FlowVariableType.Number:
                return NumberPattern().IsMatch(cell) ? Canonical(cell) : Refused;
            case FlowVariableType.Boolean:
                return cell.ToLowerInvariant() switch
                {
                    "true" or "yes" or "1" => "true",
                    "false" or "no" or "0" => "false",
                    _ => Refused,
                };
            case FlowVariableType.Date:
                return DatePattern().Match(cell) is { Success: true } day && TicksOf(day) is not null ? $"\"{cell}\"" : Refused;
            case FlowVariableType.DateTime:
                return InstantPattern().Match(cell) is { Success: true } instant && TicksOf(instant) is { } ticks
                    ? Quoted(new DateTime(ticks, DateTimeKind.Utc).ToString(
                        "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture) + FractionOf(ticks) + "Z")
                    : Refused;
            case FlowVariableType.List:
                return cell.StartsWith('[') ? JsonMeaning(cell, depth: 31) : Refused;
            case FlowVariableType.Object:
                return cell.StartsWith('{') ? JsonMeaning(cell, depth: 31) : Refused;
            default:
                return IsUnicode(text) ? Quoted(text) : Refused;
        }
    }

    private static string ListMeaning(string cell, FlowVariableType itemType)
    {
        bool isJson = cell.StartsWith('[') || itemType is FlowVariableType.List or FlowVariableType.Object;
        string[] items;
        if (!isJson)
        {
            items = [.. cell.Split(';').Select(item => item.Trim())];
            if (items.Contains(""))
                return Refused;
            items = [.. items.Select(item => OneMeaning(item, itemType))];
        }
        else
        {
            if (JsonMeaning(cell, depth: 31) == Refused)
                return Refused;
            using var document = JsonDocument.Parse(cell);
            JsonElement root = document.RootElement;
            JsonElement[] elements = root.ValueKind == JsonValueKind.Array ? [.. root.EnumerateArray()] : [root];
            if (root.ValueKind == JsonValueKind.Null)
                return Refused;
            items = [.. elements.Select(element => ItemMeaning(element, itemType))];
        }

        return items.Contains(Refused) ? Refused : $"[{string.Join(',', items)}]";
    }

    private static string ItemMeaning(JsonElement item, FlowVariableType type) => (item.ValueKind, type) switch
    {
        (JsonValueKind.Null, _) => "null",
        (JsonValueKind.String, _) => OneMeaning(item.GetString()!, type),
        (_, FlowVariableType.Any) => Canonical(item),
        (JsonValueKind.Number, FlowVariableType.Number) => Canonical(item),
        (JsonValueKind.Number, FlowVariableType.Integer) =>
            Canonical(item) is var number && IntegerPattern().IsMatch(number) ? OneMeaning(number, type) : Refused,
        (JsonValueKind.Number, FlowVariableType.String) => NumberText(item.GetRawText()),
        (JsonValueKind.Number, FlowVariableType.Boolean) => Canonical(item) switch { "1" => "true", "0" => "false", _ => Refused },
        (JsonValueKind.True, FlowVariableType.Boolean) => "true",
        (JsonValueKind.False, FlowVariableType.Boolean) => "false",
        (JsonValueKind.True, FlowVariableType.String) => "\"true\"",
        (JsonValueKind.False, FlowVariableType.String) => "\"false\"",
        (JsonValueKind.Array, FlowVariableType.List) => Canonical(item),
        (JsonValueKind.Object, FlowVariableType.Object) => Canonical(item),
        _ => Refused,
    };

    private static string JsonMeaning(string json, int depth)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = depth });
            string canonical = Canonical(document.RootElement);
            return canonical.Contains(Refused, StringComparison.Ordinal) ? Refused : canonical;
        }
        catch (Exception notJson) when (notJson is JsonException or InvalidOperationException or ArgumentException)
        {
            return Refused;
        }
    }

    /// <summary>JSON without the freedom of writing: no space, one spelling for a text, sixteen digits of a number.</summary>
    internal static string Canonical(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "{" + string.Join(
            ',', element.EnumerateObject().GroupBy(m => m.Name, (name, same) => Quoted(name) + ":" + Canonical(same.Last().Value))) + "}",
        JsonValueKind.Array => "[" + string.Join(',', element.EnumerateArray().Select(Canonical)) + "]",
        JsonValueKind.String => Quoted(element.GetString()!),
        JsonValueKind.Number => Canonical(element.GetRawText()),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => "null",
    };

    /// <summary>A whole number below 10^19 to its last digit, any other to fourteen.</summary>
    private static string Canonical(string number)
    {
        double value = double.Parse(number, CultureInfo.InvariantCulture);
        if (!double.IsFinite(value) || (value == 0 && NonZeroPattern().IsMatch(number)))
            return Refused;
        return Math.Abs(value) < 1e19 && BigInteger.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out BigInteger whole)
            ? whole.ToString(CultureInfo.InvariantCulture)
            : value.ToString("E13", CultureInfo.InvariantCulture);
    }

    private static string NumberText(string number) => Canonical(number) == Refused ? Refused
        : Math.Abs(double.Parse(number, CultureInfo.InvariantCulture)) is 0 or (>= 1e-28 and < 7e28)
            ? Quoted(decimal.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture))
            : Quoted(double.Parse(number, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture));

    private static string Quoted(string text) => JsonSerializer.Serialize(text);

    private static bool IsUnicode(string text)
    {
        try
        {
            new UTF8Encoding(false, throwOnInvalidBytes: true).GetByteCount(text);
            return true;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }

    private static long? TicksOf(Match match)
    {
        int Part(string name) =>
            match.Groups[name] is { Success: true, Length: > 0 } group ? int.Parse(group.Value, CultureInfo.InvariantCulture) : 0;
        (int year, int month, int day) = (Part("y"), Part("mo"), Part("d"));
        if (year == 0 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || Part("h") > 23 || Part("mi") > 59
            || Part("s") > 59)
        {
            return null;
        }

        var offset = new TimeSpan(Part("oh"), Part("om"), 0);
        if (Part("om") > 59 || offset > TimeSpan.FromHours(14))
            return null;
        long ticks = new DateTime(year, month, day, Part("h"), Part("mi"), Part("s")).Ticks
            + int.Parse((match.Groups["f"].Value + "0000000")[..7], CultureInfo.InvariantCulture)
            - (match.Groups["sign"].Value == "-" ? -offset : offset).Ticks;
        return ticks >= DateTime.MinValue.Ticks && ticks <= DateTime.MaxValue.Ticks ? ticks : null;
    }

    /// <summary>At least milliseconds, and more where there is more.</summary>
    private static string FractionOf(long ticks)
    {
        string digits = (ticks % TimeSpan.TicksPerSecond).ToString("D7", CultureInfo.InvariantCulture).TrimEnd('0');
        return "." + digits.PadRight(3, '0');
    }

    [GeneratedRegex(
        @"\A\s*System\.(.*\[\]|Collections\..*|Management\.Automation\.PS(Custom)?Object)\s*\z",
        RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex LostPattern();

    [GeneratedRegex(@"\A(?<whole>[+-]?[0-9]+)(\.00?)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex IntegerPattern();

    [GeneratedRegex(@"\A[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex NumberPattern();

    [GeneratedRegex(@"\A[^eE]*[1-9]", RegexOptions.CultureInvariant)]
    private static partial Regex NonZeroPattern();

    [GeneratedRegex(@"\A(?<y>[0-9]{4})-(?<mo>[0-9]{2})-(?<d>[0-9]{2})\z", RegexOptions.CultureInvariant)]
    internal static partial Regex DatePattern();

    [GeneratedRegex(
        @"\A(?<y>[0-9]{4})-(?<mo>[0-9]{2})-(?<d>[0-9]{2})T(?<h>[0-9]{2}):(?<mi>[0-9]{2})(:(?<s>[0-9]{2})(\.(?<f>[0-9]{1,7}))?)?" +
        @"(Z|(?<sign>[+-])(?<oh>[0-9]{2}):(?<om>[0-9]{2}))\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex InstantPattern();

    [GeneratedRegex(
        @"\A[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}([0-9]{0,3}[1-9])?Z\z", RegexOptions.CultureInvariant)]
    internal static partial Regex SentInstantPattern();
}
