using GenesysCloud.Http;
using Xunit;

namespace GenesysCloud.Tests.Client;

public sealed class StoppedSendingTests
{
    [Fact]
    public async Task A_launch_that_was_lost_while_it_was_stopped_counts_as_sent()
    {
        using var stop = new CancellationTokenSource();
        var launch = new RetryCall("POST /api/v2/flows/executions", IsLaunch: true, null, TimeSpan.FromSeconds(180));

        Attempt lost = Attempt.Failed(new IOException("reset"), mayHaveArrived: true);
        await stop.CancelAsync();
        Attempt attempt = await RetryPipelines.AgainAsync(
            RetryPipelines.ForApi(TimeProvider.System, () => 0.5),
            launch,
            lost,
            _ => throw new InvalidOperationException("It was sent again."),
            stop.Token);

        Assert.Same(lost, attempt);
        Assert.True(attempt.MayHaveArrived);
        Assert.IsType<IOException>(attempt.Failure);
    }
}
