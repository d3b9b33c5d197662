using System.Text.Json;
using GenesysCloud.Simulator.Http;

namespace GenesysCloud.Simulator.Api;

/// <summary>The errors of the login host: not in the format of <c>ErrorBody</c>, and with the description under two names.</summary>
internal static class OAuthErrors
{
    public static void WriteOAuthError(this RequestContext context, int status, string error, string description)
    {
        Utf8JsonWriter json = context.StartResponse(status);
        json.WriteStartObject();
        json.WriteString("error"u8, error);
        json.WriteString("description"u8, description);
        json.WriteString("error_description"u8, description);
        json.WriteEndObject();
    }
}
