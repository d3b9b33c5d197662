using System.Text.Json;
using GenesysCloud.Simulator.Flows;
using GenesysCloud.Simulator.Http;
using GenesysCloud.Simulator.Identity;
using GenesysCloud.Simulator.Json;
using GenesysCloud.Simulator.Notifications;

namespace GenesysCloud.Simulator.Api;

/// <summary>Notification channels and their subscriptions. A channel belongs to the OAuth client that created it.</summary>
internal static class NotificationEndpoints
{
    public const string SocketPath = "/channels/";

    /// <summary>As many topics as a channel may have; more are a 400.</summary>
    private const int MaxTopics = 1000;

    public static void Channels(CloudState cloud, RequestContext context)
    {
        if (context.Method == "POST")
        {
            Write(context, context.StartResponse(200), cloud.Notifications.Create(context.Token!));
        }
        else if (Router.Is(context, "GET"))
        {
            Utf8JsonWriter json = context.StartResponse(200);
            json.WriteStartObject();
            json.WriteStartArray("entities"u8);
            foreach (NotificationChannel channel in cloud.Notifications.List(context.Client!))
                Write(context, json, channel);
            json.WriteEndArray();
            json.WriteEndObject();
        }
    }

    public static void One(CloudState cloud, RequestContext context, string id)
    {
        if (!Router.Is(context, "HEAD"))
            return;
        if (Find(cloud, context, id) is not null)
            context.StartResponse(200);
    }

    public static void Subscriptions(CloudState cloud, RequestContext context, string id)
    {
        if (context.Method is not ("GET" or "POST" or "PUT" or "DELETE"))
        {
            context.WriteError(405);
            return;
        }

        if (Find(cloud, context, id) is not { } channel)
            return;
        switch (context.Method)
        {
            case "GET":
                WriteStates(context, [.. channel.Topics.Select(topic => new TopicState(topic, null, null))]);
                break;
            case "DELETE":
                cloud.Notifications.Subscribe(channel, [], cloud.Launches.Snapshot);
                context.StartResponse(200);
                break;
            default:
                Set(cloud, context, channel);
                break;
        }
    }

    private static void Set(CloudState cloud, RequestContext context, NotificationChannel channel)
    {
        if (ReadTopics(context) is not { } topics)
            return;
        HashSet<string> all = new(context.Method == "POST" ? channel.Topics : [], StringComparer.OrdinalIgnoreCase);
        all.UnionWith(topics);
        if (all.Count > MaxTopics)
        {
            context.WriteError(400, "bad.request", $"A channel must not have more than {MaxTopics} topics.");
            return;
        }

        TopicState[] states = [.. topics.Select(topic => StateOf(cloud, context, topic))];
        TopicState? rejected = states.FirstOrDefault(state => state.RejectionReason is not null);
        bool ignoresErrors = context.Http.Request.Query["ignoreErrors"] == "true";
        if (rejected is not null && !ignoresErrors)
        {
            context.WritePermissionError(rejected.MissingPermission ?? cloud.Settings.TopicPermission);
            return;
        }

        all.ExceptWith(states.Where(state => state.RejectionReason is not null).Select(state => state.Topic));
        cloud.Notifications.Subscribe(channel, all, cloud.Launches.Snapshot);
        WriteStates(context, states);
    }

    private static TopicState StateOf(CloudState cloud, RequestContext context, string topic)
    {
        if (!topic.StartsWith(NotificationHub.FlowTopic, StringComparison.OrdinalIgnoreCase))
            return new TopicState(topic, topic.StartsWith("v2.", StringComparison.Ordinal) ? null : "The topic is not known.", null);
        SimulatedFlow? flow = cloud.Flows.Find(topic[NotificationHub.FlowTopic.Length..]);
        string permission = cloud.Settings.TopicPermission;
        return flow is not null && context.CanAccess(flow.Division) && context.Client!.Permissions.Contains(permission)
            ? new TopicState(topic, null, null)
            : new TopicState(topic, "You do not have permission to subscribe to this topic.", permission);
    }

    private static List<string>? ReadTopics(RequestContext context)
    {
        try
        {
            using var document = JsonDocument.Parse(context.RequestBody);
            return [.. document.RootElement.EnumerateArray().Select(topic => topic.GetProperty("id").GetString()!)];
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            context.WriteError(400);
            return null;
        }
    }

    private static NotificationChannel? Find(CloudState cloud, RequestContext context, string id)
    {
        if (cloud.Notifications.Find(id) is { } channel && channel.Token.Client == context.Client)
            return channel;
        context.WriteError(404);
        return null;
    }

    private static void Write(RequestContext context, Utf8JsonWriter json, NotificationChannel channel)
    {
        string scheme = context.Http.Request.Scheme == "https" ? "wss" : "ws";
        json.WriteStartObject();
        json.WriteString("connectUri"u8, $"{scheme}://{context.Http.Request.Host}{SocketPath}{channel.Id}");
        json.WriteString("id"u8, channel.Id);
        json.WriteDate("expires"u8, channel.ExpiresAt);
        json.WriteEndObject();
    }

    private static void WriteStates(RequestContext context, IReadOnlyList<TopicState> states)
    {
        Utf8JsonWriter json = context.StartResponse(200);
        json.WriteStartObject();
        json.WriteStartArray("entities"u8);
        foreach (TopicState state in states)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, state.Topic);
            json.WriteString("state"u8, state.RejectionReason is null ? "Permitted"u8 : "Rejected"u8);
            if (state.RejectionReason is { } reason)
                json.WriteString("rejectionReason"u8, reason);
            if (state.MissingPermission is { } permission)
            {
                json.WriteStartArray("missingPermissions"u8);
                json.WriteStringValue(permission);
                json.WriteEndArray();
            }

            json.WriteString("selfUri"u8, $"/api/v2/notifications/availabletopics/{Uri.EscapeDataString(state.Topic)}");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Whether events of a topic are sent.</summary>
    private sealed record TopicState(string Topic, string? RejectionReason, string? MissingPermission);
}
