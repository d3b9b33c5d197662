using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using GenesysCloud.Simulator.Flows;
using GenesysCloud.Simulator.Http;
using GenesysCloud.Simulator.Identity;
using GenesysCloud.Simulator.Json;

namespace GenesysCloud.Simulator.Api;

/// <summary>The log levels of execution data: of a flow, of all flows that have one, and of the organization.</summary>
internal static class LogLevelEndpoints
{
    private static readonly (string Name, string From)[] s_characteristics =
    [
        ("executionItems", "Base"), ("eventError", "Base"), ("eventWarning", "Base"), ("names", "Base"), ("eventOther", "Notes"),
        ("executionInputOutputs", "VerboseNotes"), ("variables", "VerboseNotes"), ("communications", "All"),
    ];

    public static void List(CloudState cloud, RequestContext context)
    {
        if (!context.TryAuthorize(Permission.LogLevelView) || !context.TryAuthorize(Permission.FlowSearch))
            return;
        Paging.Write(
            context,
            [
                .. cloud.LogLevels.Snapshot().Where(
                    set => cloud.Flows.Find(set.Key) is { } flow && context.CanAccess(flow.Division)),
            ],
            (json, set) => Write(context, json, cloud.Flows.Find(set.Key), set.Value));
    }

    public static void OfFlow(CloudState cloud, RequestContext context, string flowId)
    {
        string? permission = context.Method switch
        {
            "GET" => Permission.LogLevelView,
            "POST" => Permission.LogLevelAdd,
            "PUT" => Permission.LogLevelEdit,
            "DELETE" => Permission.LogLevelDelete,
            _ => null,
        };
        if (permission is null)
            context.WriteError(405);
        else if (!context.TryAuthorize(permission))
            return;
        else if (cloud.Flows.Find(flowId) is not { } flow || !context.CanAccess(flow.Division))
            context.WriteError(404);
        else if (context.Method == "GET")
            Get(cloud, context, flow);
        else if (context.Method == "DELETE")
            Delete(cloud, context, flow);
        else
            Set(cloud, context, flow);
    }

    public static void Default(CloudState cloud, RequestContext context)
    {
        string? permission = context.Method switch
        {
            "GET" => Permission.DefaultLogLevelView,
            "PUT" => Permission.DefaultLogLevelEdit,
            "DELETE" => Permission.DefaultLogLevelDelete,
            _ => null,
        };
        if (permission is null)
        {
            context.WriteError(405);
        }
        else if (!context.TryAuthorize(permission))
        {
            return;
        }
        else if (context.Method == "DELETE")
        {
            cloud.LogLevels.ResetDefault();
            context.StartResponse(204);
        }
        else
        {
            if (context.Method == "PUT")
            {
                if (!TryRead(context, out string? level))
                    return;
                cloud.LogLevels.Default = Set(context, level);
            }

            Write(context, context.StartResponse(200), flow: null, cloud.LogLevels.Default);
        }
    }

    private static void Get(CloudState cloud, RequestContext context, SimulatedFlow flow)
    {
        SetLogLevel? level = cloud.LogLevels.Find(flow.Id) ?? (cloud.Settings.LogLevelsInherit ? cloud.LogLevels.Default : null);
        if (level is null)
            context.WriteError(404);
        else
            Write(context, context.StartResponse(200), flow, level);
    }

    private static void Set(CloudState cloud, RequestContext context, SimulatedFlow flow)
    {
        if (!TryRead(context, out string? level))
            return;
        bool isSet = cloud.LogLevels.Find(flow.Id) is not null;
        if (context.Method == "POST" && isSet)
        {
            context.WriteError(409);
            return;
        }

        if (context.Method == "PUT" && !isSet && !cloud.Settings.LogLevelPutAdds)
        {
            context.WriteError(404);
            return;
        }

        cloud.LogLevels.Set(flow.Id, Set(context, level));
        Write(context, context.StartResponse(200), flow, cloud.LogLevels.Find(flow.Id)!);
    }

    private static void Delete(CloudState cloud, RequestContext context, SimulatedFlow flow)
    {
        if (cloud.LogLevels.Remove(flow.Id))
            context.StartResponse(204);
        else
            context.WriteError(404);
    }

    private static SetLogLevel Set(RequestContext context, string level) => new(level, context.Client!.Id, context.At);

    private static bool TryRead(RequestContext context, [NotNullWhen(true)] out string? level)
    {
        level = null;
        if (!JsonRequest.TryRead(context, out JsonDocument? document))
            return false;
        using (document)
        {
            if (document.RootElement.TryGetProperty("logLevelCharacteristics", out JsonElement characteristics)
                && characteristics.ValueKind is JsonValueKind.Object
                && characteristics.TryGetProperty("level", out JsonElement text) && text.ValueKind is JsonValueKind.String
                && LogLevelStore.Levels.Contains(text.GetString()!))
            {
                level = text.GetString()!;
                return true;
            }
        }

        context.WriteFieldError(
            "logLevelCharacteristics", $"'logLevelCharacteristics.level' must be one of {string.Join(", ", LogLevelStore.Levels)}.");
        return false;
    }

    private static void Write(RequestContext context, Utf8JsonWriter json, SimulatedFlow? flow, SetLogLevel set)
    {
        string expand = context.Http.Request.Query["expand"].ToString();
        json.WriteStartObject();
        if (flow is not null)
        {
            json.WriteString("id"u8, flow.Id);
            if (expand.Contains("name", StringComparison.Ordinal))
                json.WriteString("name"u8, flow.Name);
            if (expand.Contains("type", StringComparison.Ordinal))
                json.WriteString("type"u8, flow.Type);
        }

        if (set is { ClientId: { } client, At: { } at })
        {
            json.WriteStartObject("modifiedByClient"u8);
            json.WriteString("id"u8, client);
            json.WriteEndObject();
            json.WriteDate("dateModified"u8, at);
        }

        json.WriteStartObject("logLevelCharacteristics"u8);
        json.WriteString("level"u8, set.Level);
        if (expand.Contains("logLevelCharacteristics.characteristics", StringComparison.Ordinal))
        {
            json.WriteStartObject("characteristics"u8);
            foreach ((string name, string from) in s_characteristics)
                json.WriteBoolean(name, Rank(set.Level) >= Rank(from));
            json.WriteEndObject();
        }

        json.WriteEndObject();
        string path = flow is null ? "instances/settings/loglevels/default" : $"{flow.Id}/instances/settings/loglevels";
        json.WriteString("selfUri"u8, $"/api/v2/flows/{path}");
        json.WriteEndObject();
    }

    private static int Rank(string level) => LogLevelStore.Levels.ToList().IndexOf(level);
}
