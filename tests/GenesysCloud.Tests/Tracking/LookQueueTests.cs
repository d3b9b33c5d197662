using CsCheck;
using GenesysCloud.Launching.Tracking;
using Xunit;

namespace GenesysCloud.Tests.Tracking;

/// <summary>What is due when, and that nothing is held that is due no more.</summary>
public sealed class LookQueueTests
{
    /// <summary>An item, and the second at which it is due from then on; none for never.</summary>
    private static readonly Gen<(int Item, int? Second)[]> s_changes =
        Gen.Select(Gen.Int[0, 7], Gen.Int[0, 4].Nullable()).Array[0, 60];

    [Fact]
    public void Each_item_comes_out_once_at_its_last_time_and_in_the_order_of_its_setting() => s_changes.Sample(changes =>
    {
        Item[] items = [.. Enumerable.Range(0, 8).Select(number => new Item(number))];
        var queue = new LookQueue();
        var model = new List<(int Second, int Number)>();
        foreach ((int number, int? second) in changes)
        {
            model.RemoveAll(entry => entry.Number == number);
            if (second is { } at)
            {
                queue.Set(items[number], TimeSpan.FromSeconds(at));
                model.Add((at, number));
            }
            else
            {
                queue.Clear(items[number]);
            }

            Assert.Equal(model.Count, queue.Count);
        }

        var taken = new List<(int Second, int Number)>();
        while (queue.NextAt() is { } due && queue.TryTake(out Scheduled? item))
            taken.Add(((int)due.TotalSeconds, ((Item)item).Number));
        Assert.Equal(model.OrderBy(entry => entry.Second), taken);
        Assert.False(queue.TryTake(out _));
    });

    [Fact]
    public void What_was_taken_can_be_due_again()
    {
        var queue = new LookQueue();
        var item = new Item(1);
        queue.Set(item, TimeSpan.FromSeconds(2));
        Assert.True(queue.TryTake(out Scheduled? taken));
        Assert.Null(queue.NextAt());

        queue.Set(taken, TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.FromSeconds(1), queue.NextAt());
    }

    private sealed class Item(int number) : Scheduled
    {
        public int Number { get; } = number;
    }
}
