using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using GenesysCloud.Simulator.Api;
using GenesysCloud.Simulator.Http;
using GenesysCloud.Simulator.Notifications;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace GenesysCloud.Simulator.Hosting;

/// <summary>
/// The WebSockets of notification channels, which another host serves: whoever knows the address of a channel may connect, without a token.
/// </summary>
internal sealed class ChannelSockets(CloudState cloud, CancellationToken stopping)
{
    // RFC 6455, section 1.3.
    private const string Magic = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /// <summary>Serves a connection until it ends.</summary>
    /// <returns>False if the request is refused, with the response in the context.</returns>
    public async Task<bool> TryServeAsync(RequestContext context, Action<int> record)
    {
        IHttpUpgradeFeature? upgrade = context.Http.Features.Get<IHttpUpgradeFeature>();
        string key = context.Http.Request.Headers.SecWebSocketKey.ToString();
        if (cloud.Notifications.Find(context.Path[NotificationEndpoints.SocketPath.Length..]) is not { } channel)
            context.WriteError(404);
        else if (upgrade is not { IsUpgradableRequest: true } || key.Length == 0)
            context.WriteError(400);
        else
            return await ServeAsync(context, channel, upgrade, key, record).ConfigureAwait(false);
        return false;
    }

    private async Task<bool> ServeAsync(
        RequestContext context, NotificationChannel channel, IHttpUpgradeFeature upgrade, string key, Action<int> record)
    {
        IHeaderDictionary headers = context.Http.Response.Headers;
        headers.Connection = "Upgrade";
        headers.Upgrade = "websocket";
        headers.SecWebSocketAccept = Accept(key);
        record(StatusCodes.Status101SwitchingProtocols);
        Stream stream = await upgrade.UpgradeAsync().ConfigureAwait(false);
        using var socket = WebSocket.CreateFromStream(
            stream, new WebSocketCreationOptions { IsServer = true, KeepAliveInterval = Timeout.InfiniteTimeSpan });
        var connection = new ChannelConnection(cloud.Notifications, channel, socket, stream, context.Http.Abort);
        cloud.Notifications.Connect(channel, connection);
        await connection.RunAsync(stopping).ConfigureAwait(false);
        return true;
    }

#pragma warning disable CA5350 // The protocol asks for SHA-1; nothing is protected with it.
    private static string Accept(string key) => Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + Magic)));
#pragma warning restore CA5350
}
