using System.Text.Json;
using GenesysCloud.Simulator.Http;
using GenesysCloud.Simulator.Identity;
using GenesysCloud.Simulator.People;

namespace GenesysCloud.Simulator.Api;

/// <summary><c>POST /api/v2/users/search</c>.</summary>
internal static class UserEndpoints
{
    public static void Search(CloudState cloud, RequestContext context)
    {
        if (!context.TryAuthorize(Permission.UserView) || !JsonRequest.TryRead(context, out JsonDocument? document))
            return;
        using (document)
        {
            UserSearchQuery query;
            try
            {
                query = UserSearchQuery.Read(document.RootElement, cloud.Settings);
            }
            catch (UserSearchException fault)
            {
                context.WriteFieldError("query", fault.Message);
                return;
            }

            Write(context, query, [.. cloud.People.Users.Where(query.Matches).OrderBy(user => user.Email, StringComparer.Ordinal)]);
        }
    }

    private static void Write(RequestContext context, UserSearchQuery query, IReadOnlyList<SimulatedUser> found)
    {
        Utf8JsonWriter json = context.StartResponse(200);
        json.WriteStartObject();
        json.WriteNumber("total"u8, found.Count);
        json.WriteNumber("pageCount"u8, (found.Count + query.PageSize - 1) / query.PageSize);
        json.WriteNumber("pageSize"u8, query.PageSize);
        json.WriteNumber("pageNumber"u8, query.PageNumber);
        json.WriteStartArray("types"u8);
        json.WriteStringValue("users"u8);
        json.WriteEndArray();
        json.WriteStartArray("results"u8);
        foreach (SimulatedUser user in found.Skip((query.PageNumber - 1) * query.PageSize).Take(query.PageSize))
        {
            json.WriteStartObject();
            json.WriteString("id"u8, user.Id);
            json.WriteString("name"u8, user.Name);
            json.WriteString("email"u8, user.Email);
            json.WriteString("state"u8, user.State);
            json.WriteString("username"u8, user.Username);
            json.WriteNumber("version"u8, 1);
            json.WriteString("selfUri"u8, $"/api/v2/users/{user.Id}");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
