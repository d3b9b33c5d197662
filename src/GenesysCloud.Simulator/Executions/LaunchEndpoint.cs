using System.Runtime.InteropServices;
using System.Text.Json;

namespace GenesysCloud.Simulator;

/// <summary><c>POST /api/v2/flows/executions</c>.</summary>
internal static class LaunchEndpoint
{
    public static void Launch(CloudState cloud, Exchange exchange)
    {
        if (!exchange.Permits(Permission.FlowLaunch)) return;
        if (!JsonRequest.TryRead(exchange, out var document)) return;
        using (document)
            Launch(cloud, exchange, document.RootElement);
    }

    private static void Launch(CloudState cloud, Exchange exchange, JsonElement body)
    {
        if (!TryReadFields(cloud, exchange, body, out var fields)) return;
        var flow = cloud.Flows.Find(fields.FlowId!);
        if (flow is null || flow.Deleted)
        {
            exchange.Refuse(404, "architect.flow.not.found", "Could not find flow with specified ID.");
            return;
        }
        if (!exchange.Allows(flow.Division))
        {
            exchange.RefusePermission(Permission.FlowLaunch);
            return;
        }
        // Nobody has written down what the real service says to these two.
        if (flow.Type != "workflow")
        {
            RefuseFlow(cloud, exchange, $"Flows of type {flow.Type.ToUpperInvariant()} cannot be launched.");
            return;
        }

        if (flow.Latest is null)
        {
            RefuseFlow(cloud, exchange, "The flow has no published version.");
            return;
        }

        var version = string.IsNullOrEmpty(fields.FlowVersion) ? flow.Latest : flow.Version(fields.FlowVersion);
        if (version is null)
        {
            exchange.Refuse(404, "architect.flow.version.missing", "Specified flow version is missing.");
            return;
        }
        if (!InputCheck.Accepts(cloud.Settings, exchange, cloud.Contracts.Of(flow, version), fields.InputData, out string? nullInput))
            return;
        byte[]? inputs = cloud.Settings.RecordInputs && fields.InputData is { } data ? JsonMarshal.GetRawUtf8Value(data).ToArray() : null;
        var launch = cloud.Launches.Add(new Launch(flow, version, exchange.Client!, fields.Name, inputs, nullInput), cloud.Time);
        exchange.Launch = launch;
        Answer(exchange, launch);
    }

    private static void RefuseFlow(CloudState cloud, Exchange exchange, string message) =>
        exchange.RefuseLaunch(cloud.Settings, "bad.request", message, [new RefusedField("bad.request", "flowId")]);

    private static bool TryReadFields(CloudState cloud, Exchange exchange, JsonElement body, out LaunchFields fields)
    {
        fields = default;
        foreach (var member in body.EnumerateObject())
        {
            var value = member.Value;
            var (fits, expected) = member switch
            {
                _ when member.NameEquals("flowId"u8) => (Text(value, out fields.FlowId), "a string"),
                _ when member.NameEquals("flowVersion"u8) => (Text(value, out fields.FlowVersion), "a string"),
                _ when member.NameEquals("name"u8) => (Text(value, out fields.Name), "a string"),
                _ when member.NameEquals("inputData"u8) => (Object(value, out fields.InputData), "an object"),
                _ => (!cloud.Settings.RejectUnknownFields, null),
            };
            if (fits)
                continue;
            if (expected is null)
            {
                exchange.RefuseLaunch(
                    cloud.Settings,
                    "invalid.property",
                    Refusals.InvalidProperty(member.Name, "FlowExecutionLaunchRequest"),
                    [new RefusedField("invalid.property", member.Name)]);
                return false;
            }

            exchange.RefuseField(member.Name, $"Invalid launch request: '{member.Name}', expected {expected}.");
            return false;
        }
        if (!string.IsNullOrEmpty(fields.FlowId)) return true;
        exchange.RefuseField("flowId", "Invalid launch request: 'flowId' is required.");
        return false;
    }

    private static bool Text(JsonElement value, out string? text)
    {
        text = value.ValueKind is JsonValueKind.String ? value.GetString() : null;
        return value.ValueKind is JsonValueKind.String or JsonValueKind.Null;
    }

    private static bool Object(JsonElement value, out JsonElement? members)
    {
        members = value.ValueKind is JsonValueKind.Object ? value : null;
        return value.ValueKind is JsonValueKind.Object or JsonValueKind.Null;
    }

    private static void Answer(Exchange exchange, LaunchRecord launch)
    {
        var json = exchange.Answering(200);
        json.WriteStartObject();
        json.WriteString("id"u8, launch.Key);
        if (launch.Name is not null) json.WriteString("name"u8, launch.Name);
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
