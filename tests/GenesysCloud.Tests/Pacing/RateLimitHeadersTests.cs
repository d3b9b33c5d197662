using CsCheck;
using GenesysCloud.RateLimiting;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace GenesysCloud.Tests.Pacing;

public sealed class RateLimitHeadersTests
{
    private static readonly FakeTimeProvider s_time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Count_allowed_and_reset_are_read()
    {
        Assert.Equal(new RateLimitHeaders(1, 180, TimeSpan.FromSeconds(61)), Read("1", "180", "61"));
    }

    [Theory]
    [InlineData("-1", "0", "-3")]
    [InlineData("x", "", "1.5")]
    [InlineData("99999999999", "2147483648", "1e3")]
    public void Values_that_make_no_sense_count_as_absent(string count, string allowed, string reset)
    {
        Assert.Null(Read(count, allowed, reset));
    }

    [Fact]
    public void What_makes_sense_is_kept_beside_what_does_not()
    {
        Assert.Equal(new RateLimitHeaders(null, 300, null), Read("many", "300", "999999999"));
    }

    [Fact]
    public void Without_the_headers_there_is_nothing_to_read()
    {
        using var response = new HttpResponseMessage();
        Assert.Null(RateLimitHeaders.Read(response.Headers));
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("30", 30)]
    [InlineData(" 1.5 ", 1.5)]
    [InlineData("-20", 0)]
    [InlineData("Sun, 01 Mar 2026 12:02:00 GMT", 120)]
    [InlineData("Sunday, 01-Mar-26 12:02:00 GMT", 120)]
    [InlineData("Sun, 01 Mar 2026 11:00:00 GMT", 0)]
    public void Retry_After_is_seconds_or_a_date_and_never_negative(string value, double seconds)
    {
        Assert.Equal(TimeSpan.FromSeconds(seconds), ReadRetryAfter(value));
    }

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("1e3")]
    [InlineData("1-2")]
    [InlineData("Sun, 32 Mar 2026 12:02:00 GMT")]
    public void A_Retry_After_that_cannot_be_read_is_none(string value)
    {
        Assert.Null(ReadRetryAfter(value));
    }

    [Theory]
    [InlineData("99999999999999999999999999")]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT")]
    public void A_Retry_After_of_ages_becomes_the_longest_there_is(string value)
    {
        Assert.Equal(RetryAfter.Longest, ReadRetryAfter(value));
        Assert.Equal(RetryAfter.Longest, ReadRetryAfter(new string('9', 500)));
    }

    [Fact]
    public void Whatever_a_server_sends_is_read_without_an_error_and_within_bounds()
    {
        Gen.String[Gen.Char[' ', '~'], 0, 30].Sample(value =>
        {
            TimeSpan? wait = ReadRetryAfter(value);
            RateLimitHeaders? read = Read(value, value, value);
            return (wait is null || (wait >= TimeSpan.Zero && wait <= RetryAfter.Longest))
                && (read is not { } told || (told.Count is not < 0 && told.Allowed is not < 1 && !(told.Reset < TimeSpan.Zero)));
        });
    }

    private static RateLimitHeaders? Read(string count, string allowed, string reset)
    {
        using var response = new HttpResponseMessage();
        response.Headers.TryAddWithoutValidation("inin-ratelimit-count", count);
        response.Headers.TryAddWithoutValidation("inin-ratelimit-allowed", allowed);
        response.Headers.TryAddWithoutValidation("inin-ratelimit-reset", reset);
        return RateLimitHeaders.Read(response.Headers);
    }

    private static TimeSpan? ReadRetryAfter(string value)
    {
        using var response = new HttpResponseMessage();
        response.Headers.TryAddWithoutValidation("Retry-After", value);
        return RetryAfter.Read(response.Headers, s_time);
    }
}
