using System.Text.Json;
using GenesysCloud.Simulator.Executions;
using GenesysCloud.Simulator.Json;
using GenesysCloud.Simulator.Notifications;
using GenesysCloud.Simulator.Seeding;

namespace GenesysCloud.Simulator.Api;

/// <summary>
/// Writes the event of an execution that has ended (FlowExecutionHistory). Which of its optional fields the real event has is not known;
/// <c>executionHistoryUri</c>, a signed address, is among them.
/// </summary>
internal static class HistoryEventJson
{
    /// <summary>The message; null where nothing is recorded, so that there is no event.</summary>
    public static byte[]? Write(CloudState cloud, LaunchRecord launch) =>
        cloud.Settings.ExecutionData && cloud.LogLevels.IsRecorded(launch.FlowId)
            ? NotificationMessages.Write(
                NotificationHub.FlowTopic + launch.FlowId, json => WriteBody(cloud, json, launch), cloud.NextCorrelationId())
            : null;

    private static void WriteBody(CloudState cloud, Utf8JsonWriter json, LaunchRecord launch)
    {
        string? error = InstanceQuery.ErrorReason(launch, launch.EndsAt);
        string executionId = SeededGuidGenerator.FromName($"action of {launch.Id}");
        string actionId = SeededGuidGenerator.FromName($"action of {launch.FlowId}");
        json.WriteString("executionId"u8, InstanceEndpoints.IdOf(cloud, launch));
        if (launch.ConversationId is { } conversation)
            json.WriteString("conversationId"u8, conversation);
        json.WriteString("divisionId"u8, launch.Flow.Division.Id);
        json.WriteDate("startDateTime"u8, launch.At);
        json.WriteDate("endDateTime"u8, launch.EndsAt);
        json.WriteStartArray("errors"u8);
        if (error is not null)
        {
            json.WriteStartObject();
            WriteError(json, error, executionId, actionId);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("warnings"u8);
        json.WriteEndArray();
        json.WriteStartArray("execution"u8);
        json.WriteStartObject();
        json.WriteString("objectType"u8, "actionCallData"u8);
        json.WriteString("objectId"u8, actionId);
        json.WriteString("outputPathId"u8, "__DEFAULT__"u8);
        json.WriteString("executionId"u8, executionId);
        json.WriteDate("startDateTime"u8, launch.At);
        if (error is not null)
        {
            json.WriteStartObject("error"u8);
            WriteError(json, error, executionId, actionId);
            json.WriteEndObject();
        }

        json.WriteString("languageTag"u8, "en-us"u8);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteString("flowExitReason"u8, error is null ? "FLOW_DISCONNECT"u8 : "FLOW_ERROR_DISCONNECT"u8);
        json.WriteString("flowId"u8, launch.FlowId);
        json.WriteBoolean("flowIsDebug"u8, false);
        json.WriteString("flowType"u8, launch.Flow.Type);
        json.WriteString("flowVersion"u8, launch.FlowVersion);
        json.WriteBoolean("executionItemsTruncated"u8, false);
        // Whoever has it may read, so it has the form of a secret.
        json.WriteString("executionHistoryUri"u8, $"https://history.invalid/{launch.Id}?signature=not-a-secret-{executionId:n}");
        json.WriteNumber("executionHistoryUriTtl"u8, 900);
    }

    private static void WriteError(Utf8JsonWriter json, string error, string executionId, string actionId)
    {
        json.WriteString("reason"u8, error);
        json.WriteString("executionId"u8, executionId);
        json.WriteString("objectId"u8, actionId);
    }
}
