using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace GenesysCloud.Simulator;

/// <summary>What the control door reads and writes.</summary>
internal static class ControlJson
{
    public static void WriteLaunch(Utf8JsonWriter json, LaunchRecord launch)
    {
        json.WriteStartObject();
        json.WriteNumber("sequence"u8, launch.Sequence);
        json.WriteString("id"u8, launch.Id);
        json.WriteString("flowId"u8, launch.FlowId);
        json.WriteString("flowVersion"u8, launch.FlowVersion);
        json.WriteString("name"u8, launch.Name);
        if (launch.InputData is { } inputs)
        {
            json.WritePropertyName("inputData"u8);
            inputs.WriteTo(json);
        }
        json.WriteDate("at"u8, launch.At);
        json.WriteString("clientId"u8, launch.ClientId);
        json.WriteBoolean("answered"u8, launch.Answered);
        json.WriteEndObject();
    }

    public static void WriteRequest(Utf8JsonWriter json, RequestRecord request)
    {
        json.WriteStartObject();
        json.WriteString("method"u8, request.Method);
        json.WriteString("path"u8, request.Path);
        json.WriteString("query"u8, request.Query);
        json.WriteNumber("status"u8, request.Status);
        json.WriteDate("at"u8, request.At);
        json.WriteString("correlationId"u8, request.CorrelationId);
        json.WriteString("clientId"u8, request.ClientId);
        json.WriteEndObject();
    }

    public static void WriteSettings(Utf8JsonWriter json, SimulatorSettings settings) =>
        JsonSerializer.Serialize(json, settings, SettingsJson.Default.SimulatorSettings);

    /// <exception cref="JsonException">It names a setting there is none of, or gives one a value it cannot have.</exception>
    public static SimulatorSettings ReadSettings(ReadOnlyMemory<byte> body, SimulatorSettings onto)
    {
        var merged = JsonSerializer.SerializeToNode(onto, SettingsJson.Default.SimulatorSettings)!.AsObject();
        if (JsonNode.Parse(body.Span) is not JsonObject given) throw new JsonException("The settings must be an object.");
        foreach (var (name, value) in given) merged[name] = value?.DeepClone();
        return merged.Deserialize(SettingsJson.Default.SimulatorSettings)!;
    }

    public static void WriteFaults(Utf8JsonWriter json, IReadOnlyList<(Fault Fault, int Met)> faults)
    {
        json.WriteStartObject();
        json.WriteStartArray("faults"u8);
        foreach (var (fault, met) in faults)
        {
            json.WriteStartObject();
            json.WriteString("kind"u8, fault.Kind.ToString());
            json.WriteString("method"u8, fault.Method);
            json.WriteString("path"u8, fault.Path);
            json.WriteNumber("status"u8, fault.Status);
            json.WriteNumber("skip"u8, fault.Skip);
            json.WritePropertyName("times"u8);
            if (fault.Times is { } times) json.WriteNumberValue(times);
            else json.WriteNullValue();
            json.WriteNumber("probability"u8, fault.Probability);
            json.WriteNumber("met"u8, met);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <exception cref="MisplacedException">It is not a fault; the message says what was expected where.</exception>
    public static Fault ReadFault(ReadOnlyMemory<byte> body)
    {
        var place = Place.Top(body);
        place.Only("kind", "method", "path", "status", "skip", "times", "probability", "retryAfterSeconds", "retryAfterAsDate", "code", "message");
        var kinds = Enum.GetValues<FaultKind>().ToDictionary(kind => kind.ToString(), FaultKind? (kind) => kind);
        var fault = new Fault(place.OneOf("kind", kinds, otherwise: null) ?? throw place.Expected($"a 'kind' of {string.Join(", ", kinds.Keys)}", "none"));
        return fault with
        {
            Method = place.Text("method", fault.Method),
            Path = place.Text("path", fault.Path),
            Status = place.Integer("status") ?? fault.Status,
            Skip = place.Integer("skip") ?? fault.Skip,
            Times = place.SaysNull("times") ? null : place.Integer("times") ?? fault.Times,
            Probability = place.Member("probability") is null ? fault.Probability : place.Share("probability"),
            RetryAfterSeconds = place.Integer("retryAfterSeconds"),
            RetryAfterAsDate = place.Flag("retryAfterAsDate"),
            Code = place.OptionalText("code"),
            Message = place.OptionalText("message"),
        };
    }
}

/// <summary>The settings under the names of their properties; durations as <c>hh:mm:ss</c>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    PreferredObjectCreationHandling = JsonObjectCreationHandling.Populate,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(SimulatorSettings))]
internal sealed partial class SettingsJson : JsonSerializerContext;
