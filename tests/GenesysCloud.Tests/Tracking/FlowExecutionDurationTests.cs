using System.Globalization;
using GenesysCloud.Launching.Executions;
using Xunit;

namespace GenesysCloud.Tests.Tracking;

/// <summary>The zone of the machine is one for the whole process, so nothing else runs meanwhile.</summary>
[Collection(nameof(MachineZone))]
public sealed class FlowExecutionDurationTests : IDisposable
{
    private const string Variable = "TZ";

    private readonly string? _before = Environment.GetEnvironmentVariable(Variable);

    [Theory]
    [InlineData("2026-10-25T00:59:30Z", "2026-10-25T01:00:30Z")]
    [InlineData("2026-10-25T00:30:00Z", "2026-10-25T00:31:00Z")]
    [InlineData("2026-03-29T00:59:30Z", "2026-03-29T01:00:30Z")]
    public void Duration_is_true_when_the_clocks_change_meanwhile(string launched, string completed)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The zone of one process cannot be set there.");
        Environment.SetEnvironmentVariable(Variable, "Europe/Berlin");
        TimeZoneInfo.ClearCachedData();
        var execution = new FlowExecution { DateLaunched = Local(launched), DateCompleted = Local(completed) };
        Assert.Equal(TimeSpan.FromMinutes(1), execution.Duration);
        Assert.NotEqual(TimeSpan.Zero, TimeZoneInfo.Local.GetUtcOffset(execution.DateLaunched!.Value));
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Variable, _before);
        TimeZoneInfo.ClearCachedData();
    }

    private static DateTime Local(string instant) => DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture).LocalDateTime;
}

[CollectionDefinition(nameof(MachineZone), DisableParallelization = true)]
public sealed class MachineZone;
