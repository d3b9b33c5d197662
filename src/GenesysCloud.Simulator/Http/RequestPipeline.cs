using System.Globalization;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace GenesysCloud.Simulator;

/// <summary>The way of every request: delay, fault before, act, fault after, answer.</summary>
internal sealed class RequestPipeline(CloudState cloud, CancellationToken stopping) : IHttpApplication<Exchange>
{
    private readonly ResponseSender _sender = new(cloud);

    public Exchange CreateContext(IFeatureCollection contextFeatures)
    {
        Exchange exchange = contextFeatures is IHostContextContainer<Exchange> connection
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
                Routes.Handle(cloud, context);
            else
                RefuseLength(context);
            if (context.Status < 300)
                fault = cloud.Faults.Take(context.Method, context.Path, acted: true);
        }

        await AnswerAsync(context, fault).ConfigureAwait(false);
    }

    private void RefuseLength(Exchange exchange) => exchange.Refuse(
        413,
        "request.entity.too.large",
        "The request is over the size limit. Maximum bytes: {bytes}",
        ("bytes", cloud.Settings.MaxRequestBytes.ToString(CultureInfo.InvariantCulture)));

    private async Task AnswerAsync(Exchange exchange, Fault? fault)
    {
        switch (fault?.Kind)
        {
            case null:
                Record(exchange, exchange.Status);
                exchange.Launch?.Answered = true;
                await _sender.SendAsync(exchange).ConfigureAwait(false);
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
                await _sender.SendPartAsync(exchange, "{\"id\": <unreadable"u8.ToArray(), declaredLength: null).ConfigureAwait(false);
                break;
            case FaultKind.TruncatedBody:
                Record(exchange, exchange.Status);
                ReadOnlyMemory<byte> answer = exchange.Answer();
                await _sender.SendPartAsync(exchange, answer[..(answer.Length / 2)], answer.Length).ConfigureAwait(false);
                exchange.Http.Abort();
                break;
            case FaultKind.ForeignBefore or FaultKind.ForeignAfter:
                Record(exchange, fault.Status);
                await _sender.SendForeignAsync(exchange, fault).ConfigureAwait(false);
                break;
            default:
                Refuse(exchange, fault);
                exchange.RetryAfter = RetryAfter(fault);
                Record(exchange, exchange.Status);
                await _sender.SendAsync(exchange).ConfigureAwait(false);
                break;
        }
    }

    private static void Refuse(Exchange exchange, Fault fault)
    {
        int status = fault.Kind is FaultKind.TooManyRequests ? 429 : fault.Status;
        if (status == 429 && fault.Message is null && fault.RetryAfterSeconds is { } seconds)
            exchange.RefuseTooMany(seconds, fault.Code);
        else
            exchange.Refuse(status, fault.Code, fault.Message);
    }

    /// <summary>Before the answer leaves, so that whoever has the answer finds the request recorded.</summary>
    private void Record(Exchange exchange, int status)
    {
        if (cloud.Settings.RecordRequests)
            cloud.Requests.Add(new RequestRecord(exchange, status));
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
        using CancellationTokenRegistration leaves = exchange.Http.RequestAborted.UnsafeRegister(Finish, gone);
        using CancellationTokenRegistration stops = stopping.UnsafeRegister(Finish, gone);
        await gone.Task.ConfigureAwait(false);

        static void Finish(object? state) => ((TaskCompletionSource)state!).TrySetResult();
    }
}
