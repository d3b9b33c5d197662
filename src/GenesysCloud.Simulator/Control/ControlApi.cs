using System.Globalization;
using System.Text.Json;
using GenesysCloud.Simulator.Api;
using GenesysCloud.Simulator.Configuration;
using GenesysCloud.Simulator.Flows;
using GenesysCloud.Simulator.Http;
using GenesysCloud.Simulator.Json;
using GenesysCloud.Simulator.People;

namespace GenesysCloud.Simulator.Control;

/// <summary>
/// The API under <c>/_simulator</c> that controls the simulator. It is not part of Genesys Cloud; no sign-in, rate limits, or faults
/// apply to it.
/// </summary>
internal static class ControlApi
{
    public const string Path = "/_simulator";

    public const int MaxRequestBytes = 1024 * 1024;

    public static void Handle(CloudState cloud, RequestContext context, bool complete)
    {
        if (!complete)
        {
            WriteError(context, 413, $"The request body exceeds {MaxRequestBytes} bytes.");
            return;
        }

        try
        {
            Route(cloud, context);
        }
        catch (Exception exception) when (exception is JsonException or JsonFormatException or FormatException)
        {
            WriteError(context, 400, exception.Message);
        }
    }

    private static void WriteError(RequestContext context, int status, string error)
    {
        Utf8JsonWriter json = context.StartResponse(status);
        json.WriteStartObject();
        json.WriteString("error"u8, error);
        json.WriteEndObject();
    }

    private static void Route(CloudState cloud, RequestContext context)
    {
        switch (context.Method, context.Path[Path.Length..])
        {
            case ("GET", "/launches"):
                WritePage(context, "launches", cloud.Launches.Page, ControlJson.WriteLaunch);
                break;
            case ("GET", "/requests"):
                WritePage(context, "requests", cloud.Requests.Page, ControlJson.WriteRequest);
                break;
            case ("GET", "/settings"):
                ControlJson.WriteSettings(context.StartResponse(200), cloud.Settings);
                break;
            case ("PATCH", "/settings"):
                ControlJson.ReadSettings(context.RequestBody)(cloud.Settings);
                ControlJson.WriteSettings(context.StartResponse(200), cloud.Settings);
                break;
            case ("PUT", "/settings"):
                var settings = new SimulatorSettings();
                settings.CopyFrom(cloud.Defaults);
                ControlJson.ReadSettings(context.RequestBody)(settings);
                cloud.Settings.CopyFrom(settings);
                ControlJson.WriteSettings(context.StartResponse(200), cloud.Settings);
                break;
            case ("GET", "/faults"):
                ControlJson.WriteFaults(context.StartResponse(200), cloud.Faults.Snapshot());
                break;
            case ("POST", "/faults"):
                cloud.Faults.Add(ControlJson.ReadFault(context.RequestBody));
                ControlJson.WriteFaults(context.StartResponse(200), cloud.Faults.Snapshot());
                break;
            case ("DELETE", "/faults"):
                cloud.Faults.Clear();
                WriteNoContent(context);
                break;
            case ("POST", "/flows"):
                SimulatedFlow flow = FlowReader.Flow(JsonCursor.Parse(context.RequestBody), cloud.Organization.Divisions);
                cloud.Flows.Add(flow);
                FlowJson.WriteFlow(context.StartResponse(200), flow, cloud.Contracts);
                break;
            case ("GET", "/notifications"):
                ControlJson.WriteNotifications(context.StartResponse(200), cloud.Notifications.Connected);
                break;
            case ("POST", "/notifications"):
                cloud.Notifications.Inject(ControlJson.ReadNotificationFault(context.RequestBody));
                WriteNoContent(context);
                break;
            case ("POST", "/users"):
                cloud.People.Add(PeopleReader.User(JsonCursor.Parse(context.RequestBody)));
                WriteNoContent(context);
                break;
            case ("POST", "/externalcontacts"):
                cloud.People.Add(PeopleReader.Contact(JsonCursor.Parse(context.RequestBody)));
                WriteNoContent(context);
                break;
            case ("POST", "/tokens/end"):
                cloud.EndTokens();
                WriteNoContent(context);
                break;
            case ("POST", "/reset"):
                cloud.Reset();
                WriteNoContent(context);
                break;
            default:
                WriteError(context, 404, $"The control API has no {context.Method} {context.Path}.");
                break;
        }
    }

    private static void WriteNoContent(RequestContext context) => context.StartResponse(204);

    private static void WritePage<T>(
        RequestContext context, string name, Func<int, int, (int Total, IReadOnlyList<T> Entries)> page, Action<Utf8JsonWriter, T> write)
    {
        int skip = GetNumber(context, "skip", 0);
        int limit = context.Http.Request.Query.ContainsKey("count") ? 0 : GetNumber(context, "limit", 1000);
        (int total, IReadOnlyList<T> entries) = page(skip, limit);
        Utf8JsonWriter json = context.StartResponse(200);
        json.WriteStartObject();
        json.WriteNumber("count"u8, total);
        json.WriteStartArray(name);
        foreach (T entry in entries)
            write(json, entry);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static int GetNumber(RequestContext context, string name, int defaultValue)
    {
        if (context.Http.Request.Query[name] is not [{ } text, ..])
            return defaultValue;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw new FormatException($"'{name}' must be a whole number of at least 0.");
    }
}
