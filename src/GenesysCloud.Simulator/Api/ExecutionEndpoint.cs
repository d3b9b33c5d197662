using System.Text.Json;
using GenesysCloud.Simulator.Executions;
using GenesysCloud.Simulator.Flows;
using GenesysCloud.Simulator.Http;
using GenesysCloud.Simulator.Identity;
using GenesysCloud.Simulator.Json;

namespace GenesysCloud.Simulator.Api;

/// <summary><c>GET /api/v2/flows/executions/{id}</c>. Fields that do not apply to an execution are omitted, not null.</summary>
internal static class ExecutionEndpoint
{
    public static string Uri(LaunchRecord launch) => $"/api/v2/flows/executions/{launch.Id}";

    public static void Get(CloudState cloud, RequestContext context, string id)
    {
        if (!context.TryAuthorize(Permission.ExecutionView))
            return;
        DateTimeOffset now = cloud.Time.GetUtcNow();
        LaunchRecord? launch = Guid.TryParse(id, out Guid key) ? cloud.Launches.Find(key) : null;
        if (launch is null || now - launch.At > cloud.Settings.ExecutionRetention)
        {
            context.WriteError(404);
            return;
        }

        if (!context.CanAccess(launch.Flow.Division))
        {
            context.WritePermissionError(Permission.ExecutionView);
            return;
        }

        Write(cloud, context, launch, ended: now >= launch.EndsAt);
    }

    /// <summary>The error of an execution that did not complete; null if it has none.</summary>
    public static SimulatedError? Error(LaunchRecord launch) => launch switch
    {
        { NullInput: { } input } => SimulatedError.UnexpectedNull(input),
        { Outcome: ExecutionOutcome.Completed } => null,
        _ => launch.Flow.Error,
    };

    private static void Write(CloudState cloud, RequestContext context, LaunchRecord launch, bool ended)
    {
        Utf8JsonWriter json = context.StartResponse(200);
        json.WriteStartObject();
        json.WriteString("id"u8, launch.Key);
        if (launch.Name is not null)
            json.WriteString("name"u8, launch.Name);
        json.WritePropertyName("flowVersion"u8);
        FlowJson.WriteRunningVersion(json, launch.Flow, launch.Version, cloud.Contracts.Get(launch.Flow, launch.Version));
        json.WriteDate("dateLaunched"u8, launch.At);
        json.WriteString("status"u8, Status(launch, ended));
        if (ended)
            WriteEnd(json, launch, cloud.Settings.IntegerOutputsAsText);
        if (launch.ConversationId is { } conversation)
        {
            json.WriteStartObject("conversation"u8);
            json.WriteString("id"u8, conversation);
            json.WriteString("selfUri"u8, $"/api/v2/conversations/{conversation}");
            json.WriteEndObject();
        }

        json.WriteString("selfUri"u8, Uri(launch));
        json.WriteEndObject();
    }

    private static ReadOnlySpan<byte> Status(LaunchRecord launch, bool ended) => (ended, launch.Outcome) switch
    {
        (false, _) => "RUNNING"u8,
        (_, ExecutionOutcome.Failed) => "FAILED"u8,
        (_, ExecutionOutcome.Error) => "ERROR"u8,
        (_, ExecutionOutcome.Terminated) => "TERMINATED"u8,
        _ => "COMPLETED"u8,
    };

    private static void WriteEnd(Utf8JsonWriter json, LaunchRecord launch, bool integersAsText)
    {
        json.WriteDate("dateCompleted"u8, launch.EndsAt);
        bool asTheFlowSays = launch.Outcome == launch.Flow.Outcome && launch.NullInput is null;
        if ((asTheFlowSays ? launch.Flow.CompletionReason : SimulatedFlow.Reason(launch.Outcome)) is { } reason)
            json.WriteString("completionReason"u8, reason);
        if (Error(launch) is { } error)
            WriteError(json, error);
        if (launch.Outcome is ExecutionOutcome.Completed && launch.Flow.Outputs.Count > 0)
            OutputJson.Write(json, launch, integersAsText);
    }

    private static void WriteError(Utf8JsonWriter json, SimulatedError error)
    {
        json.WriteStartObject("flowErrorInfo"u8);
        json.WriteString("message"u8, error.Message);
        json.WriteString("code"u8, error.Code);
        json.WriteString("messageWithParams"u8, error.MessageWithParams);
        json.WriteStartObject("messageParams"u8);
        foreach ((string name, string value) in error.MessageParams)
            json.WriteString(name, value);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
