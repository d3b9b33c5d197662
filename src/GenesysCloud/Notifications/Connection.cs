namespace GenesysCloud.Notifications;

/// <summary>A connection of a listener. A message that was waited for in vain is received by the next call.</summary>
/// <param name="socket">The WebSocket.</param>
/// <param name="openedAt">When it was opened, as a timestamp.</param>
internal sealed class Connection(INotificationSocket socket, long openedAt)
{
    private static readonly TimeSpan s_closing = TimeSpan.FromSeconds(1);

    private Task<ReadOnlyMemory<byte>?>? _receiving;

    public long OpenedAt { get; } = openedAt;

    /// <summary>Whether the platform has announced that it will close it.</summary>
    public bool IsClosing { get; set; }

    /// <inheritdoc cref="INotificationSocket.ReceiveAsync" />
    /// <exception cref="TimeoutException">There was none in this time.</exception>
    public async Task<ReadOnlyMemory<byte>?> ReceiveAsync(TimeSpan timeout, TimeProvider time, CancellationToken stop)
    {
        _receiving ??= socket.ReceiveAsync();
        Task<ReadOnlyMemory<byte>?> receiving = _receiving;
        try
        {
            return await receiving.WaitAsync(timeout > TimeSpan.Zero ? timeout : TimeSpan.Zero, time, stop).ConfigureAwait(false);
        }
        finally
        {
            if (receiving.IsCompleted)
                _receiving = null;
        }
    }

    public Task SendAsync(ReadOnlyMemory<byte> utf8, CancellationToken stop) => socket.SendAsync(utf8, stop);

    /// <summary>Closes it, as far as that can be done at once.</summary>
    public async Task EndAsync()
    {
        using (var limit = new CancellationTokenSource(s_closing))
            await socket.CloseAsync(limit.Token).ConfigureAwait(false);
        socket.Dispose();
        // Disposing ends the pending receive; its failure is observed and ignored.
        _ = _receiving?.ContinueWith(
            static ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }
}
