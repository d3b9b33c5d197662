using GenesysCloud.Http;
using GenesysCloud.Tests.Support;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace GenesysCloud.Tests.Client;

public sealed class StoppedSendingTests
{
    private static readonly RetryCall s_launch = new("POST /api/v2/flows/executions", IsRepeatable: false, null, TimeSpan.FromSeconds(180));

    [Fact]
    public async Task A_launch_that_was_lost_while_it_was_stopped_counts_as_sent()
    {
        var lost = SendResult.Failed(new IOException("reset"), mayHaveArrived: true);

        SendResult result = await SendAndStopAsync(lost);

        Assert.Same(lost, result);
        Assert.True(result.MayHaveArrived);
        Assert.IsType<IOException>(result.Failure);
    }

    [Fact]
    public async Task A_launch_that_would_be_sent_again_is_stopped_before_that()
    {
        var unsent = SendResult.Failed(new HttpRequestException(HttpRequestError.ConnectionError), mayHaveArrived: false);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SendAndStopAsync(unsent));
    }

    [Fact]
    public async Task What_times_out_after_a_stop_timed_out_and_was_not_abandoned()
    {
        using var stop = new CancellationTokenSource();
        var clock = new FakeTimeProvider();
        using var http = new HttpMessageInvoker(new SilentHandler(stop));
        var sender = new RequestSender(http, TimeSpan.FromSeconds(100), new ServiceClock(clock), null, s_launch.Resource, "flows");
        using var body = new TrackedContent("{}"u8.ToArray(), "application/json");
        var request = new HttpRequestMessage(HttpMethod.Post, StubHandler.Nowhere) { Content = body };

        Task<SendResult> sending = sender.SendAsync(request, stop.Token, CancellationToken.None);
        clock.Advance(TimeSpan.FromSeconds(100));

        SendResult result = await sending;
        Assert.True(stop.IsCancellationRequested);
        Assert.IsType<TimeoutException>(result.Failure);
        Assert.True(result.MayHaveArrived);
    }

    /// <summary>Takes a request, is stopped then, and never responds.</summary>
    private sealed class SilentHandler(CancellationTokenSource stop) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await request.Content!.CopyToAsync(Stream.Null, cancellationToken);
            await stop.CancelAsync();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException("It was not ended.");
        }
    }

    /// <summary>Stops a launch while it is sent.</summary>
    private static async Task<SendResult> SendAndStopAsync(SendResult outcome)
    {
        using var stop = new CancellationTokenSource();
        int sent = 0;
        return await RetryPipelines.SendAsync(RetryPipelines.ForApi(TimeProvider.System, () => 0.5), s_launch, SendAsync, stop.Token);

        async Task<SendResult> SendAsync(CancellationToken cancellationToken)
        {
            Assert.Equal(1, ++sent);
            await stop.CancelAsync();
            return outcome;
        }
    }
}
