using System.Management.Automation;
using FlowCmdlets.Pipeline;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace FlowCmdlets.Tests.Pipeline;

/// <summary>Work for the pipeline thread of a runspace; the test plays that thread.</summary>
public sealed class RunspaceWorkTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5);

    private readonly FakeTimeProvider _time = new();
    private readonly RunspaceWork _work = new();

    [Fact]
    public async Task Work_is_done_by_the_thread_that_comes_to_it()
    {
        _work.BeginCommand();
        Task<int> thread = RunAsync(() => Environment.CurrentManagedThreadId);
        Assert.True(_work.IsWaiting);

        _work.RunWaiting();

        Assert.Equal(Environment.CurrentManagedThreadId, await thread);
        Assert.False(_work.IsWaiting);
    }

    [Fact]
    public async Task Without_a_command_nobody_would_come_to_it()
    {
        InvalidOperationException failure = await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(() => 1));
        Assert.Contains("no command of this module is running", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_end_of_the_last_command_ends_what_waits()
    {
        _work.BeginCommand();
        _work.BeginCommand();
        Task<int> waiting = RunAsync(() => 1);
        _work.EndCommand();
        Assert.False(waiting.IsCompleted);

        _work.EndCommand();

        await Assert.ThrowsAsync<InvalidOperationException>(() => waiting);
        Assert.False(_work.IsWaiting);
    }

    [Fact]
    public async Task A_command_that_is_blocked_holds_nobody_up_for_longer_than_the_limit()
    {
        _work.BeginCommand();
        bool isDone = false;
        Task<bool> waiting = RunAsync(() => isDone = true);
        _time.Advance(s_limit);

        InvalidOperationException failure = await Assert.ThrowsAsync<InvalidOperationException>(() => waiting);
        _work.RunWaiting();

        Assert.Equal("the runspace that connected has been busy with other commands for 5 min", failure.Message);
        Assert.False(isDone);
    }

    [Fact]
    public async Task Work_that_has_begun_may_take_longer()
    {
        _work.BeginCommand();
        Task<int> waiting = RunAsync(() =>
        {
            _time.Advance(s_limit);
            return 1;
        });

        _work.RunWaiting();

        Assert.Equal(1, await waiting);
    }

    [Fact]
    public async Task What_is_canceled_is_not_done()
    {
        _work.BeginCommand();
        using var cancel = new CancellationTokenSource();
        bool isDone = false;
        Task<bool> waiting = _work.RunAsync(() => isDone = true, s_limit, _time, cancel.Token);

        await cancel.CancelAsync();
        _work.RunWaiting();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.False(isDone);
    }

    [Fact]
    public async Task A_failure_is_that_of_the_task_and_the_thread_goes_on()
    {
        _work.BeginCommand();
        Task<int> failing = RunAsync<int>(() => throw new FormatException("No."));
        Task<int> next = RunAsync(() => 2);

        _work.RunWaiting();

        Assert.Equal("No.", (await Assert.ThrowsAsync<FormatException>(() => failing)).Message);
        Assert.Equal(2, await next);
    }

    [Fact]
    public async Task A_stop_of_the_pipeline_in_the_middle_stops_the_thread()
    {
        _work.BeginCommand();
        Task<int> stopped = RunAsync<int>(() => throw new PipelineStoppedException());

        Assert.Throws<PipelineStoppedException>(_work.RunWaiting);

        await Assert.ThrowsAsync<InvalidOperationException>(() => stopped);
    }

    [Fact]
    public async Task A_waiting_thread_is_woken()
    {
        _work.BeginCommand();
        object monitor = new();
        Task<int> waiting;
        using (_work.Watch(monitor))
        {
            lock (monitor)
            {
                waiting = Task.Run(() => RunAsync(() => 1), TestContext.Current.CancellationToken);
                while (!_work.IsWaiting)
                    Assert.True(Monitor.Wait(monitor, TimeSpan.FromSeconds(30)));
            }
        }

        _work.RunWaiting();
        Assert.Equal(1, await waiting);
    }

    private Task<T> RunAsync<T>(Func<T> work) => _work.RunAsync(work, s_limit, _time, CancellationToken.None);
}
