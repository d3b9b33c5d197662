using CsCheck;
using GenesysCloud.Launching.Journal.Storage;
using GenesysCloud.Tests.Journal;
using Xunit;

namespace GenesysCloud.Tests.Schedules;

/// <summary>The lock of a journal, in whatever order those who want it come to its steps.</summary>
public sealed class LockScheduleTests
{
    private const int Tries = 3;

    [Fact]
    public Task In_any_order_one_at_most_holds_the_lock_and_it_is_free_when_all_have_left() =>
        Gen.Select(Gen.Int, Gen.Int[2, 4]).SampleAsync(
            async (seed, contenders) =>
            {
                using TemporaryFolder folder = new();
                var path = JournalPath.Of(folder["run.jsonl"]);
                var schedule = new Schedule(seed);
                int holders = 0;
                int most = 0;

                await schedule.RunAsync([.. Enumerable.Repeat<Func<Task>>(ContendAsync, contenders)]);

                Assert.InRange(most, 0, 1);
                Assert.False(File.Exists(path.Lock));
                using var after = JournalLock.Acquire(path, TimeProvider.System);

                async Task ContendAsync()
                {
                    for (int tries = 0; tries < Tries; tries++)
                    {
                        await schedule.TurnAsync();
                        JournalLock held;
                        try
                        {
                            held = JournalLock.Acquire(path, TimeProvider.System, (journal, me) =>
                            {
                                schedule.Turn();
                                return JournalLock.Hold(journal, me);
                            });
                        }
                        catch (JournalInUseException)
                        {
                            continue;
                        }

                        int now = Interlocked.Increment(ref holders);
                        if (now > 1)
                            Volatile.Write(ref most, now);
                        await schedule.TurnAsync();
                        Interlocked.Decrement(ref holders);
                        held.Dispose();
                    }
                }
            },
            iter: Schedule.Count);
}
