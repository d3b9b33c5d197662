using GenesysCloud.RateLimiting;
using Xunit;
using static GenesysCloud.Tests.Pacing.RateLimiterFixture;

namespace GenesysCloud.Tests.Pacing;

public sealed class RateLimiterQuotaTests : IDisposable
{
    private readonly RateLimiterFixture _x = new();

    public void Dispose() => _x.Dispose();

    [Fact]
    public void Until_told_300_go_at_once_and_the_next_one_waits_a_minute_from_the_first_answer()
    {
        List<RateLimitLease> leases = _x.Go(300);
        Task<RateLimitLease> next = _x.Ask();
        foreach (RateLimitLease lease in leases)
            lease.Received(null);

        _x.Pass(59.9);
        Assert.False(next.IsCompleted);
        _x.Pass(0.1);
        Assert.True(next.IsCompletedSuccessfully);
    }

    [Fact]
    public void A_refusal_without_a_word_is_measured_by_what_this_window_let_through_and_not_the_one_before()
    {
        foreach (RateLimitLease lease in _x.Go(290))
            lease.Received(null);
        _x.Pass(60);
        _x.Go().Received(null);

        _x.Go().Refused(null, null);

        Assert.Equal(240, _x.RateLimiter.Quota.Allowed);
    }

    [Fact]
    public void A_limit_that_is_found_to_be_higher_lets_those_who_wait_go()
    {
        int assumed = _x.RateLimiter.Quota.Allowed;
        _x.Go(assumed);
        Task<RateLimitLease> waits = _x.Ask();
        Assert.False(waits.IsCompleted);
        _x.RateLimiter.Allow(assumed + 1);
        Assert.True(waits.IsCompletedSuccessfully);
    }

    [Fact]
    public void All_that_the_server_says_is_left_goes_at_once()
    {
        _x.Go().Received(Told(count: 7, allowed: 10, resetSeconds: 30));

        _x.Go(3);
        Assert.False(_x.Ask().IsCompleted);
    }

    [Fact]
    public void A_request_that_need_not_wait_is_let_go_synchronously()
    {
        ValueTask<RateLimitLease> asked = _x.RateLimiter.WaitAsync(
            new RateLimitRequest(Launches, RequestPriority.Launch, Seconds(1)), TestContext.Current.CancellationToken);
        Assert.True(asked.IsCompletedSuccessfully);
    }

    [Fact]
    public void At_the_turn_of_the_window_one_goes_ahead_and_the_rest_wait_for_its_answer()
    {
        _x.Go().Received(Told(5, 5, 30));
        Task<RateLimitLease>[] waiting = [_x.Ask(), _x.Ask(), _x.Ask()];

        _x.Pass(30.9);
        Assert.DoesNotContain(waiting, one => one.IsCompleted);
        _x.Pass(0.1);
        Assert.Equal(1, waiting.Count(one => one.IsCompleted));

        Ticket(waiting[0]).Received(Told(1, 5, 60));
        Assert.All(waiting, one => Assert.True(one.IsCompletedSuccessfully));
    }

    [Fact]
    public void A_window_of_ours_ends_a_minute_after_its_first_request_if_the_reset_agrees()
    {
        _x.Go().Received(Told(1, 2, 60));
        _x.Go().Received(Told(2, 2, 60));
        Task<RateLimitLease> next = _x.Ask();

        _x.Pass(59.9);
        Assert.False(next.IsCompleted);
        _x.Pass(0.1);
        Assert.True(next.IsCompletedSuccessfully);
    }

    [Fact]
    public void A_probe_that_still_sees_the_old_window_makes_all_wait_for_the_rest_of_it()
    {
        _x.Go().Received(Told(5, 5, 30));
        Task<RateLimitLease>[] waiting = [_x.Ask(), _x.Ask()];
        _x.Pass(31);
        Ticket(waiting[0]).Refused(Told(5, 5, 2), null);

        _x.Pass(2.9);
        Assert.False(waiting[1].IsCompleted);
        _x.Pass(0.1);
        Assert.True(waiting[1].IsCompletedSuccessfully);
    }

    [Fact]
    public void After_a_probe_that_came_too_early_the_documented_length_is_not_trusted_again()
    {
        _x.Go().Received(Told(1, 1, 60));
        Task<RateLimitLease> probe = _x.Ask();
        _x.Pass(60);
        Ticket(probe).Refused(Told(1, 1, 1), null);
        _x.Pass(2);
        _x.Go().Received(Told(1, 1, 60));

        Task<RateLimitLease> next = _x.Ask();
        _x.Pass(60.9);
        Assert.False(next.IsCompleted);
        _x.Pass(0.1);
        Assert.True(next.IsCompletedSuccessfully);
    }

    [Fact]
    public void A_probe_without_an_answer_keeps_the_rest_no_longer_than_two_seconds()
    {
        _x.Go().Received(Told(5, 5, 30));
        Task<RateLimitLease>[] waiting = [_x.Ask(), _x.Ask()];

        _x.Pass(31);
        Assert.False(waiting[1].IsCompleted);
        _x.Pass(2);
        Assert.True(waiting[1].IsCompletedSuccessfully);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_probe_that_fails_makes_way_for_the_next_at_once(bool sent)
    {
        _x.Go().Received(Told(5, 5, 30));
        Task<RateLimitLease>[] waiting = [_x.Ask(), _x.Ask()];
        _x.Pass(31);

        if (sent)
            Ticket(waiting[0]).Lost();
        else
            Ticket(waiting[0]).NotSent();

        Assert.True(waiting[1].IsCompletedSuccessfully);
    }

    [Fact]
    public void Requests_in_flight_are_taken_off_what_the_server_counted()
    {
        List<RateLimitLease> leases = _x.Go(3);
        leases[0].Received(Told(1, 5, 60));

        _x.Go(2);
        Assert.False(_x.Ask().IsCompleted);
    }

    [Fact]
    public void Answers_out_of_order_give_nothing_back()
    {
        List<RateLimitLease> leases = _x.Go(4);
        leases[3].Received(Told(4, 5, 60));
        leases[0].Received(Told(1, 5, 60));
        leases[2].Received(Told(3, 5, 60));
        leases[1].Received(Told(2, 5, 60));

        _x.Go();
        Assert.False(_x.Ask().IsCompleted);
    }

    [Fact]
    public void What_another_program_spends_is_seen_in_the_headers()
    {
        _x.Go().Received(Told(1, 10, 60));
        _x.Go().Received(Told(9, 10, 50));

        _x.Go();
        Assert.False(_x.Ask().IsCompleted);
    }

    [Fact]
    public void A_late_answer_of_the_window_before_spends_nothing_of_this_one()
    {
        RateLimitLease late = _x.Go();
        _x.Go().Received(Told(2, 5, 10));
        _x.Pass(11);
        _x.Go().Received(Told(1, 5, 60));

        late.Received(Told(5, 5, 10));
        _x.Go().Received(Told(2, 5, 60));

        _x.Go(3);
        Assert.False(_x.Ask().IsCompleted);
    }

    [Fact]
    public void A_window_that_turns_sooner_than_expected_is_used_as_soon_as_it_is_seen()
    {
        RateLimitLease inFlight = _x.Go();
        _x.Go().Received(Told(5, 5, 30));
        Task<RateLimitLease>[] waiting = [_x.Ask(), _x.Ask()];
        _x.Pass(5);

        inFlight.Received(Told(1, 5, 60));

        Assert.All(waiting, one => Assert.True(one.IsCompletedSuccessfully));
    }

    [Fact]
    public void A_count_that_falls_is_a_new_window_though_no_reset_is_told()
    {
        _x.Go().Received(new RateLimitHeaders(8, 10, null));
        _x.Pass(1);
        _x.Go().Received(new RateLimitHeaders(1, 10, null));

        _x.Go(9);
        Assert.False(_x.Ask().IsCompleted);
    }

    [Fact]
    public void A_window_whose_turn_was_seen_is_measured_and_the_next_one_ends_after_as_long()
    {
        _x.Go().Received(Told(1, 5, 20));
        _x.Pass(20.3);
        _x.Go().Received(Told(1, 5, 20));
        _x.Go().Received(Told(5, 5, 20));
        Task<RateLimitLease> next = _x.Ask();

        _x.Pass(20.2);
        Assert.False(next.IsCompleted);
        _x.Pass(0.1);
        Assert.True(next.IsCompletedSuccessfully);
    }

    [Fact]
    public void A_window_whose_first_answer_was_slow_is_not_measured_from_it()
    {
        RateLimitLease slow = _x.Go();
        _x.Pass(2.5);
        slow.Received(Told(1, 2, 62));
        _x.Go().Received(Told(2, 2, 60));
        Task<RateLimitLease> next = _x.Ask();

        _x.Pass(60.9);
        Assert.False(next.IsCompleted);
        _x.Pass(0.1);
        Assert.True(next.IsCompletedSuccessfully);
    }

    [Fact]
    public void A_request_lost_while_the_probe_was_out_may_count_in_the_new_window()
    {
        RateLimitLease slow = _x.Go();
        _x.Go().Received(Told(2, 3, 30));
        _x.Pass(31);
        RateLimitLease probe = _x.Go();
        _x.Pass(1);
        slow.Lost();
        probe.Received(Told(1, 3, 60));

        _x.Go();
        Assert.False(_x.Ask().IsCompleted);
    }

    [Fact]
    public void A_limit_that_changes_with_the_window_is_followed()
    {
        _x.Go().Received(Told(5, 5, 10));
        _x.Pass(11);
        _x.Go().Received(Told(1, 3, 60));

        _x.Go(2);
        Assert.False(_x.Ask().IsCompleted);
    }

    [Fact]
    public void A_lost_request_counts_until_a_later_answer_includes_it()
    {
        _x.Go().Received(Told(1, 4, 60));
        _x.Go().Lost();
        Assert.Equal(2, _x.RateLimiter.Quota.Remaining);

        _x.Go().Received(Told(2, 4, 60));
        Assert.Equal(2, _x.RateLimiter.Quota.Remaining);
    }

    [Fact]
    public void A_request_that_never_left_is_given_back()
    {
        _x.Go().Received(Told(3, 5, 60));
        List<RateLimitLease> leases = _x.Go(2);
        Task<RateLimitLease> next = _x.Ask();

        leases[1].NotSent();

        Assert.True(next.IsCompletedSuccessfully);
    }

    [Fact]
    public void A_ticket_counts_once_whatever_is_said_of_it()
    {
        _x.Go().Received(Told(3, 5, 60));
        RateLimitLease lease = _x.Go();
        lease.NotSent();
        lease.NotSent();
        lease.Lost();
        lease.Refused(Told(5, 5, 60), Seconds(60));
        lease.Received(Told(5, 5, 60));

        Assert.Equal(2, _x.RateLimiter.Quota.Remaining);
    }

    [Fact]
    public void A_wall_clock_that_is_set_moves_no_window()
    {
        _x.Go().Received(Told(5, 5, 30));
        Task<RateLimitLease> next = _x.Ask();

        _x.Time.AdjustTime(_x.Time.GetUtcNow() + TimeSpan.FromHours(3));
        _x.Pass(30.9);
        Assert.False(next.IsCompleted);
        _x.Pass(0.1);
        Assert.True(next.IsCompletedSuccessfully);
    }

    [Fact]
    public void The_quota_says_what_is_left_and_until_when()
    {
        Assert.Equal(new RateLimitQuota(300, 300, _x.Time.GetUtcNow() + Seconds(60), FromServer: false), _x.RateLimiter.Quota);

        List<RateLimitLease> leases = _x.Go(2);
        leases[0].Received(Told(40, 100, 20));
        Assert.Equal(new RateLimitQuota(100, 59, _x.Time.GetUtcNow() + Seconds(21), FromServer: true), _x.RateLimiter.Quota);

        leases[1].Received(Told(41, 100, 20));
        _x.Pass(30);
        Assert.Equal(new RateLimitQuota(100, 100, _x.Time.GetUtcNow(), FromServer: true), _x.RateLimiter.Quota);
    }

    [Fact]
    public void With_a_limit_of_ones_own_no_60_seconds_hold_more_than_that()
    {
        using var x = new RateLimiterFixture(new RateLimiterOptions { MaxRequestsPerMinute = 3 });
        x.Go(2).ForEach(one => one.Received(null));
        x.Pass(40);
        x.Go().Received(null);
        Task<RateLimitLease>[] waiting = [x.Ask(), x.Ask(), x.Ask()];

        x.Pass(19.9);
        Assert.DoesNotContain(waiting, one => one.IsCompleted);
        x.Pass(0.1);
        Ticket(waiting[0]).Received(null);
        Assert.Equal(2, waiting.Count(one => one.IsCompleted));
        x.Pass(39.9);
        Assert.False(waiting[2].IsCompleted);
        x.Pass(0.1);
        Assert.True(waiting[2].IsCompletedSuccessfully);
    }

    [Fact]
    public void A_request_that_never_left_does_not_count_towards_ones_own_limit()
    {
        using var x = new RateLimiterFixture(new RateLimiterOptions { MaxRequestsPerMinute = 1 });
        x.Go().NotSent();
        x.Go();
        Assert.False(x.Ask().IsCompleted);
    }
}
