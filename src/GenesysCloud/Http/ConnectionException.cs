namespace GenesysCloud.Http;

/// <summary>No connection could be made, for a known reason. Nothing was sent. Its text is the client's own.</summary>
internal sealed class ConnectionException(HttpRequestError error, ConnectionFault fault) : HttpRequestException(error, fault.ToString())
{
    /// <summary>Why.</summary>
    public ConnectionFault Fault { get; } = fault;
}
