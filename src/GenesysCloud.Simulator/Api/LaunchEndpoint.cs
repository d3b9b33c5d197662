using System.Runtime.InteropServices;
using System.Text.Json;
using GenesysCloud.Simulator.Executions;
using GenesysCloud.Simulator.Flows;
using GenesysCloud.Simulator.Http;
using GenesysCloud.Simulator.Identity;
using GenesysCloud.Simulator.Json;
using GenesysCloud.Simulator.Schemas;

namespace GenesysCloud.Simulator.Api;

/// <summary><c>POST /api/v2/flows/executions</c>.</summary>
internal static class LaunchEndpoint
{
    public static void Launch(CloudState cloud, RequestContext context)
    {
        if (!context.TryAuthorize(Permission.FlowLaunch))
            return;
        if (!JsonRequest.TryRead(context, out JsonDocument? document))
            return;
        using (document)
            Launch(cloud, context, document.RootElement);
    }

    private static void Launch(CloudState cloud, RequestContext context, JsonElement body)
    {
        if (!TryReadFields(cloud, context, body, out LaunchFields fields))
            return;
        SimulatedFlow? flow = cloud.Flows.Find(fields.FlowId!);
        if (flow is null || flow.Deleted)
        {
            context.WriteError(404, "architect.flow.not.found", "Could not find flow with specified ID.");
            return;
        }

        if (!context.CanAccess(flow.Division))
        {
            context.WritePermissionError(Permission.FlowLaunch);
            return;
        }

        // The real service's responses to these two cases are not documented.
        if (flow.Type != "workflow")
        {
            WriteFlowError(cloud, context, $"Flows of type {flow.Type.ToUpperInvariant()} cannot be launched.");
            return;
        }

        if (flow.Latest is null)
        {
            WriteFlowError(cloud, context, "The flow has no published version.");
            return;
        }

        SimulatedVersion? version = string.IsNullOrEmpty(fields.FlowVersion) ? flow.Latest : flow.Version(fields.FlowVersion);
        if (version is null)
        {
            context.WriteError(404, "architect.flow.version.missing", "Specified flow version is missing.");
            return;
        }

        if (!InputValidation.Accepts(cloud.Settings, context, cloud.Contracts.Get(flow, version), fields.InputData, out string? nullInput))
            return;
        byte[]? inputs = cloud.Settings.RecordInputs && fields.InputData is { } data ? JsonMarshal.GetRawUtf8Value(data).ToArray() : null;
        var accepted = new AcceptedLaunch(flow, version, context.Client!, fields.Name, inputs, nullInput);
        LaunchRecord launch = cloud.Launches.Add(accepted, cloud.Time);
        cloud.Notifications.Launched(launch);
        context.Launch = launch;
        WriteResponse(context, launch);
    }

    private static void WriteFlowError(CloudState cloud, RequestContext context, string message) =>
        context.WriteLaunchError(cloud.Settings, "bad.request", message, [new ErrorDetail("bad.request", "flowId")]);

    private static bool TryReadFields(CloudState cloud, RequestContext context, JsonElement body, out LaunchFields fields)
    {
        fields = default;
        foreach (JsonProperty member in body.EnumerateObject())
        {
            JsonElement value = member.Value;
            (bool isValid, string? expected) = member switch
            {
                _ when member.NameEquals("flowId"u8) => (TryGetString(value, out fields.FlowId), "a string"),
                _ when member.NameEquals("flowVersion"u8) => (TryGetString(value, out fields.FlowVersion), "a string"),
                _ when member.NameEquals("name"u8) => (TryGetString(value, out fields.Name), "a string"),
                _ when member.NameEquals("inputData"u8) => (TryGetObject(value, out fields.InputData), "an object"),
                _ => (!cloud.Settings.RejectUnknownFields, null),
            };
            if (isValid)
                continue;
            if (expected is null)
            {
                context.WriteLaunchError(
                    cloud.Settings,
                    "invalid.property",
                    ErrorResponses.InvalidProperty(member.Name, "FlowExecutionLaunchRequest"),
                    [new ErrorDetail("invalid.property", member.Name)]);
                return false;
            }

            context.WriteFieldError(member.Name, $"Invalid launch request: '{member.Name}', expected {expected}.");
            return false;
        }

        if (!string.IsNullOrEmpty(fields.FlowId))
            return true;
        context.WriteFieldError("flowId", "Invalid launch request: 'flowId' is required.");
        return false;
    }

    private static bool TryGetString(JsonElement value, out string? text)
    {
        text = value.ValueKind is JsonValueKind.String ? value.GetString() : null;
        return value.ValueKind is JsonValueKind.String or JsonValueKind.Null;
    }

    private static bool TryGetObject(JsonElement value, out JsonElement? members)
    {
        members = value.ValueKind is JsonValueKind.Object ? value : null;
        return value.ValueKind is JsonValueKind.Object or JsonValueKind.Null;
    }

    private static void WriteResponse(RequestContext context, LaunchRecord launch)
    {
        Utf8JsonWriter json = context.StartResponse(200);
        json.WriteStartObject();
        json.WriteString("id"u8, launch.Key);
        if (launch.Name is not null)
            json.WriteString("name"u8, launch.Name);
        json.WriteReference("flowVersion"u8, launch.FlowVersion, launch.FlowVersion, FlowJson.VersionUri(launch.Flow, launch.Version));
        json.WriteString("selfUri"u8, ExecutionEndpoint.Uri(launch));
        json.WriteEndObject();
    }

    private struct LaunchFields
    {
        public string? FlowId;
        public string? FlowVersion;
        public string? Name;
        public JsonElement? InputData;
    }
}
