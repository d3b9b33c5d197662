using System.Globalization;
using System.Text;
using System.Text.Json;
using GenesysCloud.Simulator.Http;
using GenesysCloud.Simulator.Seeding;

namespace GenesysCloud.Simulator.Api;

/// <summary>Lists that aren't paged by numbers in the query: by a cursor, and by numbers in the body.</summary>
/// <remarks>
/// The models are those of the official SDKs. Which parameter the link of a scan carries isn't documented: it is assumed to be
/// <c>cursor</c>, as the operation has no other.
/// </remarks>
internal static class ScanEndpoints
{
    private const int ContactCount = 45;
    private const int ConversationCount = 60;

    /// <summary><c>GET /api/v2/externalcontacts/scan/contacts?limit=&amp;cursor=</c>.</summary>
    public static void Contacts(RequestContext context)
    {
        const string Path = "/api/v2/externalcontacts/scan/contacts";
        if (!Paging.TryGetNumber(context, "limit", 100, out int limit))
            return;
        int start = 0;
        if (context.Http.Request.Query["cursor"] is [{ } cursor, ..] && !TryReadCursor(cursor, out start))
        {
            context.WriteFieldError("cursor", "The cursor is invalid.");
            return;
        }

        int end = Math.Min(start + limit, ContactCount);
        Utf8JsonWriter json = context.StartResponse(200);
        json.WriteStartObject();
        json.WriteStartArray("entities"u8);
        for (int number = start + 1; number <= end; number++)
        {
            string id = SeededGuidGenerator.FromName($"contact {number}");
            json.WriteStartObject();
            json.WriteString("id"u8, id);
            json.WriteString("firstName"u8, $"No. {number}");
            json.WriteString("lastName"u8, "Example"u8);
            json.WriteString("selfUri"u8, $"/api/v2/externalcontacts/contacts/{id}");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (end < ContactCount)
        {
            json.WriteString("nextUri"u8, $"{Path}?limit={limit}&cursor={Uri.EscapeDataString(CursorOf(end))}");
            json.WriteStartObject("cursors"u8);
            json.WriteString("after"u8, CursorOf(end));
            json.WriteEndObject();
        }

        json.WriteString("selfUri"u8, Path);
        json.WriteEndObject();
    }

    /// <summary><c>POST /api/v2/analytics/conversations/details/query</c>; without a list if the page is beyond the last.</summary>
    public static void Conversations(RequestContext context)
    {
        if (!JsonRequest.TryRead(context, out JsonDocument? document))
            return;
        using (document)
        {
            int size = Paged(document.RootElement, "pageSize", 25);
            int number = Paged(document.RootElement, "pageNumber", 1);
            int start = (number - 1) * size;
            Utf8JsonWriter json = context.StartResponse(200);
            json.WriteStartObject();
            if (start < ConversationCount)
            {
                json.WriteStartArray("conversations"u8);
                for (int index = start; index < Math.Min(start + size, ConversationCount); index++)
                {
                    json.WriteStartObject();
                    json.WriteString("conversationId"u8, SeededGuidGenerator.FromName($"conversation {index}"));
                    json.WriteString("conversationStart"u8, "2026-11-02T09:00:00.000Z"u8);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            }

            json.WriteNumber("totalHits"u8, ConversationCount);
            json.WriteEndObject();
        }
    }

    private static int Paged(JsonElement query, string name, int defaultValue) =>
        query.TryGetProperty("paging", out JsonElement paging) && paging.ValueKind is JsonValueKind.Object
        && paging.TryGetProperty(name, out JsonElement value) && value.ValueKind is JsonValueKind.Number
        && value.TryGetInt32(out int number) && number is > 0 and <= 1000
            ? number
            : defaultValue;

    // Base64, so that clients have to escape it.
    private static string CursorOf(int position) => Convert.ToBase64String(Encoding.UTF8.GetBytes($"contact>{position}?"));

    private static bool TryReadCursor(string cursor, out int position)
    {
        position = 0;
        byte[] bytes = new byte[cursor.Length];
        if (!Convert.TryFromBase64String(cursor, bytes, out int length))
            return false;
        string number = Encoding.UTF8.GetString(bytes, 0, length).Trim('?').Split('>')[^1];
        return int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out position);
    }
}
