using GenesysCloud.RateLimiting;
using Xunit;
using static GenesysCloud.Tests.Pacing.RateLimiterFixture;

namespace GenesysCloud.Tests.Pacing;

public sealed class RateLimiterRefusalTests : IDisposable
{
    private readonly RateLimiterFixture _x = new();

    public void Dispose() => _x.Dispose();

    [Fact]
    public void One_that_tried_a_closed_resource_and_was_refused_holds_the_next_no_longer_than_the_server_asks()
    {
        _x.Go().Refused(null, Seconds(1));
        _x.Pass(1);
        RateLimitLease tried = _x.Go();
        Task<RateLimitLease> next = _x.Ask();
        Assert.False(next.IsCompleted);
        tried.Refused(null, Seconds(0.5));

        _x.Pass(0.5);
        Assert.True(next.IsCompletedSuccessfully);
    }

    [Fact]
    public void A_429_with_Retry_After_closes_its_resource_so_long_while_the_others_go_on()
    {
        _x.Go().Refused(null, Seconds(20));
        Task<RateLimitLease> launch = _x.Ask(Launches);

        _x.Go(Reads);
        _x.Pass(19.9);
        Assert.False(launch.IsCompleted);
        _x.Pass(0.1);
        Assert.True(launch.IsCompletedSuccessfully);
    }

    [Fact]
    public void A_closed_resource_blocks_nobody_else_in_line()
    {
        _x.Go().Received(Told(4, 5, 30));
        _x.Go().Refused(Told(4, 5, 30), Seconds(100));
        Task<RateLimitLease> launch = _x.Ask(Launches, RequestPriority.Launch);
        RateLimitLease last = _x.Go(Reads);
        Task<RateLimitLease> read = _x.Ask(Reads, RequestPriority.Tracking);

        last.NotSent();

        Assert.False(launch.IsCompleted);
        Assert.True(read.IsCompletedSuccessfully);
    }

    [Fact]
    public void When_a_resource_opens_one_goes_ahead_and_the_rest_wait_for_its_answer()
    {
        _x.Go().Refused(null, Seconds(20));
        Task<RateLimitLease>[] waiting = [_x.Ask(), _x.Ask(), _x.Ask()];

        _x.Pass(20);
        Assert.Equal(1, waiting.Count(one => one.IsCompleted));
        Ticket(waiting[0]).Received(null);
        Assert.All(waiting, one => Assert.True(one.IsCompletedSuccessfully));
    }

    [Fact]
    public void A_late_answer_does_not_open_a_resource_that_was_refused_since()
    {
        _x.Go().Refused(null, Seconds(20));
        _x.Pass(20);
        RateLimitLease late = _x.Go();
        _x.Pass(2);
        _x.Go().Refused(null, Seconds(30));

        late.Received(null);

        Assert.False(_x.Ask().IsCompleted);
    }

    [Fact]
    public void A_refusal_while_a_request_went_ahead_is_waited_out_as_long_as_it_asks()
    {
        RateLimitLease late = _x.Go();
        _x.Go().Refused(null, Seconds(20));
        _x.Pass(20);
        _x.Go();

        late.Refused(null, Seconds(30));

        Task<RateLimitLease> next = _x.Ask();
        _x.Pass(29.9);
        Assert.False(next.IsCompleted);
        _x.Pass(0.1);
        Assert.True(next.IsCompletedSuccessfully);
    }

    [Fact]
    public void A_refusal_that_asks_for_less_does_not_open_what_another_closed_for_longer()
    {
        List<RateLimitLease> leases = _x.Go(2);
        leases[0].Refused(null, Seconds(30));
        leases[1].Refused(null, Seconds(5));

        Task<RateLimitLease> next = _x.Ask();
        _x.Pass(29.9);
        Assert.False(next.IsCompleted);
        _x.Pass(0.1);
        Assert.True(next.IsCompletedSuccessfully);
    }

    [Fact]
    public void Of_two_closed_resources_the_one_that_opens_first_is_not_kept_waiting_for_the_other()
    {
        _x.Go().Refused(null, Seconds(10));
        _x.Go(Reads).Refused(null, Seconds(30));
        Task<RateLimitLease> launch = _x.Ask();
        Task<RateLimitLease> read = _x.Ask(Reads);

        _x.Pass(10);
        Assert.True(launch.IsCompletedSuccessfully);
        Assert.False(read.IsCompleted);
        _x.Pass(20);
        Assert.True(read.IsCompletedSuccessfully);
    }

    [Fact]
    public void A_429_that_says_the_quota_is_spent_makes_everybody_wait_for_the_reset()
    {
        _x.Go().Refused(Told(300, 300, 20), Seconds(20));
        Task<RateLimitLease> read = _x.Ask(Reads);

        _x.Pass(20.9);
        Assert.False(read.IsCompleted);
        _x.Pass(0.1);
        Assert.True(read.IsCompletedSuccessfully);
    }

    [Fact]
    public void A_429_that_says_the_quota_is_spent_is_waited_out_as_long_as_Retry_After_asks()
    {
        _x.Go().Refused(Told(300, 300, 20), Seconds(45));
        Task<RateLimitLease> read = _x.Ask(Reads);

        _x.Pass(44.9);
        Assert.False(read.IsCompleted);
        _x.Pass(0.1);
        Assert.True(read.IsCompletedSuccessfully);
    }

    [Fact]
    public void Without_a_word_a_resource_is_tried_again_after_1_2_4_seconds()
    {
        _x.Go().Refused(null, null);
        foreach (int pause in new[] { 1, 2, 4, 8, 16 })
        {
            Task<RateLimitLease> next = _x.Ask();
            _x.Pass(pause - 0.1);
            Assert.False(next.IsCompleted);
            _x.Pass(0.1);
            Ticket(next).Refused(null, null);
        }
    }

    [Fact]
    public void Without_a_word_the_pause_does_not_outlast_the_window()
    {
        _x.Go(Reads).Received(null);
        _x.Go().Refused(null, null);
        foreach (int pause in new[] { 1, 2, 4, 8, 16 })
        {
            _x.Pass(pause);
            _x.Go().Refused(null, null);
        }

        Task<RateLimitLease> next = _x.Ask();
        _x.Pass(60 - 31 - 0.1);
        Assert.False(next.IsCompleted);
        _x.Pass(0.1);
        Assert.True(next.IsCompletedSuccessfully);
    }

    [Fact]
    public void A_new_window_that_is_seen_ends_the_wait_for_a_spent_quota()
    {
        RateLimitLease inFlight = _x.Go();
        _x.Go().Refused(Told(300, 300, 20), Seconds(100));
        Task<RateLimitLease> waiting = _x.Ask();
        _x.Pass(19);

        inFlight.Received(Told(1, 300, 60));

        Assert.True(waiting.IsCompletedSuccessfully);
    }

    [Fact]
    public void A_resource_that_answers_again_starts_over_with_one_second()
    {
        _x.Go().Refused(null, null);
        _x.Pass(1);
        _x.Go().Refused(null, null);
        _x.Pass(2);
        _x.Go().Received(null);
        _x.Go().Refused(null, null);

        Task<RateLimitLease> next = _x.Ask();
        _x.Pass(1);
        Assert.True(next.IsCompletedSuccessfully);
    }

    [Fact]
    public void Requests_refused_together_are_one_refusal()
    {
        _x.Go(5).ForEach(one => one.Refused(null, null));

        Task<RateLimitLease> next = _x.Ask();
        _x.Pass(1);
        Assert.True(next.IsCompletedSuccessfully);
    }

    [Fact]
    public void A_Retry_After_of_zero_is_no_leave_to_hammer()
    {
        _x.Go().Refused(null, TimeSpan.Zero);
        Assert.False(_x.Ask().IsCompleted);
    }

    [Fact]
    public void Without_a_word_the_assumed_limit_shrinks_once_a_window_and_grows_back_slowly()
    {
        _x.Go(3).ForEach(one => one.Refused(null, null));
        Assert.Equal(240, _x.RateLimiter.Quota.Allowed);

        var seen = new List<int>();
        for (int window = 0; window < 11; window++)
        {
            _x.Pass(61);
            _x.Go(Reads).Received(null);
            seen.Add(_x.RateLimiter.Quota.Allowed);
        }

        Assert.Equal([240, 246, 252, 258, 264, 270, 276, 282, 288, 294, 300], seen);
    }

    [Fact]
    public void The_assumed_limit_does_not_shrink_below_what_was_let_through()
    {
        _x.Go(280).ForEach(one => one.Received(null));
        _x.Go().Refused(null, null);
        Assert.Equal(280, _x.RateLimiter.Quota.Allowed);
    }

    [Fact]
    public void The_assumed_limit_never_shrinks_to_nothing()
    {
        using var x = new RateLimiterFixture(new RateLimiterOptions { AssumedAllowed = 1 });
        x.Go().Refused(null, null);
        Assert.Equal(1, x.RateLimiter.Quota.Allowed);
    }

    [Fact]
    public async Task A_Retry_After_beyond_the_cap_fails_at_once_and_says_when_to_come_back()
    {
        _x.Go().Refused(null, TimeSpan.FromHours(2));

        RateLimitExceededException error = await Assert.ThrowsAsync<RateLimitExceededException>(() => _x.Ask(Launches));

        Assert.Equal(Launches, error.Resource);
        Assert.Equal(TimeSpan.FromHours(2), error.RetryAfter);
        Assert.Equal(_x.Time.GetUtcNow() + TimeSpan.FromHours(2), error.RetryAt);
        _x.Go(Reads);
    }

    [Fact]
    public void A_Retry_After_beyond_the_cap_fails_those_who_wait_already_and_nobody_else()
    {
        RateLimitLease inFlight = _x.Go();
        _x.Go().Received(Told(299, 300, 60));
        Task<RateLimitLease> impatient = _x.Ask(Launches, cap: 180);
        Task<RateLimitLease> patient = _x.Ask(Launches, cap: 1000);
        Task<RateLimitLease> other = _x.Ask(Reads, cap: 180);

        inFlight.Refused(Told(299, 300, 60), Seconds(500));

        Assert.IsType<RateLimitExceededException>(impatient.Exception?.InnerException);
        Assert.True(other.IsCompletedSuccessfully);
        Assert.False(patient.IsCompleted);
        Ticket(other).Received(Told(300, 300, 60));
        _x.Pass(500);
        Assert.True(patient.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_quota_spent_for_hours_fails_as_a_resource_closed_for_hours_does()
    {
        _x.Go().Received(Told(5, 5, 3 * 60 * 60));
        await Assert.ThrowsAsync<RateLimitExceededException>(() => _x.Ask());
    }

    [Fact]
    public async Task A_resource_closed_just_before_one_stands_in_line_is_no_trap()
    {
        RateLimitLease inFlight = _x.Go();
        _x.Go().Received(Told(299, 300, 60));

        await Assert.ThrowsAsync<RateLimitExceededException>(() => _x.Ask(waiting: _ => inFlight.Refused(null, TimeSpan.FromHours(1))));
    }

    [Fact]
    public void A_quota_found_spent_for_hours_fails_those_who_wait_already()
    {
        _x.Go().Received(Told(4, 5, 60));
        RateLimitLease inFlight = _x.Go();
        Task<RateLimitLease> impatient = _x.Ask(cap: 180);
        Task<RateLimitLease> patient = _x.Ask(cap: 4 * 60 * 60);

        inFlight.Received(Told(5, 5, 3 * 60 * 60));

        Assert.IsType<RateLimitExceededException>(impatient.Exception?.InnerException);
        Assert.False(patient.IsCompleted);
    }

    [Fact]
    public void The_ordinary_wait_for_the_next_window_is_borne_whatever_the_cap()
    {
        _x.Go().Received(Told(5, 5, 60));
        Assert.False(_x.Ask(cap: 0).IsCompleted);
    }

    [Fact]
    public async Task A_Retry_After_of_centuries_can_be_told()
    {
        _x.Go().Refused(null, RetryAfter.Longest);
        RateLimitExceededException error = await Assert.ThrowsAsync<RateLimitExceededException>(() => _x.Ask());
        Assert.Equal(RetryAfter.Longest, error.RetryAfter);
    }

    [Fact]
    public void A_wait_of_months_is_borne_by_who_wants_it()
    {
        _x.Go().Refused(null, TimeSpan.FromDays(100));
        Task<RateLimitLease> patient = _x.Ask(cap: TimeSpan.FromDays(101).TotalSeconds);
        for (int day = 0; day < 100; day++)
        {
            Assert.False(patient.IsCompleted);
            _x.Time.Advance(TimeSpan.FromDays(1));
        }

        Assert.True(patient.IsCompletedSuccessfully);
    }
}
