using GenesysCloud.RateLimiting;
using Xunit;
using static GenesysCloud.Tests.Pacing.RateLimiterFixture;

namespace GenesysCloud.Tests.Pacing;

/// <summary>One rate limiter with several tokens.</summary>
public sealed class RateLaneTests
{
    private static readonly RateLimiterOptions s_three = new() { AssumedAllowed = 3 };

    [Fact]
    public void No_further_token_is_requested_while_the_first_one_does()
    {
        using var x = new RateLimiterFixture(s_three, tokens: 10);

        Assert.All(x.Go(3), lease => Assert.Equal(0, lease.Lane.Number));

        Assert.Empty(x.Opening);
        Assert.Equal(1, x.RateLimiter.OpenLanes);
    }

    [Fact]
    public void Further_tokens_are_requested_one_after_the_other()
    {
        using var x = new RateLimiterFixture(s_three, tokens: 10);
        x.Go(3);
        List<Task<RateLimitLease>> waiting = [.. Enumerable.Range(0, 7).Select(_ => x.Ask())];

        Assert.Equal([1], x.Opening);
        x.RateLimiter.Opened(1);
        Assert.Equal([1, 2], x.Opening);
        x.RateLimiter.Opened(2);
        Assert.Equal([1, 2, 3], x.Opening);
        x.RateLimiter.Opened(3);

        Assert.Equal([1, 1, 1, 2, 2, 2, 3], waiting.Select(one => Ticket(one).Lane.Number));
        Assert.Equal([1, 2, 3], x.Opening);
    }

    [Fact]
    public void Launches_go_before_tracking_whichever_token_is_free()
    {
        using var x = new RateLimiterFixture(s_three, tokens: 2);
        x.Go(3);
        Task<RateLimitLease>[] tracking = [.. Enumerable.Range(0, 3).Select(_ => x.Ask(Reads, RequestPriority.Tracking))];
        Task<RateLimitLease>[] launches = [.. Enumerable.Range(0, 2).Select(_ => x.Ask(priority: RequestPriority.Launch))];

        x.RateLimiter.Opened(1);

        Assert.All(launches, one => Assert.Equal(1, Ticket(one).Lane.Number));
        Assert.Equal([true, false, false], tracking.Select(one => one.IsCompleted));
    }

    [Fact]
    public void Headers_correct_the_token_that_they_were_received_for()
    {
        using var x = new RateLimiterFixture(s_three, tokens: 2);
        x.RateLimiter.Opened(1);

        x.Go().Received(Told(2, 3, 60));

        Assert.Equal([0, 1, 1, 1], x.Go(4).Select(lease => lease.Lane.Number));
    }

    [Fact]
    public void The_limit_of_one_token_is_taken_for_that_of_the_others()
    {
        using var x = new RateLimiterFixture(new RateLimiterOptions { AssumedAllowed = 300 }, tokens: 2);
        x.Go().Received(Told(5, 5, 60));
        _ = x.Ask();
        x.RateLimiter.Opened(1);

        x.Go(4);

        Assert.False(x.Ask().IsCompleted);
        Assert.Equal((10, 0, 5), (x.RateLimiter.Quota.Allowed, x.RateLimiter.Quota.Remaining, x.RateLimiter.Quota.AllowedPerToken));
    }

    [Fact]
    public void A_429_closes_the_resource_for_one_token_and_the_launch_goes_with_another()
    {
        using var x = new RateLimiterFixture(tokens: 2);
        x.RateLimiter.Opened(1);

        x.Go().Refused(null, Seconds(3600));

        Assert.Equal(1, x.Go().Lane.Number);
        Assert.Equal(0, x.Go(Reads).Lane.Number);
    }

    [Fact]
    public void A_long_429_gets_another_token_before_it_fails_anyone()
    {
        using var x = new RateLimiterFixture(tokens: 2);
        x.Go().Refused(null, Seconds(3600));
        Task<RateLimitLease> waiting = x.Ask();
        Assert.Equal([1], x.Opening);

        x.RateLimiter.Opened(1);
        Assert.Equal(1, Ticket(waiting).Lane.Number);
    }

    [Fact]
    public async Task A_long_429_fails_those_who_wait_once_no_other_token_can_be_had()
    {
        using var x = new RateLimiterFixture(tokens: 2);
        x.Go().Refused(null, Seconds(3600));
        Task<RateLimitLease> waiting = x.Ask();

        x.RateLimiter.NotOpened(1);

        RateLimitExceededException tooLong = await Assert.ThrowsAsync<RateLimitExceededException>(() => waiting);
        Assert.Equal(Seconds(3600), tooLong.RetryAfter);
    }

    [Fact]
    public void A_limit_that_the_tokens_have_in_common_slows_all_of_them()
    {
        using var x = new RateLimiterFixture(tokens: 3);
        x.RateLimiter.Opened(1);

        x.Go().Refused(null, Seconds(20), concernsAll: true);
        Task<RateLimitLease> launch = x.Ask();
        Task<RateLimitLease> read = x.Ask(Reads);
        x.Pass(19);
        Assert.False(launch.IsCompleted || read.IsCompleted);
        Assert.DoesNotContain(2, x.Opening);

        x.Pass(1);
        Assert.False(read.IsCompleted, "more than one request went ahead");
        Ticket(launch).Received(null);
        Ticket(read).Received(null);
    }

    [Fact]
    public void A_token_that_failed_is_left_alone_and_tried_again_later()
    {
        using var x = new RateLimiterFixture(s_three, tokens: 2);
        x.RateLimiter.Opened(1);
        Assert.Equal((true, true), (x.RateLimiter.Suspend(0, out bool isNew), isNew));
        Assert.Equal((true, false), (x.RateLimiter.Suspend(0, out isNew), isNew));

        Assert.All(x.Go(3), lease => Assert.Equal(1, lease.Lane.Number));
        Task<RateLimitLease> waiting = x.Ask();
        Assert.Empty(x.Opening);
        x.Pass(60);
        Assert.Equal([0], x.Opening);
        x.RateLimiter.Opened(0);

        Assert.Equal(0, Ticket(waiting).Lane.Number);
    }

    [Fact]
    public void A_token_that_could_not_be_had_is_requested_again_for_those_who_still_wait_for_the_first()
    {
        using var x = new RateLimiterFixture(s_three, tokens: 2);
        x.Go().Received(Told(3, 3, 3600));
        Task<RateLimitLease> waiting = x.Ask(cap: 7200);
        Assert.Equal([1], x.Opening);

        x.RateLimiter.NotOpened(1);
        x.Pass(60);

        Assert.Equal([1, 1], x.Opening);
        x.RateLimiter.Opened(1);
        Assert.Equal(1, Ticket(waiting).Lane.Number);
    }

    [Fact]
    public void The_last_token_is_never_left_alone()
    {
        using var x = new RateLimiterFixture(tokens: 3);
        x.RateLimiter.Opened(1);

        Assert.True(x.RateLimiter.Suspend(1, out _));
        Assert.False(x.RateLimiter.Suspend(0, out _));

        Assert.Equal(0, x.Go().Lane.Number);
    }

    [Fact]
    public void A_request_for_one_token_waits_for_that_token()
    {
        using var x = new RateLimiterFixture(s_three, tokens: 2);
        x.RateLimiter.Opened(1);
        x.Go(3);

        Task<RateLimitLease> first = x.Ask(lane: 0);
        Assert.False(first.IsCompleted);
        Assert.Equal(1, Ticket(x.Ask(lane: 1)).Lane.Number);
    }

    [Fact]
    public void MaxRequestsPerMinute_holds_for_all_tokens_together()
    {
        using var x = new RateLimiterFixture(s_three with { MaxRequestsPerMinute = 4 }, tokens: 3);
        x.Go(3);
        Task<RateLimitLease> fourth = x.Ask();
        x.RateLimiter.Opened(1);
        Ticket(fourth);

        Assert.False(x.Ask().IsCompleted);
        Assert.Equal([1], x.Opening);
        Assert.Equal((4, 0), (x.RateLimiter.Quota.Allowed, x.RateLimiter.Quota.Remaining));
    }

    [Fact]
    public void A_wait_that_is_over_before_a_token_could_be_had_requests_none()
    {
        using var x = new RateLimiterFixture(s_three, tokens: 2);
        x.Go(3).ForEach(lease => lease.Received(null));
        x.Pass(58.5);

        Task<RateLimitLease> waiting = x.Ask();
        Assert.Empty(x.Opening);

        x.Pass(1.5);
        Assert.Equal(0, Ticket(waiting).Lane.Number);
    }

    [Fact]
    public async Task Canceling_and_closing_end_the_wait_for_a_token()
    {
        using var x = new RateLimiterFixture(s_three, tokens: 2);
        x.Go(3);
        using var stop = new CancellationTokenSource();
        Task<RateLimitLease> canceled = x.Ask(cancellationToken: stop.Token);
        Task<RateLimitLease> closed = x.Ask();

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => canceled);
        x.RateLimiter.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => closed);

        // What is still under way when the session is closed finds nobody.
        x.RateLimiter.NotOpened(1);
        x.RateLimiter.Opened(1);
    }
}
