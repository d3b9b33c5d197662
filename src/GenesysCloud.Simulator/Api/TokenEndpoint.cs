using System.Text.Json;
using GenesysCloud.Simulator.Http;
using GenesysCloud.Simulator.Identity;
using GenesysCloud.Simulator.Json;

namespace GenesysCloud.Simulator.Api;

/// <summary><c>/api/v2/tokens/me</c>.</summary>
internal static class TokenEndpoint
{
    public static void Me(CloudState cloud, RequestContext context)
    {
        switch (context.Method)
        {
            case "HEAD":
                context.StartResponse(200);
                break;
            case "DELETE":
                cloud.Tokens.Revoke(context.Token!);
                cloud.Notifications.Revoke(context.Token);
                context.StartResponse(200);
                break;
            case "GET":
                WriteTokenInfo(cloud, context);
                break;
            default:
                context.WriteError(405);
                break;
        }
    }

    private static void WriteTokenInfo(CloudState cloud, RequestContext context)
    {
        string id = cloud.Organization.Id;
        string name = cloud.Organization.Name;
        Utf8JsonWriter json = context.StartResponse(200);
        json.WriteStartObject();
        json.WriteReference("organization"u8, id, name);
        json.WriteReference("homeOrganization"u8, id, name);
        json.WriteStartArray("authorizedScope"u8);
        json.WriteEndArray();
        json.WriteStartObject("OAuthClient"u8);
        json.WriteString("id"u8, context.Client!.Id);
        json.WriteString("name"u8, context.Client.Name);
        json.WriteString("authorizedGrantType"u8, context.Client.Grant == ClientGrant.Code ? "CODE"u8 : "CLIENT-CREDENTIALS"u8);
        json.WriteStartArray("scope"u8);
        json.WriteEndArray();
        json.WriteString("state"u8, "active"u8);
        json.WriteReference("organization"u8, id, name);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
