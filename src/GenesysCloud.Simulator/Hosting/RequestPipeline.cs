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

/// <summary>The way of every request: delay, fault before, act, fault after, answer.</summary>
internal sealed class RequestPipeline(CloudState cloud, CancellationToken stopping) : IHttpApplication<RequestContext>
{
    private readonly ResponseSender _sender = new(cloud);

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
            // A fault of the simulator itself must not pass for one of the simulated service.
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

        bool complete = await context.ReadBodyAsync(cloud.Settings.MaxRequestBytes).ConfigureAwait(false);
        // Not ended when the client goes away: a request that arrived is acted on, whoever still listens.
        if (cloud.Settings.Latency is { Ticks: > 0 } latency)
            await Task.Delay(latency, cloud.Time, stopping).ConfigureAwait(false);
        Fault? fault = cloud.Faults.Take(context.Method, context.Path, acted: false);
        if (fault is null)
        {
            if (complete)
                Router.Handle(cloud, context);
            else
                WriteTooLargeError(context);
            if (context.Status < 300)
                fault = cloud.Faults.Take(context.Method, context.Path, acted: true);
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
                ReadOnlyMemory<byte> answer = context.Answer();
                await _sender.SendPartAsync(context, answer[..(answer.Length / 2)], answer.Length).ConfigureAwait(false);
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

    /// <summary>Before the answer leaves, so that whoever has the answer finds the request recorded.</summary>
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
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using CancellationTokenRegistration leaves = context.Http.RequestAborted.UnsafeRegister(Finish, gone);
        using CancellationTokenRegistration stops = stopping.UnsafeRegister(Finish, gone);
        await gone.Task.ConfigureAwait(false);

        static void Finish(object? state) => ((TaskCompletionSource)state!).TrySetResult();
    }
}
