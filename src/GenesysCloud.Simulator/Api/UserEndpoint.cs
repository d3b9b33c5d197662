using System.Text.Json;
using GenesysCloud.Simulator.Http;

namespace GenesysCloud.Simulator.Api;

/// <summary><c>/api/v2/users/me</c>: who signed in.</summary>
internal static class UserEndpoint
{
    public static void Me(RequestContext context)
    {
        if (context.Token!.User is not { } user)
        {
            // Documented is only that this request isn't valid; its status and code are assumed.
            context.WriteError(
                400, "bad.request", "This request is not valid when using the Client Credentials OAuth grant.", parameter: null);
            return;
        }

        Utf8JsonWriter json = context.StartResponse(200);
        json.WriteStartObject();
        json.WriteString("id"u8, user.Id);
        json.WriteString("name"u8, user.Name);
        json.WriteString("email"u8, user.Email);
        json.WriteString("username"u8, user.Email);
        json.WriteString("state"u8, "active"u8);
        json.WriteNumber("version"u8, 1);
        json.WriteString("selfUri"u8, $"/api/v2/users/{user.Id}");
        json.WriteEndObject();
    }
}
