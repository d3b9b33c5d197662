using System.Collections;
using System.Management.Automation;
using System.Text.Json;
using FlowCmdlets.Pipeline;
using FlowCmdlets.Session;
using GenesysCloud.Http;
using GenesysCloud.Platform;

namespace FlowCmdlets.Api;

/// <summary>Sends a request to any operation of the Genesys Cloud API, with the sign-in and the rate limit of a session.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "GenesysCloudApi", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(PSObject))]
public sealed class InvokeGenesysCloudApiCommand : ConnectedCmdlet
{
    private HttpMethod _method = HttpMethod.Get;
    private ReadOnlyMemory<byte>? _body;
    private volatile bool _isSent;

    /// <summary>The path, such as <c>/api/v2/users/me</c>; <c>users/me</c> is below <c>/api/v2/</c>.</summary>
    [Parameter(
        Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        HelpMessage = "Specifies the path of the operation, such as /api/v2/users/me or users/me.")]
    [Alias("SelfUri")]
    public string Path { get; set; } = "";

    /// <summary>The HTTP method.</summary>
    [Parameter(Position = 1, HelpMessage = "Specifies the HTTP method.")]
    [ValidateSet("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")]
    public string Method { get; set; } = "GET";

    /// <summary>Parameters of the query; a list repeats its name.</summary>
    [Parameter(HelpMessage = "Specifies the parameters of the query.")]
    public IDictionary? Query { get; set; }

    /// <summary>The body: a hashtable or object, or JSON as text.</summary>
    [Parameter(HelpMessage = "Specifies the body, as a hashtable, object, list, or JSON text.")]
    [AllowNull]
    public object? Body { get; set; }

    /// <summary>Reads a list to its end and emits its items.</summary>
    [Parameter(HelpMessage = "Reads all pages of a list and returns its items.")]
    public SwitchParameter Paginate { get; set; }

    /// <summary>Ends after so many items.</summary>
    [Parameter(HelpMessage = "Specifies how many items -Paginate returns at most.")]
    [ValidateRange(1, int.MaxValue)]
    public int? MaxItems { get; set; }

    /// <summary>The request may be sent twice.</summary>
    [Parameter(HelpMessage = "Declares that sending the request twice does no harm, so that it is retried.")]
    public SwitchParameter Idempotent { get; set; }

    private bool IsRepeatable => Idempotent || PlatformRequest.IsRead(_method);

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _method = HttpMethod.Parse(Method.ToUpperInvariant());
        if (Body is not null && PlatformRequest.IsRead(_method))
            ThrowTerminatingError(Errors.ApiMethodInvalid(nameof(Body), _method.Method, "POST, PUT, PATCH, or DELETE"));
        if (Paginate && _method != HttpMethod.Get && _method != HttpMethod.Post)
            ThrowTerminatingError(Errors.ApiMethodInvalid(nameof(Paginate), _method.Method, "GET, or POST for a query"));
        if (MaxItems is not null && !Paginate)
            ThrowTerminatingError(Errors.ParameterMissing(nameof(Paginate), nameof(MaxItems)));
        try
        {
            if (Body is not null)
                _body = RequestBody.Create(Body);
        }
        catch (CmdletErrorException invalid)
        {
            ThrowTerminatingError(invalid.ErrorRecord);
        }
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        ApiPath path;
        try
        {
            path = ReadPath();
        }
        catch (CmdletErrorException invalid)
        {
            Fail(invalid.ErrorRecord, isFatal: false);
            return;
        }

        if (!PlatformRequest.IsRead(_method) && !ShouldProcess($"/{path.Path}", _method.Method))
            return;
        var request = new PlatformRequest(_method, path, _body, IsRepeatable) { Sending = () => _isSent = true };
        if (Paginate)
            EmitPages(request);
        else if (TryRead(() => SendAsync(request), items: 0, pages: null, out JsonElement? root) && root is { } value)
            WriteObject(JsonObjects.Of(value), enumerateCollection: true);
    }

    private ApiPath ReadPath() => ApiPath.TryParse(Path, CurrentSession.Client.Region.ApiAddress, out ApiPath? path, out string? problem)
        ? QueryParameters.AddTo(path, Query)
        : throw Errors.ApiPathInvalid(Path, problem);

    private async Task<JsonElement?> SendAsync(PlatformRequest request) =>
        (await Client.Platform.SendAsync(request, StopToken).ConfigureAwait(false)).ReadJson();

    /// <summary>Reads a page when the items of the one before have been taken, so that a stop ends it there.</summary>
    private void EmitPages(PlatformRequest request)
    {
        var pages = new PageReader(Client.Platform, request);
        int items = 0;
        while (items < (MaxItems ?? int.MaxValue)
            && TryRead(() => pages.ReadNextAsync(StopToken), items, pages, out IReadOnlyList<JsonElement>? page) && page is not null)
        {
            foreach (JsonElement item in page.Take((MaxItems ?? int.MaxValue) - items))
            {
                items++;
                WriteObject(JsonObjects.Of(item));
            }
        }
    }

    private bool TryRead<T>(Func<Task<T?>> read, int items, PageReader? pages, out T? result)
    {
        result = default;
        try
        {
            Task<T?> task = read();
            Streams.WriteUntil(task, StopToken);
            result = task.GetAwaiter().GetResult();
            return true;
        }
        catch (Exception ended) when (IsStop(ended))
        {
            if (_isSent && !IsRepeatable)
                WriteHostWarning($"{_method.Method} {Path} was stopped after it was sent, and may have been carried out.");
            StopToken.ThrowIfCancellationRequested();
            throw;
        }
        catch (Exception failure)
            when (Errors.TryDescribeApi(failure, Path, IsRepeatable, pages?.Number ?? 0, items) is { } error)
        {
            Streams.WriteWaiting();
            Fail(error, Errors.IsFatal(failure));
            return false;
        }
    }

    // A request that is not to be repeated ends with an unknown outcome when it is stopped; an error about that would reach no one.
    private bool IsStop(Exception ended) =>
        ended is OperationCanceledException
        || (StopToken.IsCancellationRequested && ended is GenesysCloudException { Outcome: SendOutcome.Unknown });

    /// <summary>An error about one of several paths lets the others go on; one that all would meet ends the pipeline.</summary>
    private void Fail(ErrorRecord error, bool isFatal)
    {
        if (isFatal || !MyInvocation.ExpectingInput)
            ThrowTerminatingError(error);
        WriteError(error);
    }
}
