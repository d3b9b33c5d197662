namespace FlowCmdlets.Tests.Engine;

/// <summary>A clock that runs faster than the true one: what waits a minute by it is back in a second, in the same order.</summary>
internal sealed class AcceleratedTimeProvider(int pace) : TimeProvider
{
    private readonly DateTimeOffset _start = TimeProvider.System.GetUtcNow();
    private readonly long _origin = TimeProvider.System.GetTimestamp();
    private long _skipped;

    public override DateTimeOffset GetUtcNow() =>
        _start + TimeProvider.System.GetElapsedTime(_origin) * pace + TimeSpan.FromTicks(Interlocked.Read(ref _skipped));

    public override long GetTimestamp() =>
        _origin + (TimeProvider.System.GetTimestamp() - _origin) * pace +
        (Interlocked.Read(ref _skipped) * TimestampFrequency / TimeSpan.TicksPerSecond);

    /// <summary>Leaves time out, as when nobody does anything for so long. Timers that run meanwhile are not touched.</summary>
    public void Skip(TimeSpan span) => Interlocked.Add(ref _skipped, span.Ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Timer(TimeProvider.System.CreateTimer(callback, state, Hurry(dueTime), Hurry(period)), this);

    private TimeSpan Hurry(TimeSpan span) => span > TimeSpan.Zero ? span / pace : span;

    private sealed class Timer(ITimer inner, AcceleratedTimeProvider clock) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => inner.Change(clock.Hurry(dueTime), clock.Hurry(period));

        public void Dispose() => inner.Dispose();

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
