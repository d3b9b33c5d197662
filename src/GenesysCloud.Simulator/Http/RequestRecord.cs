namespace GenesysCloud.Simulator.Http;

/// <summary>A request that the simulator received.</summary>
public sealed class RequestRecord
{
    private readonly Guid _correlationId;

    internal RequestRecord(RequestContext context, int status)
    {
        Method = context.Method;
        Path = context.Path;
        Query = context.Http.Request.QueryString.Value ?? "";
        Status = status;
        At = context.At;
        ClientId = context.Client?.Id;
        _correlationId = context.CorrelationId;
    }

    /// <summary>The HTTP method.</summary>
    public string Method { get; }

    /// <summary>The path without the query.</summary>
    public string Path { get; }

    /// <summary>The query including the <c>?</c>; empty if there is none.</summary>
    public string Query { get; }

    /// <summary>The status code of the response; 0 if the connection was dropped or left hanging.</summary>
    public int Status { get; }

    /// <summary>The time when the request was received.</summary>
    public DateTimeOffset At { get; }

    /// <summary>The <c>ININ-Correlation-Id</c> of the response.</summary>
    public string CorrelationId => _correlationId.ToString();

    /// <summary>The ID of the OAuth client; null if the request was not authenticated.</summary>
    public string? ClientId { get; }
}
