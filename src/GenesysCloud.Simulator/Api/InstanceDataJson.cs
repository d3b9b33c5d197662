using System.Text.Json;
using GenesysCloud.Simulator.Executions;
using GenesysCloud.Simulator.Json;
using GenesysCloud.Simulator.Seeding;

namespace GenesysCloud.Simulator.Api;

/// <summary>
/// Writes the file of an instance. The beginning has the published form: a flow with a list of what ran, each item under the name of its
/// type. Where errors are is assumed: in a list, as in the event of the same instance, or on the item.
/// </summary>
internal static class InstanceDataJson
{
    public static void Write(CloudState cloud, Utf8JsonWriter json, LaunchRecord launch)
    {
        string? error = InstanceQuery.ErrorReason(launch, launch.EndsAt);
        string executionId = SeededGuidGenerator.FromName($"action of {launch.Id}");
        string actionId = SeededGuidGenerator.FromName($"action of {launch.FlowId}");
        bool onAction = cloud.Settings.InstanceErrorsOnActions;
        json.WriteStartObject();
        json.WriteStartObject("flow"u8);
        if (launch.ConversationId is { } conversation)
            json.WriteString("conversationId"u8, conversation);
        json.WriteStartObject("division"u8);
        json.WriteString("id"u8, launch.Flow.Division.Id);
        json.WriteEndObject();
        json.WriteDate("startDateTime"u8, launch.At);
        json.WriteDate("endDateTime"u8, launch.EndsAt);
        json.WriteString("executionId"u8, launch.Id);
        json.WriteString("flowId"u8, launch.FlowId);
        json.WriteString("flowVersion"u8, launch.FlowVersion);
        json.WriteString("flowExitReason"u8, error is null ? "FLOW_DISCONNECT" : "FLOW_ERROR_DISCONNECT");
        json.WriteStartArray("execution"u8);
        WriteStart(json, launch);
        WriteAction(json, launch, "actionCallData", "Call Data Action", actionId, executionId, onAction ? error : null);
        if (error is null)
        {
            WriteAction(
                json, launch, "actionEndWorkflow", "End Workflow", SeededGuidGenerator.FromName($"end of {launch.FlowId}"),
                SeededGuidGenerator.FromName($"end of {launch.Id}"), error: null);
        }

        json.WriteEndArray();
        if (error is not null && !onAction)
            WriteErrors(json, error, executionId, actionId);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteStart(Utf8JsonWriter json, LaunchRecord launch)
    {
        json.WriteStartObject();
        json.WriteStartObject("startedFlow"u8);
        json.WriteDate("dateTime"u8, launch.At);
        json.WriteString("languageTag"u8, "en-us");
        json.WriteStartArray("variables"u8);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteAction(
        Utf8JsonWriter json, LaunchRecord launch, string type, string name, string actionId, string executionId, string? error)
    {
        json.WriteStartObject();
        json.WriteStartObject(type);
        json.WriteString("actionId"u8, actionId);
        json.WriteString("actionName"u8, name);
        json.WriteDate("dateTime"u8, launch.EndsAt);
        if (error is not null)
            json.WriteString("error"u8, error);
        json.WriteStartArray("execution"u8);
        json.WriteEndArray();
        json.WriteString("executionId"u8, executionId);
        json.WriteString("outputPathId"u8, "__DEFAULT__");
        json.WriteNumber("trackingId"u8, type == "actionCallData" ? 1 : 2);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteErrors(Utf8JsonWriter json, string error, string executionId, string actionId)
    {
        json.WriteStartArray("errors"u8);
        json.WriteStartObject();
        json.WriteString("reason"u8, error);
        json.WriteString("executionId"u8, executionId);
        json.WriteString("objectId"u8, actionId);
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
