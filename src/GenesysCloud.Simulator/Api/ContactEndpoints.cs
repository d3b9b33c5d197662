using System.Globalization;
using System.Text.Json;
using GenesysCloud.Simulator.Http;
using GenesysCloud.Simulator.Identity;
using GenesysCloud.Simulator.People;

namespace GenesysCloud.Simulator.Api;

/// <summary>The endpoints under <c>/api/v2/externalcontacts</c> that find contacts.</summary>
internal static class ContactEndpoints
{
    private const int MaxContacts = 25;

    /// <summary>The contacts that have an e-mail address or an E.164 number.</summary>
    public static void ReverseLookup(CloudState cloud, RequestContext context)
    {
        if (!context.TryAuthorize(Permission.ContactView))
            return;
        string value = context.Http.Request.Query["lookupVal"].ToString();
        if (value.Length == 0)
        {
            context.WriteFieldError("lookupVal", "A required query parameter is missing or empty.");
            return;
        }

        Utf8JsonWriter json = context.StartResponse(200);
        json.WriteStartObject();
        json.WriteStartArray("contacts"u8);
        foreach (SimulatedContact contact in cloud.People.Contacts.Where(contact => Has(contact, value)).Take(MaxContacts))
            WriteContact(json, contact);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>The one contact that has claimed an identifier.</summary>
    public static void IdentifierLookup(CloudState cloud, RequestContext context)
    {
        if (!context.TryAuthorize(Permission.ContactView) || !JsonRequest.TryRead(context, out JsonDocument? document))
            return;
        using (document)
        {
            if (Text(document.RootElement, "type") is not { } type || Text(document.RootElement, "value") is not { } value)
            {
                context.WriteFieldError("type", "An identifier has a 'type' and a 'value'.");
                return;
            }

            string? source = document.RootElement.TryGetProperty("externalSource", out JsonElement named) ? Text(named, "id") : null;
            if (type == "ExternalId" && source is null)
            {
                context.WriteFieldError("externalSource", "An external ID has an 'externalSource'.");
                return;
            }

            SimulatedContact? contact = cloud.People.Contacts.FirstOrDefault(contact => type switch
            {
                "ExternalId" => contact.ExternalIds.Any(id => SimulatedContact.SourceId(id.Key) == source && id.Value == value),
                "Email" or "Phone" => Has(contact, value),
                _ => false,
            });
            if (contact is null)
                context.WriteError(404);
            else
                WriteContact(context.StartResponse(200), contact);
        }
    }

    /// <summary>The other systems, a page after the other.</summary>
    public static void Sources(CloudState cloud, RequestContext context)
    {
        if (!context.TryAuthorize(Permission.ContactView) || !Paging.TryGetNumber(context, "limit", 100, out int limit))
            return;
        if (limit is < 10 or > 200)
        {
            context.WriteFieldError("limit", "'limit' must be from 10 to 200.");
            return;
        }

        int start = int.TryParse(context.Http.Request.Query["cursor"], NumberStyles.None, CultureInfo.InvariantCulture, out int after)
            ? after
            : 0;
        IReadOnlyList<string> sources = cloud.People.Sources;
        Utf8JsonWriter json = context.StartResponse(200);
        json.WriteStartObject();
        json.WriteStartArray("entities"u8);
        foreach (string source in sources.Skip(start).Take(limit))
            WriteSource(json, source);
        json.WriteEndArray();
        if (start + limit < sources.Count)
        {
            json.WriteStartObject("cursors"u8);
            json.WriteString("after"u8, (start + limit).ToString(CultureInfo.InvariantCulture));
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static bool Has(SimulatedContact contact, string value) =>
        contact.Emails.Values.Contains(value, StringComparer.OrdinalIgnoreCase)
            || contact.Phones.Values.Any(phone => SimulatedContact.E164(phone) is { } number && number == SimulatedContact.E164(value));

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out JsonElement text)
            && text.ValueKind is JsonValueKind.String
            ? text.GetString()
            : null;

    private static void WriteContact(Utf8JsonWriter json, SimulatedContact contact)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, contact.Id);
        if (contact.FirstName is { } first)
            json.WriteString("firstName"u8, first);
        if (contact.LastName is { } last)
            json.WriteString("lastName"u8, last);
        foreach ((string field, string email) in contact.Emails)
            json.WriteString(field, email);
        foreach ((string field, string phone) in contact.Phones)
        {
            json.WriteStartObject(field);
            json.WriteString("display"u8, phone);
            json.WriteString("userInput"u8, phone);
            if (SimulatedContact.E164(phone) is { } number)
                json.WriteString("e164"u8, number);
            json.WriteEndObject();
        }

        json.WriteStartArray("externalIds"u8);
        foreach ((string source, string id) in contact.ExternalIds)
        {
            json.WriteStartObject();
            json.WritePropertyName("externalSource"u8);
            WriteSource(json, source);
            json.WriteString("value"u8, id);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("type"u8, "Curated"u8);
        if (contact.CanonicalContact is { } canonical)
        {
            json.WriteStartObject("canonicalContact"u8);
            json.WriteString("id"u8, canonical);
            json.WriteEndObject();
        }

        json.WriteString("selfUri"u8, $"/api/v2/externalcontacts/contacts/{contact.Id}");
        json.WriteEndObject();
    }

    private static void WriteSource(Utf8JsonWriter json, string name)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, SimulatedContact.SourceId(name));
        json.WriteString("name"u8, name);
        json.WriteBoolean("active"u8, true);
        json.WriteEndObject();
    }
}
