using System.Globalization;
using System.Text.Json;

namespace GenesysCloud.Simulator;

/// <summary>What stands under <c>/_simulator</c>: no part of Genesys Cloud, free of sign-in, limits and faults.</summary>
internal static class ControlDoor
{
    public const string Path = "/_simulator";

    public const int MaxRequestBytes = 1024 * 1024;

    public static void Handle(CloudState cloud, Exchange exchange, bool complete)
    {
        if (!complete)
        {
            Refuse(exchange, 413, $"A body has {MaxRequestBytes} bytes at most.");
            return;
        }
        try
        {
            Route(cloud, exchange);
        }
        catch (Exception fault) when (fault is JsonException or MisplacedException or FormatException)
        {
            Refuse(exchange, 400, fault.Message);
        }
    }

    private static void Refuse(Exchange exchange, int status, string error)
    {
        var json = exchange.Answering(status);
        json.WriteStartObject();
        json.WriteString("error"u8, error);
        json.WriteEndObject();
    }

    private static void Route(CloudState cloud, Exchange exchange)
    {
        switch (exchange.Method, exchange.Path[Path.Length..])
        {
            case ("GET", "/launches"):
                WritePage(exchange, "launches", cloud.Launches.Page, ControlJson.WriteLaunch);
                break;
            case ("GET", "/requests"):
                WritePage(exchange, "requests", cloud.Requests.Page, ControlJson.WriteRequest);
                break;
            case ("GET", "/settings"):
                ControlJson.WriteSettings(exchange.Answering(200), cloud.Settings);
                break;
            case ("PATCH", "/settings"):
                ControlJson.ReadSettings(exchange.RequestBody)(cloud.Settings);
                ControlJson.WriteSettings(exchange.Answering(200), cloud.Settings);
                break;
            case ("PUT", "/settings"):
                var settings = new SimulatorSettings();
                settings.CopyFrom(cloud.Defaults);
                ControlJson.ReadSettings(exchange.RequestBody)(settings);
                cloud.Settings.CopyFrom(settings);
                ControlJson.WriteSettings(exchange.Answering(200), cloud.Settings);
                break;
            case ("GET", "/faults"):
                ControlJson.WriteFaults(exchange.Answering(200), cloud.Faults.Snapshot());
                break;
            case ("POST", "/faults"):
                cloud.Faults.Add(ControlJson.ReadFault(exchange.RequestBody));
                ControlJson.WriteFaults(exchange.Answering(200), cloud.Faults.Snapshot());
                break;
            case ("DELETE", "/faults"):
                cloud.Faults.Clear();
                Done(exchange);
                break;
            case ("POST", "/flows"):
                var flow = FlowReader.Flow(Place.Top(exchange.RequestBody), cloud.Organization.Divisions);
                cloud.Flows.Add(flow);
                FlowJson.WriteFlow(exchange.Answering(200), flow, cloud.Contracts);
                break;
            case ("POST", "/tokens/end"):
                cloud.Tokens.EndAll();
                Done(exchange);
                break;
            case ("POST", "/reset"):
                cloud.Reset();
                Done(exchange);
                break;
            default:
                Refuse(exchange, 404, $"There is no {exchange.Method} {exchange.Path} at this door.");
                break;
        }
    }

    private static void Done(Exchange exchange) => exchange.Answering(204);

    private static void WritePage<T>(Exchange exchange, string name, Func<int, int, (int Total, IReadOnlyList<T> Entries)> page, Action<Utf8JsonWriter, T> write)
    {
        var skip = Number(exchange, "skip", 0);
        var limit = exchange.Http.Request.Query.ContainsKey("count") ? 0 : Number(exchange, "limit", 1000);
        var (total, entries) = page(skip, limit);
        var json = exchange.Answering(200);
        json.WriteStartObject();
        json.WriteNumber("count"u8, total);
        json.WriteStartArray(name);
        foreach (var entry in entries) write(json, entry);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static int Number(Exchange exchange, string name, int otherwise) => exchange.Http.Request.Query[name] is not [{ } text, ..] ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw new FormatException($"'{name}' must be a number from 0 on.");
}
