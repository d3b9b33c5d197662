using CsCheck;
using GenesysCloud.Launching.Journal;
using GenesysCloud.Launching.Reconciliation;
using Xunit;

namespace GenesysCloud.Tests.Reconciliation;

public sealed class ShownLaunchesTests
{
    private static readonly DateTimeOffset s_start = new(2026, 12, 1, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void All_within_a_span_are_shown_or_not_as_counting_them_tells() =>
        Gen.Select(Gen.Select(Gen.Int[0, 20], Gen.Bool).Array[0, 12], Gen.Int[-2, 22], Gen.Int[0, 10]).Sample((launches, from, length) =>
        {
            KnownLaunch[] known = [.. launches.Select((launch, i) => new KnownLaunch(s_start.AddSeconds(launch.Item1), $"{i}"))];
            HashSet<string> shown = [.. launches.Index().Where(launch => launch.Item.Item2).Select(launch => $"{launch.Index}")];
            bool[] within = [.. launches.Where(launch => launch.Item1 >= from && launch.Item1 < from + length)
                .Select(launch => launch.Item2)];

            bool? verdict = new ShownLaunches(known, shown).AreAllShown(s_start.AddSeconds(from), s_start.AddSeconds(from + length));

            Assert.Equal(within.Length == 0 ? null : within.All(isShown => isShown), verdict);
        });
}
