namespace GenesysCloud.Simulator.Http;

/// <summary>A request that came in.</summary>
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

    /// <summary>The query with its <c>?</c>, or nothing.</summary>
    public string Query { get; }

    /// <summary>The status answered; 0 if the connection was dropped or left hanging.</summary>
    public int Status { get; }

    /// <summary>When it came in.</summary>
    public DateTimeOffset At { get; }

    /// <summary>The <c>ININ-Correlation-Id</c> of the answer.</summary>
    public string CorrelationId => _correlationId.ToString();

    /// <summary>The OAuth client it came from, if it had got that far.</summary>
    public string? ClientId { get; }
}
