using GenesysCloud.Simulator.Json;
using GenesysCloud.Simulator.Seeding;

namespace GenesysCloud.Simulator.People;

/// <summary>Reads people from a flows file or the control API; the README documents the format.</summary>
internal static class PeopleReader
{
    private static readonly Dictionary<string, string> s_states =
        new[] { "active", "inactive", "deleted" }.ToDictionary(state => state);

    private static readonly string[] s_emails = ["workEmail", "personalEmail", "otherEmail"];

    private static readonly string[] s_phones = ["workPhone", "cellPhone", "homePhone", "otherPhone"];

    public static SimulatedUser User(JsonCursor cursor)
    {
        cursor.AllowOnly("id", "name", "email", "username", "state");
        var user = SimulatedUser.Of(cursor.GetString("email"));
        return user with
        {
            Id = cursor.GetGuid("id") ?? user.Id,
            Name = cursor.GetString("name", user.Name),
            Username = cursor.GetString("username", user.Email),
            State = cursor.GetOneOf("state", s_states, "active"),
        };
    }

    public static SimulatedContact Contact(JsonCursor cursor)
    {
        cursor.AllowOnly(["id", "firstName", "lastName", "externalIds", "canonicalContact", .. s_emails, .. s_phones]);
        Dictionary<string, string> emails = Texts(cursor, s_emails);
        Dictionary<string, string> phones = Texts(cursor, s_phones);
        string name = $"{cursor.GetOptionalString("firstName")} {cursor.GetOptionalString("lastName")}";
        return new SimulatedContact(
            cursor.GetGuid("id") ?? SeededGuidGenerator.FromName($"contact {name} {string.Join(' ', emails.Values.Concat(phones.Values))}"))
        {
            FirstName = cursor.GetOptionalString("firstName"),
            LastName = cursor.GetOptionalString("lastName"),
            Emails = emails,
            Phones = phones,
            ExternalIds = cursor.Find("externalIds")?.Members().ToDictionary(id => id.Name, id => id.Value.AsString()) ?? [],
            CanonicalContact = cursor.GetGuid("canonicalContact"),
        };
    }

    private static Dictionary<string, string> Texts(JsonCursor cursor, string[] names)
    {
        var texts = new Dictionary<string, string>();
        foreach (string name in names)
        {
            if (cursor.GetOptionalString(name) is { } text)
                texts.Add(name, text);
        }

        return texts;
    }
}
