using GenesysCloud.Http;

namespace GenesysCloud.Platform;

/// <summary>A request of any operation of the API.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Where it goes.</param>
/// <param name="Body">JSON in UTF-8; null for none.</param>
/// <param name="IsRepeatable">Whether sending it twice does no more than sending it once.</param>
internal sealed record PlatformRequest(HttpMethod Method, ApiPath Path, ReadOnlyMemory<byte>? Body, bool IsRepeatable)
{
    /// <summary>Called each time the request is about to be sent, on any thread.</summary>
    public Action? Sending { get; init; }

    /// <summary>Whether the method only reads, whatever the path.</summary>
    public static bool IsRead(HttpMethod method) => method == HttpMethod.Get || method == HttpMethod.Head;
}

/// <summary>Any operation of the API, with a client's sign-in, rate limit, and retries. Safe from many threads.</summary>
internal sealed class PlatformApi(ApiConnection connection, ResourceTemplates templates)
{
    private static readonly ReadOnlyMemory<byte> s_empty = ReadOnlyMemory<byte>.Empty;

    /// <summary>What the views of a client share.</summary>
    public ResourceTemplates Templates => templates;

    /// <summary>Sends a request, and returns the last response without judging it.</summary>
    /// <exception cref="GenesysCloudException">Sign-in failed, or the rate limit asks for too long a wait; nothing was done.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public Task<ApiResponse> SendAsync(PlatformRequest request, CancellationToken cancellationToken)
    {
        // An empty body rather than none: whether it was asked for shows whether the request can have left, and a connection that is closed
        // after that doesn't make the handler repeat it by itself.
        ReadOnlyMemory<byte>? body = request.Body ?? (PlatformRequest.IsRead(request.Method) ? default(ReadOnlyMemory<byte>?) : s_empty);
        var call = new ApiRequest(request.Method, templates.Of(request.Path.Path), request.Path.Path)
        {
            Query = request.Path.QueryText,
            Body = body,
            BeforeSend = body is { } bytes && request.Sending is { } sending ? () => Announce(sending, bytes) : null,
            IsRepeatable = request.IsRepeatable,
        };
        return connection.SendAsync(call, cancellationToken);
    }

    private static ValueTask<ReadOnlyMemory<byte>> Announce(Action sending, ReadOnlyMemory<byte> body)
    {
        sending();
        return ValueTask.FromResult(body);
    }
}
