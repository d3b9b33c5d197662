using System.Text.Json;

namespace GenesysCloud.Simulator;

/// <summary>What the control door reads and writes.</summary>
internal static class ControlJson
{
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
        foreach (var setting in Setting.All)
        {
            json.WritePropertyName(setting.Name);
            setting.Write(json, settings);
        }
        json.WriteEndObject();
    }

    /// <summary>What the body changes. All of it is read before anything is changed, and nothing is that it does not name.</summary>
    /// <exception cref="MisplacedException">It names a setting there is none of, or gives one a value it cannot have.</exception>
    public static Action<SimulatorSettings> ReadSettings(ReadOnlyMemory<byte> body)
    {
        var changes = new List<Action<SimulatorSettings>>();
        var place = Place.Top(body);
        foreach (var (name, value) in place.Members())
        {
            var setting = Setting.All.FirstOrDefault(setting => setting.Name == name)
                ?? throw place.Expected($"only {string.Join(", ", Setting.All.Select(setting => setting.Name))}", $"'{name}'");
            changes.Add(setting.Read(value));
        }
        return settings => changes.ForEach(change => change(settings));
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

    /// <exception cref="MisplacedException">It is not a fault; the message says what was expected where.</exception>
    public static Fault ReadFault(ReadOnlyMemory<byte> body)
    {
        var place = Place.Top(body);
        place.Only("kind", "method", "path", "status", "skip", "times", "probability", "retryAfterSeconds", "retryAfterAsDate",
            "code", "message", "headers", "body");
        var fault = new Fault(place.Member("kind") is { } kind
            ? kind.AsOneOf(s_kinds)
            : throw place.Expected($"a 'kind' of {string.Join(", ", s_kinds.Keys)}", "none"));
        return fault with
        {
            Method = place.Member("method") is { } method ? Method(method) : fault.Method,
            Path = place.Member("path") is { } path ? Path(path) : fault.Path,
            Status = place.Whole("status", fault.IsForeign ? 200 : 400, 599) ?? fault.Status,
            Skip = place.Whole("skip", 0) ?? fault.Skip,
            Times = place.SaysNull("times") ? null : place.Whole("times", 1) ?? fault.Times,
            Probability = place.Member("probability") is null ? fault.Probability : place.Share("probability"),
            RetryAfterSeconds = place.Whole("retryAfterSeconds", 0),
            RetryAfterAsDate = place.Flag("retryAfterAsDate"),
            Code = place.OptionalText("code"),
            Message = place.OptionalText("message"),
            Headers = place.Member("headers") is { } headers ? Headers(headers) : fault.Headers,
            Body = place.OptionalText("body"),
        };
    }

    private static Dictionary<string, string> Headers(Place place) =>
        place.Members().ToDictionary(header => HeaderName(place, header.Name), header => HeaderValue(header.Value));

    private static string HeaderName(Place place, string name) => name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
        ? name
        : throw place.Expected("names of headers", $"'{name}'");

    private static string HeaderValue(Place place) => place.AsText() is var text && text.All(c => c is >= ' ' and <= '~')
        ? text
        : throw place.Expected("a text of ASCII characters", $"'{place.AsText()}'");

    private static string Method(Place place) => place.AsText() is { Length: > 0 } text && (text == "*" || text.All(char.IsAsciiLetter))
        ? text
        : throw place.Expected("a method or *", $"'{place.AsText()}'");

    private static string Path(Place place) => place.AsText() is ['/' or '*', ..] and var text
        ? text
        : throw place.Expected("a path that begins with / or *", $"'{place.AsText()}'");

    private static void WriteNumber(Utf8JsonWriter json, ReadOnlySpan<byte> name, int? number)
    {
        if (number is { } given) json.WriteNumber(name, given);
        else json.WriteNull(name);
    }
}
