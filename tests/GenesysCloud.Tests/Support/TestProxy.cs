using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace GenesysCloud.Tests.Support;

/// <summary>
/// An HTTP proxy that leads every tunnel to the same place, whatever host is asked for: so hosts of the network are tested without one.
/// </summary>
/// <param name="target">Where tunnels lead to; null for a proxy that lets nothing through.</param>
internal sealed class TestProxy(IPEndPoint? target = null) : LoopbackListener
{
    private readonly ConcurrentQueue<Request> _requests = new();

    /// <summary>What a request asked for, and what it got.</summary>
    /// <param name="Line">Such as <c>CONNECT host:443 HTTP/1.1</c>.</param>
    /// <param name="Authorization">Its <c>Proxy-Authorization</c>.</param>
    public sealed record Request(string Line, string? Authorization, int Status);

    public Uri Address => new($"http://{EndPoint}/");

    public IReadOnlyCollection<Request> Requests => _requests;

    /// <summary>Tunnels that were opened.</summary>
    public int Tunnels => _requests.Count(request => request.Status == 200);

    /// <summary>User name and password that it asks for; null for none.</summary>
    public NetworkCredential? Credential { get; init; }

    /// <summary>The authentication schemes that it offers.</summary>
    public string[] Schemes { get; init; } = ["Basic realm=\"test\""];

    /// <summary>What it responds to authenticated requests. Only after 200 it opens a tunnel.</summary>
    public Func<int> Status { get; set; } = () => 200;

    protected override async Task ServeAsync(NetworkStream client)
    {
        while (await ReadHeadAsync(client) is { } head)
        {
            string? authorization = head.FirstOrDefault(line => line.StartsWith("Proxy-Authorization:", StringComparison.OrdinalIgnoreCase))
                ?["Proxy-Authorization:".Length..].Trim();
            int status = Credential is not null && authorization != Basic(Credential) ? 407
                : head[0].StartsWith("CONNECT ", StringComparison.Ordinal) ? Status()
                : 400;
            _requests.Enqueue(new Request(head[0], authorization, status));
            string headers = status == 407 ? string.Concat(Schemes.Select(scheme => $"Proxy-Authenticate: {scheme}\r\n")) : "";
            string length = status == 200 ? "" : "Content-Length: 0\r\n";
            await client.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status} Said\r\n{headers}{length}\r\n"), Stopping);
            if (status == 200)
            {
                await RelayAsync(client, target!);
                return;
            }
        }
    }

    private static string Basic(NetworkCredential credential) =>
        $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credential.UserName}:{credential.Password}"))}";

    private async Task<string[]?> ReadHeadAsync(NetworkStream client)
    {
        var head = new StringBuilder();
        byte[] one = new byte[1];
        // One at a time: what follows the head is not for the proxy.
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await client.ReadAsync(one, Stopping) == 0)
                return null;
            head.Append((char)one[0]);
        }

        return head.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }
}
