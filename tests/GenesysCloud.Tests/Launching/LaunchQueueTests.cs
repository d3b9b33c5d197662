using GenesysCloud.Launching;
using Xunit;

namespace GenesysCloud.Tests.Launching;

/// <summary>Rows side by side, results in order, and no result lost for another one's sake.</summary>
public sealed class LaunchQueueTests
{
    [Fact]
    public async Task A_row_that_meets_a_fault_of_the_code_is_unknown_and_the_others_keep_their_results()
    {
        var policy = new RunEndPolicy(new BulkLaunchOptions());
        using var queue = new LaunchQueue<string>(new BulkLaunchOptions { ThrottleLimit = 1 }, policy, TimeProvider.System);
        queue.Add(1, "first", key: null, () => Task.FromResult<RowOutcome>(new RowOutcome.NotSent(NotSentReason.Stopped)));
        queue.Add(2, "second", key: null, () => throw new InvalidOperationException("a fault"));
        queue.Add(3, "third", key: null, () => Task.FromResult<RowOutcome>(new RowOutcome.Skipped(SkipReason.Declined)));

        var results = new List<RowResult<string>>();
        while (queue.Pending > 0)
        {
            await queue.NextReady;
            while (queue.TryTake(out RowResult<string>? result))
                results.Add(result);
        }

        Assert.Equal(["first", "second", "third"], results.Select(result => result.Row));
        RowOutcome.Unknown unknown = Assert.IsType<RowOutcome.Unknown>(results[1].Outcome);
        Assert.IsType<InvalidOperationException>(unknown.Cause!.InnerException);
        Assert.IsType<RowOutcome.Skipped>(results[2].Outcome);
    }
}
