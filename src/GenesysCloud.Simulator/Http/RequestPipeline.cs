using System.Globalization;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace GenesysCloud.Simulator;

/// <summary>The way of every request: delay, fault before, act, fault after, answer.</summary>
internal sealed class RequestPipeline(CloudState cloud, CancellationToken stopping) : IHttpApplication<Exchange>
{
    public Exchange CreateContext(IFeatureCollection contextFeatures)
    {
        var exchange = contextFeatures is IHostContextContainer<Exchange> connection
            ? connection.HostContext ??= new Exchange()
            : new Exchange();
        exchange.Begin(contextFeatures);
        return exchange;
    }

    public void DisposeContext(Exchange context, Exception? exception) => context.End();

    public async Task ProcessRequestAsync(Exchange context)
    {
        try
        {
            await HandleAsync(context).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            context.Http.Abort();
        }
        catch (Exception fault) when (fault is not (IOException or BadHttpRequestException))
        {
            // A fault of the simulator itself must not pass for one of the simulated service.
            await Console.Error.WriteLineAsync($"{context.Method} {context.Path}: {fault}").ConfigureAwait(false);
            throw;
        }
    }

    private async Task HandleAsync(Exchange context)
    {
        context.Begin(cloud.NextCorrelationId(), cloud.Time.GetUtcNow());
        if (context.Path.StartsWith(ControlDoor.Path, StringComparison.Ordinal))
        {
            ControlDoor.Handle(cloud, context, await context.ReadBodyAsync(ControlDoor.MaxRequestBytes).ConfigureAwait(false));
            await SendAsync(context, context.Answer()).ConfigureAwait(false);
            return;
        }
        var complete = await context.ReadBodyAsync(cloud.Settings.MaxRequestBytes).ConfigureAwait(false);
        // Not ended when the client goes away: a request that arrived is acted on, whoever still listens.
        if (cloud.Settings.Latency is { Ticks: > 0 } latency)
            await Task.Delay(latency, cloud.Time, stopping).ConfigureAwait(false);
        var fault = cloud.Faults.Take(context.Method, context.Path, acted: false);
        if (fault is null)
        {
            if (complete) Routes.Handle(cloud, context);
            else context.Refuse(413, "request.entity.too.large", "The request is over the size limit. Maximum bytes: {bytes}",
                ("bytes", cloud.Settings.MaxRequestBytes.ToString(CultureInfo.InvariantCulture)));
            if (context.Status < 300) fault = cloud.Faults.Take(context.Method, context.Path, acted: true);
        }
        await AnswerAsync(context, fault).ConfigureAwait(false);
    }

    private async Task AnswerAsync(Exchange exchange, Fault? fault)
    {
        switch (fault?.Kind)
        {
            case null:
                Record(exchange, exchange.Status);
                exchange.Launch?.Answered = true;
                await SendAsync(exchange, exchange.Answer()).ConfigureAwait(false);
                break;
            case FaultKind.DropBefore or FaultKind.DropAfter:
                Record(exchange, status: 0);
                exchange.Http.Abort();
                break;
            case FaultKind.HangBefore or FaultKind.HangAfter:
                Record(exchange, status: 0);
                await GoneAsync(exchange).ConfigureAwait(false);
                exchange.Http.Abort();
                break;
            case FaultKind.UnreadableBody:
                Record(exchange, exchange.Status);
                await SendAsync(exchange, "{\"id\": <unreadable"u8.ToArray()).ConfigureAwait(false);
                break;
            case FaultKind.TruncatedBody:
                Record(exchange, exchange.Status);
                var answer = exchange.Answer();
                var half = answer[..(answer.Length / 2)];
                await SendAsync(exchange, half, answer.Length).ConfigureAwait(false);
                exchange.Http.Abort();
                break;
            case FaultKind.StatusBefore or FaultKind.StatusAfter or FaultKind.TooManyRequests:
                Refuse(exchange, fault);
                exchange.RetryAfter = RetryAfter(fault);
                Record(exchange, exchange.Status);
                await SendAsync(exchange, exchange.Answer()).ConfigureAwait(false);
                break;
        }
    }

    private static void Refuse(Exchange exchange, Fault fault)
    {
        var status = fault.Kind is FaultKind.TooManyRequests ? 429 : fault.Status;
        if (status == 429 && fault.Message is null && fault.RetryAfterSeconds is { } seconds) exchange.RefuseTooMany(seconds, fault.Code ?? "too.many.requests");
        else exchange.Refuse(status, fault.Code, fault.Message);
    }

    /// <summary>Before the answer leaves, so that whoever has the answer finds the request recorded.</summary>
    private void Record(Exchange exchange, int status)
    {
        if (cloud.Settings.RecordRequests) cloud.Requests.Add(new RequestRecord(exchange, status));
    }

    private string? RetryAfter(Fault fault) => fault.RetryAfterSeconds switch
    {
        null => null,
        { } seconds when fault.RetryAfterAsDate => cloud.Time.GetUtcNow().AddSeconds(seconds).ToString("R", CultureInfo.InvariantCulture),
        { } seconds => seconds.ToString(CultureInfo.InvariantCulture),
    };

    private async Task GoneAsync(Exchange exchange)
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var leaves = exchange.Http.RequestAborted.UnsafeRegister(static s => ((TaskCompletionSource)s!).TrySetResult(), gone);
        using var stops = stopping.UnsafeRegister(static s => ((TaskCompletionSource)s!).TrySetResult(), gone);
        await gone.Task.ConfigureAwait(false);
    }

    private async Task SendAsync(Exchange exchange, ReadOnlyMemory<byte> body, int? declaredLength = null)
    {
        var response = exchange.Http.Response;
        response.StatusCode = exchange.Status;
        var headers = response.Headers;
        headers["ININ-Correlation-Id"] = exchange.CorrelationId.ToString();
        headers.CacheControl = "no-cache, no-store, must-revalidate";
        headers.Pragma = "no-cache";
        headers.Expires = "0";
        if (exchange.Budget is { } budget && cloud.Settings.RateLimitHeaders)
        {
            headers["inin-ratelimit-count"] = budget.Count.ToString(CultureInfo.InvariantCulture);
            headers["inin-ratelimit-allowed"] = budget.Allowed.ToString(CultureInfo.InvariantCulture);
            headers["inin-ratelimit-reset"] = budget.ResetSeconds.ToString(CultureInfo.InvariantCulture);
        }
        if (exchange.RetryAfter is { } retryAfter) headers.RetryAfter = retryAfter;
        // The web server stamps answers by the machine's clock; under another clock the stamp must agree with it.
        if (cloud.Time != TimeProvider.System) headers.Date = cloud.Time.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        if (body.Length > 0 || declaredLength > 0) headers.ContentType = "application/json";
        // A 204 has no length.
        if (exchange.Status != 204) headers.ContentLength = declaredLength ?? body.Length;
        if (exchange.Method != "HEAD" && body.Length > 0) await response.BodyWriter.WriteAsync(body).ConfigureAwait(false);
    }
}
