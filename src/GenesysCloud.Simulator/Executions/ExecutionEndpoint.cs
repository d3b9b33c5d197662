using System.Text.Json;

namespace GenesysCloud.Simulator;

/// <summary><c>GET /api/v2/flows/executions/{id}</c>.</summary>
internal static class ExecutionEndpoint
{
    public static string Uri(LaunchRecord launch) => $"/api/v2/flows/executions/{launch.Id}";

    public static void Get(CloudState cloud, Exchange exchange, string id)
    {
        if (!exchange.Permits(Permission.ExecutionView)) return;
        var now = cloud.Time.GetUtcNow();
        var launch = Guid.TryParse(id, out var key) ? cloud.Launches.Find(key) : null;
        if (launch is null || now - launch.At > cloud.Settings.ExecutionRetention)
        {
            exchange.Refuse(404);
            return;
        }
        if (!exchange.Allows(launch.Flow.Division))
        {
            exchange.RefusePermission(Permission.ExecutionView);
            return;
        }
        Write(exchange, launch, ended: now >= launch.EndsAt);
    }

    private static void Write(Exchange exchange, LaunchRecord launch, bool ended)
    {
        var json = exchange.Answering(200);
        json.WriteStartObject();
        json.WriteString("id"u8, launch.Key);
        if (launch.Name is not null) json.WriteString("name"u8, launch.Name);
        json.WritePropertyName("flowVersion"u8);
        FlowJson.WriteVersion(json, launch.Flow, launch.Version, schemas: false);
        json.WriteDate("dateLaunched"u8, launch.At);
        json.WriteString("status"u8, Status(launch, ended));
        if (ended) WriteEnd(json, launch);
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

    private static void WriteEnd(Utf8JsonWriter json, LaunchRecord launch)
    {
        json.WriteDate("dateCompleted"u8, launch.EndsAt);
        if (launch.Outcome == launch.Flow.Outcome && launch.NullInput is null && launch.Flow.CompletionReason is { } reason)
            json.WriteString("completionReason"u8, reason);
        if (launch.Outcome is ExecutionOutcome.Failed or ExecutionOutcome.Error)
        {
            var error = Error(launch);
            json.WriteStartObject("flowErrorInfo"u8);
            // It went wrong once, so it is told under one id however often it is read.
            Refusals.WriteError(json, 400, error.Code, error.Message, parameter: null, contextId: launch.Key, []);
            json.WriteEndObject();
        }
        if (launch.Outcome is ExecutionOutcome.Completed && launch.Flow.Outputs is { } outputs)
        {
            json.WriteStartObject("outputData"u8);
            foreach (var output in outputs.EnumerateObject())
            {
                json.WritePropertyName(output.Name);
                WriteOutput(json, launch, output.Value);
            }
            json.WriteEndObject();
        }
    }

    public static SimulatedError Error(LaunchRecord launch) => launch.NullInput is { } input
        ? new SimulatedError("error.workflow.expression.unexpectedNull", $"An expression met an unexpected null value: {input}")
        : launch.Flow.Error;

    private static void WriteOutput(Utf8JsonWriter json, LaunchRecord launch, JsonElement value)
    {
        if (value.ValueKind is not JsonValueKind.String || value.GetString() is not { } text || !text.Contains("${", StringComparison.Ordinal))
            value.WriteTo(json);
        else if (!text.StartsWith("${Flow.", StringComparison.Ordinal) || text.IndexOf('}', StringComparison.Ordinal) != text.Length - 1)
            json.WriteStringValue(text.Replace("${sequence}", $"{launch.Sequence}", StringComparison.Ordinal));
        else if (launch.InputData is { } inputs && inputs.TryGetProperty(text[2..^1], out var input))
            input.WriteTo(json);
        else
            json.WriteNullValue();
    }
}
