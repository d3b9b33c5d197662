using GenesysCloud.RateLimiting;
using Xunit;

namespace GenesysCloud.Tests.Pacing;

public sealed class RefusalStreaksTests
{
    private const string Resource = "POST /api/v2/flows/executions";

    private static readonly TimeSpan s_window = TimeSpan.FromMinutes(1);

    private readonly RefusalStreaks _streaks = new(s_window);

    [Theory]
    [InlineData(1)]
    [InlineData(180)]
    public void Three_windows_are_borne_whatever_the_caller_wants_to_bear(int seconds) =>
        AssertBorne(TimeSpan.FromSeconds(seconds), 3 * s_window);

    [Theory]
    [InlineData(181)]
    [InlineData(3600)]
    public void What_the_caller_wants_to_bear_is_borne(int seconds) =>
        AssertBorne(TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(seconds));

    [Fact]
    public void A_request_that_could_have_been_sent_a_window_earlier_begins_another_streak()
    {
        RefuseFor(2 * s_window);
        Refuse((3 * s_window) + TimeSpan.FromTicks(1));
        Assert.Null(_streaks.LongerThan(Resource, TimeSpan.Zero));
    }

    [Fact]
    public void A_response_ends_the_streak_of_its_resource_alone()
    {
        RefuseFor(3 * s_window);
        _streaks.Received("GET /api/v2/flows");
        Assert.Equal(3 * s_window, _streaks.LongerThan(Resource, TimeSpan.Zero));

        _streaks.Received(Resource);
        Assert.Null(_streaks.LongerThan(Resource, TimeSpan.Zero));
    }

    // A refusal at this moment, after which the next request may be sent at once.
    private void Refuse(TimeSpan at) => _streaks.Refused(Resource, at, at, at);

    private void RefuseFor(TimeSpan time)
    {
        for (TimeSpan at = TimeSpan.Zero; at <= time; at += s_window)
            Refuse(at);
    }

    private void AssertBorne(TimeSpan maxRetryAfter, TimeSpan expected)
    {
        TimeSpan justBefore = expected - TimeSpan.FromTicks(1);
        RefuseFor(justBefore);
        Refuse(justBefore);
        Assert.Null(_streaks.LongerThan(Resource, maxRetryAfter));
        Refuse(expected);
        Assert.Equal(expected, _streaks.LongerThan(Resource, maxRetryAfter));
    }
}
