using GenesysCloud.Http;
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
