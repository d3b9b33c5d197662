using GenesysCloud.People;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace GenesysCloud.Tests.Client;

/// <summary>What is kept, for how long, and how much of it.</summary>
public sealed class ExpiringCacheTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void A_value_is_kept_for_its_time_and_no_longer()
    {
        var cache = new ExpiringCache<string, int>(10, TimeSpan.FromMinutes(1), _time);
        cache.Set("a", 1);
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.True(cache.TryGet("a", out int value));
        Assert.Equal(1, value);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(cache.TryGet("a", out _));
    }

    [Fact]
    public void The_oldest_make_room_unless_they_were_set_again()
    {
        var cache = new ExpiringCache<int, int>(3, TimeSpan.FromHours(1), _time);
        cache.Set(1, 1);
        _time.Advance(TimeSpan.FromSeconds(1));
        cache.Set(2, 2);
        cache.Set(1, 10);
        cache.Set(3, 3);
        Assert.True(cache.TryGet(1, out int again));
        Assert.Equal(10, again);
        cache.Set(4, 4);
        Assert.Equal([false, true, true], new[] { 2, 3, 4 }.Select(key => cache.TryGet(key, out _)));
    }

    [Fact]
    public void It_stays_as_large_as_it_may_be()
    {
        var cache = new ExpiringCache<int, int>(100, TimeSpan.FromHours(1), _time);
        for (int key = 0; key < 10_000; key++)
            cache.Set(key, key);
        Assert.Equal(100, Enumerable.Range(0, 10_000).Count(key => cache.TryGet(key, out _)));
    }
}
