using System.Text.RegularExpressions;
using GenesysCloud.Launching.Inputs.Cultures;
using GenesysCloud.Launching.Schemas;

namespace GenesysCloud.Launching.Inputs.Types;

/// <summary>
/// An amount and its currency code: <c>12.50 EUR</c>, <c>EUR 12.50</c>, or an object with <c>amount</c> and <c>code</c>.
/// </summary>
/// <remarks>
/// Architect's own client has a currency as an object of amount and code. Whether a launch takes it so is not known: what the definition
/// lists decides over names and over text or number.
/// </remarks>
internal static partial class CurrencyValue
{
    private const string Amount = "amount";
    private const string Code = "code";

    public static object? ToWire(object value, FlowVariable declared, CellCulture? culture)
    {
        (object? amount, string? code) = value is string text && !text.AsSpan().TrimStart().StartsWith("{")
            ? Split(text.Trim(), culture)
            : Members(value);
        if (amount is null || code is null || !CodePattern().IsMatch(code)
            || ExactDecimal.Of(amount) is not { Length: <= FlowLimits.DecimalDigits } exact
            || !exact.IsBetween(declared.Minimum, declared.Maximum))
        {
            return null;
        }

        code = code.ToUpperInvariant();
        WireForms forms = declared.Forms;
        if (!forms.TakesObject)
            return forms.FirstOf($"{exact.Text} {code}", $"{code} {exact.Text}");

        string amountName = forms.Object?.Members.FirstOrDefault(name => name.Contains(Amount, StringComparison.OrdinalIgnoreCase))
            ?? Amount;
        string codeName = forms.Object?.Members.FirstOrDefault(name => name.Contains(Code, StringComparison.OrdinalIgnoreCase)) ?? Code;
        bool amountIsText = forms.Object?.TextMembers.Contains(amountName) == true;
        bool isWhole = forms.Object?.Required.All(name => name == amountName || name == codeName) ?? true;
        return isWhole
            ? new Dictionary<string, object?> { [amountName] = amountIsText ? exact.Text : exact.ToNumber(), [codeName] = code }
            : null;
    }

    private static (object? Amount, string? Code) Split(string text, CellCulture? culture)
    {
        Match match = TextPattern().Match(text);
        string amount = match.Groups[Amount].Value.Trim();
        return match.Success ? (culture is null ? amount : culture.Number(amount), match.Groups[Code].Value) : default;
    }

    private static (object? Amount, string? Code) Members(object value)
    {
        if (ObjectValue.Members(value) is not { Count: 2 } members)
            return default;
        return (members.GetValueOrDefault(Amount), members.GetValueOrDefault(Code) as string);
    }

    [GeneratedRegex(@"\A[A-Za-z]{3}\z", RegexOptions.CultureInvariant)]
    private static partial Regex CodePattern();

    [GeneratedRegex(
        @"\A((?<code>[A-Za-z]{3})\s*(?<amount>[^A-Za-z]+)|(?<amount>[^A-Za-z]+)(?<code>[A-Za-z]{3}))\z", RegexOptions.CultureInvariant)]
    private static partial Regex TextPattern();
}
