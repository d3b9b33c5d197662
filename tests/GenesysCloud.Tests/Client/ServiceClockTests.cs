using System.Globalization;
using GenesysCloud.Http;
using GenesysCloud.Tests.Reconciliation;
using Xunit;

namespace GenesysCloud.Tests.Client;

/// <summary>The service's time of day, and whether it is certain: what proves that a row is absent depends on it.</summary>
public sealed class ServiceClockTests
{
    private readonly AutoAdvancingTimeProvider _service = new();
    private readonly AutoAdvancingTimeProvider.MachineClock _machine;
    private readonly ServiceClock _clock;

    public ServiceClockTests()
    {
        _machine = _service.WrongBy(TimeSpan.FromHours(-7));
        _clock = new ServiceClock(_machine);
    }

    [Fact]
    public void Before_the_first_response_the_time_is_not_certain_and_after_it_is_the_services()
    {
        Assert.False(_clock.IsCertain);

        Respond();

        Assert.True(_clock.IsCertain);
        Assert.Equal(_service.GetUtcNow(), _clock.GetUtcNow());
    }

    [Theory]
    [InlineData(29, true)]
    [InlineData(-29, true)]
    [InlineData(31, false)]
    [InlineData(-31, false)]
    [InlineData(3600, false)]
    public void A_machines_clock_that_was_set_since_the_last_response_makes_the_time_uncertain(int seconds, bool isCertain)
    {
        Respond();
        _service.Advance(TimeSpan.FromMinutes(5));

        _machine.Offset += TimeSpan.FromSeconds(seconds);

        Assert.Equal(isCertain, _clock.IsCertain);
    }

    [Fact]
    public void After_two_responses_that_agree_the_time_is_certain_again_and_right()
    {
        Respond();
        _machine.Offset += TimeSpan.FromMinutes(10);

        for (int response = 0; response < 2; response++)
        {
            _service.Advance(TimeSpan.FromSeconds(1));
            Respond();
        }

        Assert.True(_clock.IsCertain);
        Assert.Equal(_service.GetUtcNow(), _clock.GetUtcNow());
    }

    [Theory]
    [InlineData(20, true)]
    [InlineData(40, false)]
    [InlineData(-3600, false)]
    public void One_response_with_another_date_is_not_believed_but_may_make_the_time_uncertain(int seconds, bool isCertain)
    {
        Respond();
        _service.Advance(TimeSpan.FromSeconds(1));

        Respond(TimeSpan.FromSeconds(seconds));

        Assert.Equal(isCertain, _clock.IsCertain);
        Assert.Equal(_service.GetUtcNow(), _clock.GetUtcNow());
    }

    private void Respond(TimeSpan wrongBy = default)
    {
        using var response = new HttpResponseMessage();
        response.Headers.Add("Date", (_service.GetUtcNow() + wrongBy).ToString("R", CultureInfo.InvariantCulture));
        _clock.Read(response.Headers);
    }
}
