using System.Text.Json;
using GenesysCloud.Simulator.Configuration;
using GenesysCloud.Simulator.Executions;
using GenesysCloud.Simulator.Faults;
using GenesysCloud.Simulator.Http;
using GenesysCloud.Simulator.Json;
using GenesysCloud.Simulator.Notifications;

namespace GenesysCloud.Simulator.Control;

/// <summary>Reads and writes the JSON of the control API.</summary>
internal static class ControlJson
{
    private static readonly Dictionary<string, NotificationFault> s_notificationFaults =
        Enum.GetValues<NotificationFault>().ToDictionary(fault => fault.ToString());

    private static readonly Dictionary<string, FaultKind> s_kinds = Enum.GetValues<FaultKind>().ToDictionary(kind => kind.ToString());

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
        json.WriteString("conversationId"u8, launch.ConversationId);
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

    public static void WriteSettings(Utf8JsonWriter json, SimulatorSettings settings)
    {
        json.WriteStartObject();
        foreach (SettingDefinition setting in SettingDefinition.All)
        {
            json.WritePropertyName(setting.Name);
            setting.Write(json, settings);
        }

        json.WriteEndObject();
    }

    /// <summary>The changes that the body asks for. The whole body is validated before any change is applied.</summary>
    /// <exception cref="JsonFormatException">The body names an unknown setting, or a value is invalid.</exception>
    public static Action<SimulatorSettings> ReadSettings(ReadOnlyMemory<byte> body)
    {
        var changes = new List<Action<SimulatorSettings>>();
        var cursor = JsonCursor.Parse(body);
        foreach ((string name, JsonCursor value) in cursor.Members())
        {
            SettingDefinition setting = SettingDefinition.All.FirstOrDefault(setting => setting.Name == name)
                ?? throw cursor.Expected($"only {string.Join(", ", SettingDefinition.All.Select(setting => setting.Name))}", $"'{name}'");
            changes.Add(setting.Read(value));
        }

        return settings => changes.ForEach(change => change(settings));
    }

    public static void WriteNotifications(Utf8JsonWriter json, int connected)
    {
        json.WriteStartObject();
        json.WriteNumber("connected"u8, connected);
        json.WriteEndObject();
    }

    /// <exception cref="JsonFormatException">The body names no fault.</exception>
    public static NotificationFault ReadNotificationFault(ReadOnlyMemory<byte> body)
    {
        var cursor = JsonCursor.Parse(body);
        cursor.AllowOnly("fault");
        return cursor.Find("fault") is { } fault
            ? fault.AsOneOf(s_notificationFaults)
            : throw cursor.Expected($"a 'fault' of {string.Join(", ", s_notificationFaults.Keys)}", "none");
    }

    public static void WriteFaults(Utf8JsonWriter json, IReadOnlyList<(Fault Fault, int Met)> faults)
    {
        json.WriteStartObject();
        json.WriteStartArray("faults"u8);
        foreach ((Fault fault, int met) in faults)
        {
            json.WriteStartObject();
            json.WriteString("kind"u8, fault.Kind.ToString());
            json.WriteString("method"u8, fault.Method);
            json.WriteString("path"u8, fault.Path);
            json.WriteNumber("status"u8, fault.Status);
            json.WriteNumber("skip"u8, fault.Skip);
            WriteNumber(json, "times"u8, fault.Times);
            json.WriteNumber("probability"u8, fault.Probability);
            WriteNumber(json, "retryAfterSeconds"u8, fault.RetryAfterSeconds);
            json.WriteBoolean("retryAfterAsDate"u8, fault.RetryAfterAsDate);
            json.WriteString("code"u8, fault.Code);
            json.WriteString("message"u8, fault.Message);
            json.WriteStartObject("headers"u8);
            foreach ((string name, string value) in fault.Headers)
                json.WriteString(name, value);
            json.WriteEndObject();
            json.WriteString("body"u8, fault.Body);
            json.WriteNumber("met"u8, met);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <exception cref="JsonFormatException">The body is not a valid fault; the message says where.</exception>
    public static Fault ReadFault(ReadOnlyMemory<byte> body)
    {
        var cursor = JsonCursor.Parse(body);
        cursor.AllowOnly("kind", "method", "path", "status", "skip", "times", "probability", "retryAfterSeconds", "retryAfterAsDate",
            "code", "message", "headers", "body");
        var fault = new Fault(cursor.Find("kind") is { } kind
            ? kind.AsOneOf(s_kinds)
            : throw cursor.Expected($"a 'kind' of {string.Join(", ", s_kinds.Keys)}", "none"));
        return fault with
        {
            Method = cursor.Find("method") is { } method ? Method(method) : fault.Method,
            Path = cursor.Find("path") is { } path ? Path(path) : fault.Path,
            Status = cursor.GetInt32("status", fault.IsForeign ? 200 : 400, 599) ?? fault.Status,
            Skip = cursor.GetInt32("skip", 0) ?? fault.Skip,
            Times = cursor.HasNull("times") ? null : cursor.GetInt32("times", 1) ?? fault.Times,
            Probability = cursor.Find("probability") is null ? fault.Probability : cursor.GetFraction("probability"),
            RetryAfterSeconds = cursor.GetInt32("retryAfterSeconds", 0),
            RetryAfterAsDate = cursor.GetBoolean("retryAfterAsDate"),
            Code = cursor.GetOptionalString("code"),
            Message = cursor.GetOptionalString("message"),
            Headers = cursor.Find("headers") is { } headers ? Headers(headers) : fault.Headers,
            Body = cursor.GetOptionalString("body"),
        };
    }

    private static Dictionary<string, string> Headers(JsonCursor cursor) =>
        cursor.Members().ToDictionary(header => HeaderName(cursor, header.Name), header => HeaderValue(header.Value));

    private static string HeaderName(JsonCursor cursor, string name) =>
        name.Length > 0 && name.All(character => char.IsAsciiLetterOrDigit(character) || character == '-')
            ? name
            : throw cursor.Expected("header names", $"'{name}'");

    private static string HeaderValue(JsonCursor cursor) =>
        cursor.AsString() is var text && text.All(character => character is >= ' ' and <= '~')
            ? text
            : throw cursor.Expected("a string of printable ASCII characters", $"'{cursor.AsString()}'");

    private static string Method(JsonCursor cursor) =>
        cursor.AsString() is { Length: > 0 } text && (text == "*" || text.All(char.IsAsciiLetter))
            ? text
            : throw cursor.Expected("an HTTP method or *", $"'{cursor.AsString()}'");

    private static string Path(JsonCursor cursor) => cursor.AsString() is ['/' or '*', ..] and var text
        ? text
        : throw cursor.Expected("a path that starts with / or *", $"'{cursor.AsString()}'");

    private static void WriteNumber(Utf8JsonWriter json, ReadOnlySpan<byte> name, int? number)
    {
        if (number is { } value)
            json.WriteNumber(name, value);
        else
            json.WriteNull(name);
    }
}
