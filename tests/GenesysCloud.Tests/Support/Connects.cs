using System.Net.Sockets;

namespace GenesysCloud.Tests.Support;

internal static class Connects
{
    /// <summary>For <see cref="SocketsHttpHandler.ConnectCallback"/>: the first connections fail, those after them do not.</summary>
    public static Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>>? FailingWith(IReadOnlyList<SocketError> failures)
    {
        int connects = 0;
        return failures.Count == 0 ? null : async (context, cancellationToken) =>
        {
            int connect = Interlocked.Increment(ref connects);
            if (connect <= failures.Count)
                throw new SocketException((int)failures[connect - 1]);
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        };
    }
}
