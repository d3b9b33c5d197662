using System.Diagnostics.CodeAnalysis;

namespace GenesysCloud.People;

/// <summary>Who is meant: someone of the organization, or someone outside it.</summary>
internal enum PersonKind
{
    /// <summary>A user of the organization.</summary>
    User,

    /// <summary>An external contact.</summary>
    ExternalContact,
}

/// <summary>By what a person is named.</summary>
internal enum PersonNameForm
{
    /// <summary>An e-mail address or user name of a user; those are not told apart, since a user name is an address as a rule.</summary>
    UserName,

    /// <summary>An e-mail address of an external contact.</summary>
    Email,

    /// <summary>A phone number of an external contact, in E.164 form: a plus sign and the digits.</summary>
    Phone,

    /// <summary>The id of an external contact in another system.</summary>
    ExternalId,
}

/// <summary>What a person is called in a row, other than by id. Names that are looked up alike are equal.</summary>
/// <param name="Kind">Who is meant.</param>
/// <param name="Form">By what.</param>
/// <param name="Key">The name as it is compared: without case, but that of an external id, which another system may distinguish.</param>
internal sealed record PersonName(PersonKind Kind, PersonNameForm Form, string Key)
{
    // E.164: at most 15 digits. The shortest numbers in use, of small islands, have 7 with their country code.
    private const int FewestDigits = 7;
    private const int MostDigits = 15;

    /// <summary>The name as the row has it, which is looked up too, in case that the service tells cases apart.</summary>
    public string Text { get; private init; } = Key;

    /// <inheritdoc />
    public bool Equals([NotNullWhen(true)] PersonName? other) =>
        other is not null && Kind == other.Kind && Form == other.Form && Key == other.Key;

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Kind, Form, Key);

    /// <summary>Reads a name. What is an id already, is none.</summary>
    /// <param name="kind">Who is meant.</param>
    /// <param name="text">
    /// The text; white space around it does not count. For an external contact, one with an @ is an e-mail address, one that begins with a
    /// plus sign a phone number, and any other an external id.
    /// </param>
    public static PersonName Create(PersonKind kind, string text)
    {
        text = text.Trim();
        if (kind == PersonKind.User)
            return new PersonName(kind, PersonNameForm.UserName, InOneCase(text)) { Text = text };
        if (TryReadPhone(text) is { } number)
            return new PersonName(kind, PersonNameForm.Phone, number);
        return text.Contains('@', StringComparison.Ordinal)
            ? new PersonName(kind, PersonNameForm.Email, InOneCase(text)) { Text = text }
            : new PersonName(kind, PersonNameForm.ExternalId, text);
    }

    /// <summary>Whether a value that a person has is this name.</summary>
    public bool Matches(string? value) => value is not null && (Form switch
    {
        PersonNameForm.ExternalId => value.Trim() == Key,
        PersonNameForm.Phone => TryReadPhone(value.Trim()) == Key,
        _ => InOneCase(value.Trim()) == Key,
    });

    /// <summary>
    /// A phone number with its country code, without the characters that only make it readable; null if it is none. That is all that the
    /// service does to a number that it is asked for: it guesses no country, and it takes no trunk prefix away ("(0)").
    /// </summary>
    private static string? TryReadPhone(string text)
    {
        if (!text.StartsWith('+') || text.Contains("(0)", StringComparison.Ordinal))
            return null;
        Span<char> digits = stackalloc char[MostDigits + 1];
        digits[0] = '+';
        int length = 1;
        foreach (char character in text.AsSpan(1))
        {
            if (char.IsWhiteSpace(character) || character is '-' or '.' or '/' or '(' or ')')
                continue;
            if (!char.IsAsciiDigit(character) || length > MostDigits)
                return null;
            digits[length++] = character;
        }

        return length > FewestDigits ? digits[..length].ToString() : null;
    }

    private static string InOneCase(string text) => text.ToLowerInvariant();

    /// <summary>Names are people's data and are not printed.</summary>
    public override string ToString() => $"{Kind} by {Form}";
}
