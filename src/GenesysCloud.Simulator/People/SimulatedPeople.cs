using GenesysCloud.Simulator.Seeding;

namespace GenesysCloud.Simulator.People;

/// <summary>A user of the simulated organization.</summary>
/// <param name="Id">A GUID.</param>
/// <param name="Name">The display name.</param>
/// <param name="Email">The e-mail address.</param>
public sealed record SimulatedUser(string Id, string Name, string Email)
{
    /// <summary>What the user signs in with.</summary>
    public string Username { get; init; } = Email;

    /// <summary><c>active</c>, <c>inactive</c>, or <c>deleted</c>.</summary>
    public string State { get; init; } = "active";

    /// <summary>The user that every organization has, who approves or denies every sign-in at once.</summary>
    public static SimulatedUser Operator { get; } =
        new("e0000000-0000-4000-8000-000000000001", "Example operator", "operator@example.com");

    /// <summary>A user whose name and ID are derived from the address.</summary>
    public static SimulatedUser Of(string email) => new(SeededGuidGenerator.FromName($"user {email}"), email.Split('@')[0], email);
}

/// <summary>An external contact of the simulated organization.</summary>
/// <param name="Id">A GUID.</param>
public sealed record SimulatedContact(string Id)
{
    /// <summary>The first name; null for none.</summary>
    public string? FirstName { get; init; }

    /// <summary>The last name; null for none.</summary>
    public string? LastName { get; init; }

    /// <summary>E-mail addresses by field: <c>workEmail</c>, <c>personalEmail</c>, <c>otherEmail</c>.</summary>
    public IReadOnlyDictionary<string, string> Emails { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Phone numbers as they were entered, by field: <c>workPhone</c>, <c>cellPhone</c>, <c>homePhone</c>, <c>otherPhone</c>. One that
    /// begins with <c>+</c> has an E.164 form and can be found; others can't.
    /// </summary>
    public IReadOnlyDictionary<string, string> Phones { get; init; } = new Dictionary<string, string>();

    /// <summary>IDs in other systems, by the name of the system.</summary>
    public IReadOnlyDictionary<string, string> ExternalIds { get; init; } = new Dictionary<string, string>();

    /// <summary>The ID of the contact that this one was merged into; null if it wasn't.</summary>
    public string? CanonicalContact { get; init; }

    /// <summary>The ID of another system.</summary>
    public static string SourceId(string name) => SeededGuidGenerator.FromName($"external source {name}");

    /// <summary>The E.164 form of a number; null if it has none.</summary>
    internal static string? E164(string number)
    {
        string digits = string.Concat(number.Where(char.IsAsciiDigit));
        return number.StartsWith('+') && digits.Length is >= 7 and <= 15 ? "+" + digits : null;
    }
}
