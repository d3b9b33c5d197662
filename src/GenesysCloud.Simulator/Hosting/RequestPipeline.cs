using System.Globalization;
using GenesysCloud.Simulator.Api;
using GenesysCloud.Simulator.Control;
using GenesysCloud.Simulator.Faults;
using GenesysCloud.Simulator.Http;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace GenesysCloud.Simulator.Hosting;

/// <summary>Processes a request: latency, faults before, the request itself, faults after, the response.</summary>
internal sealed class RequestPipeline(CloudState cloud, CancellationToken stopping) : IHttpApplication<RequestContext>
{
    private readonly ResponseSender _sender = new(cloud);
    private readonly ChannelSockets _sockets = new(cloud, stopping);

    public RequestContext CreateContext(IFeatureCollection contextFeatures)
    {
        RequestContext context = contextFeatures is IHostContextContainer<RequestContext> connection
            ? connection.HostContext ??= new RequestContext()
            : new RequestContext();
        context.Begin(contextFeatures);
        return context;
    }

    public void DisposeContext(RequestContext context, Exception? exception) => context.End();

    public async Task ProcessRequestAsync(RequestContext context)
    {
        try
        {
            await HandleAsync(context).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            context.Http.Abort();
        }
        catch (Exception exception) when (exception is not (IOException or BadHttpRequestException))
        {
            // An error of the simulator itself must not look like an error of the simulated service.
            await Console.Error.WriteLineAsync($"{context.Method} {context.Path}: {exception}").ConfigureAwait(false);
            throw;
        }
    }

    private async Task HandleAsync(RequestContext context)
    {
        context.Begin(cloud.NextCorrelationId(), cloud.Time.GetUtcNow());
        if (context.Path.StartsWith(ControlApi.Path, StringComparison.Ordinal))
        {
            ControlApi.Handle(cloud, context, await context.ReadBodyAsync(ControlApi.MaxRequestBytes).ConfigureAwait(false));
            await _sender.SendAsync(context).ConfigureAwait(false);
            return;
        }

        if (context.Path.StartsWith(NotificationEndpoints.SocketPath, StringComparison.Ordinal))
        {
            Fault? refusal = cloud.Faults.Take(context.Method, context.Path, processed: false);
            if (refusal is not null || !await _sockets.TryServeAsync(context, status => Record(context, status)).ConfigureAwait(false))
                await RespondAsync(context, refusal).ConfigureAwait(false);
            return;
        }

        bool complete = await context.ReadBodyAsync(cloud.Settings.MaxRequestBytes).ConfigureAwait(false);
        if (!GatewayRoutes.TryEnter(cloud.Settings, context))
        {
            await RespondAsync(context, GatewayRoutes.NoRoute).ConfigureAwait(false);
            return;
        }

        // Not canceled when the client disconnects: a request that arrived is processed even if no one waits for the response.
        if (cloud.Settings.Latency is { Ticks: > 0 } latency)
            await Task.Delay(latency, cloud.Time, stopping).ConfigureAwait(false);
        Fault? fault = cloud.Faults.Take(context.Method, context.Path, processed: false);
        if (fault is null)
        {
            if (complete)
                Router.Handle(cloud, context);
            else
                WriteTooLargeError(context);
            if (context.Status < 300)
                fault = cloud.Faults.Take(context.Method, context.Path, processed: true);
        }

        await RespondAsync(context, fault).ConfigureAwait(false);
    }

    private void WriteTooLargeError(RequestContext context) => context.WriteError(
        413,
        "request.entity.too.large",
        "The request is over the size limit. Maximum bytes: {bytes}",
        ("bytes", cloud.Settings.MaxRequestBytes.ToString(CultureInfo.InvariantCulture)));

    private async Task RespondAsync(RequestContext context, Fault? fault)
    {
        switch (fault?.Kind)
        {
            case null:
                Record(context, context.Status);
                context.Launch?.Answered = true;
                await _sender.SendAsync(context).ConfigureAwait(false);
                break;
            case FaultKind.DropBefore or FaultKind.DropAfter:
                Record(context, status: 0);
                context.Http.Abort();
                break;
            case FaultKind.HangBefore or FaultKind.HangAfter:
                Record(context, status: 0);
                await WaitForDisconnectAsync(context).ConfigureAwait(false);
                context.Http.Abort();
                break;
            case FaultKind.UnreadableBody:
                Record(context, context.Status);
                await _sender.SendPartAsync(context, "{\"id\": <unreadable"u8.ToArray(), declaredLength: null).ConfigureAwait(false);
                break;
            case FaultKind.TruncatedBody:
                Record(context, context.Status);
                ReadOnlyMemory<byte> response = context.GetResponseBody();
                await _sender.SendPartAsync(context, response[..(response.Length / 2)], response.Length).ConfigureAwait(false);
                context.Http.Abort();
                break;
            case FaultKind.ForeignBefore or FaultKind.ForeignAfter:
                Record(context, fault.Status);
                await _sender.SendForeignAsync(context, fault).ConfigureAwait(false);
                break;
            default:
                WriteError(context, fault);
                context.RetryAfter = RetryAfter(fault);
                Record(context, context.Status);
                await _sender.SendAsync(context).ConfigureAwait(false);
                break;
        }
    }

    private static void WriteError(RequestContext context, Fault fault)
    {
        int status = fault.Kind is FaultKind.TooManyRequests ? 429 : fault.Status;
        if (status == 429 && fault.Message is null && fault.RetryAfterSeconds is { } seconds)
            context.WriteRateLimitError(seconds, fault.Code);
        else
            context.WriteError(status, fault.Code, fault.Message);
    }

    /// <summary>Records the request before its response is sent, so that a client that has the response finds it recorded.</summary>
    private void Record(RequestContext context, int status)
    {
        if (cloud.Settings.RecordRequests)
            cloud.Requests.Add(new RequestRecord(context, status));
    }

    private string? RetryAfter(Fault fault) => fault.RetryAfterSeconds switch
    {
        null => null,
        { } seconds when fault.RetryAfterAsDate => cloud.Time.GetUtcNow().AddSeconds(seconds).ToString("R", CultureInfo.InvariantCulture),
        { } seconds => seconds.ToString(CultureInfo.InvariantCulture),
    };

    private async Task WaitForDisconnectAsync(RequestContext context)
    {
        var disconnected = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using CancellationTokenRegistration onDisconnect = context.Http.RequestAborted.UnsafeRegister(Complete, disconnected);
        using CancellationTokenRegistration onStop = stopping.UnsafeRegister(Complete, disconnected);
        await disconnected.Task.ConfigureAwait(false);

        static void Complete(object? state) => ((TaskCompletionSource)state!).TrySetResult();
    }
}
