using System.Buffers;
using System.Diagnostics;

namespace GenesysCloud.Launching.Journal.Storage;

/// <summary>
/// Appends lines so that many share one flush: what comes while the disk is busy is written and flushed together next.
/// </summary>
/// <remarks>Safe for several threads. After the first failure nothing is written any more.</remarks>
internal sealed class GroupCommit(IJournalFile file, long length) : IAsyncDisposable
{
    private readonly object _gate = new();
    private ArrayBufferWriter<byte> _waiting = new();
    private ArrayBufferWriter<byte> _writing = new();
    private TaskCompletionSource _flushed = NewBatch();
    private Task _writer = Task.CompletedTask;
    private bool _isWriting;
    private bool _isToBeLookedAt;
    private bool _isClosed;
    private JournalException? _broken;
    private long _length = length;

    /// <summary>
    /// Looks into what disturbed the file, given how much of it was on the disk, and says what to fail with. Called once at the most,
    /// before anyone who waits hears of it.
    /// </summary>
    public Func<JournalException, long, JournalException>? Disturbed { get; set; }

    /// <summary>Whether no other run can have taken the journal; asked after each flush. Null where nothing keeps others away.</summary>
    public Func<bool>? IsHeld { get; init; }

    /// <summary>The first failure; null while there is none. Always the same object.</summary>
    public JournalException? Broken => Volatile.Read(ref _broken);

    /// <summary>Queues bytes, which keep their order.</summary>
    /// <returns>Completes when they are on the disk.</returns>
    /// <exception cref="JournalException">An earlier write failed; always the same object.</exception>
    public Task Append(ReadOnlySpan<byte> lines)
    {
        lock (_gate)
        {
            ThrowIfBroken();
            _waiting.Write(lines);
            StartWriting();
            return _flushed.Task;
        }
    }

    /// <exception cref="JournalException">An earlier write failed.</exception>
    public void ThrowIfBroken()
    {
        if (Broken is { } broken)
            throw broken;
    }

    public string Path => file.Path;

    /// <summary>Waits for what is queued, and makes sure that the file is still where it was.</summary>
    /// <exception cref="JournalException">A write failed, or the file was lost after the last one.</exception>
    public async Task FlushAsync()
    {
        Task writer;
        lock (_gate)
        {
            if (!_isClosed && Broken is null)
            {
                _isToBeLookedAt = true;
                StartWriting();
            }

            writer = _writer;
        }

        await writer.ConfigureAwait(false);
        ThrowIfBroken();
    }

    /// <summary>Waits for what is queued and closes the file.</summary>
    /// <exception cref="JournalException">A write failed: a caller that did not wait for its line learns it here.</exception>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await FlushAsync().ConfigureAwait(false);
        }
        finally
        {
            lock (_gate)
                _isClosed = true;
            file.Dispose();
        }
    }

    private static TaskCompletionSource NewBatch() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <remarks>Under the lock.</remarks>
    private void StartWriting()
    {
        Debug.Assert(Monitor.IsEntered(_gate), "The lock is not held.");
        if (_isWriting)
            return;
        _isWriting = true;
        _writer = Task.Run(WriteWhatWaitsAsync);
    }

    private async Task WriteWhatWaitsAsync()
    {
        while (Broken is null)
        {
            TaskCompletionSource? batch = null;
            lock (_gate)
            {
                if (_waiting.WrittenCount == 0 && !_isToBeLookedAt)
                {
                    _isWriting = false;
                    return;
                }

                // Every write looks too.
                _isToBeLookedAt = false;
                if (_waiting.WrittenCount > 0)
                {
                    (_writing, _waiting) = (_waiting, _writing);
                    (batch, _flushed) = (_flushed, NewBatch());
                }
            }

            if (batch is null)
            {
                Look();
                continue;
            }

            try
            {
                RequireUndisturbed(_length);
                file.Write(_writing.WrittenSpan, _length);
                file.Flush();
                RequireInPlace(_length + _writing.WrittenCount);
            }
            catch (JournalException disturbed)
            {
                // What is there now is another's, and stays as it is.
                Break(batch, Disturbed?.Invoke(disturbed, _length) ?? disturbed);
                return;
            }
            catch (Exception cause) // whatever it is, those who wait must hear of it
            {
                TakeBackWhatWasHalfWritten();
                Break(batch, JournalException.Unwritable(file.Path, cause));
                return;
            }

            _length += _writing.WrittenCount;
            _writing.ResetWrittenCount();
            batch.SetResult();

            // Those who waited go first, so that what they have to write next shares the next flush.
            await Task.Yield();
        }
    }

    /// <summary>Looks whether the file is still there, when nothing was written for a while.</summary>
    private void Look()
    {
        try
        {
            RequireInPlace(_length);
        }
        catch (JournalException disturbed)
        {
            Break(null, Disturbed?.Invoke(disturbed, _length) ?? disturbed);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            Break(null, JournalException.Unwritable(file.Path, cause));
        }
    }

    /// <summary>A copy that was put in the file's place is as long as the file was, but does not grow with it.</summary>
    private void RequireInPlace(long length)
    {
        if (!file.IsInPlace)
            throw JournalException.Replaced(file.Path);
        RequireUndisturbed(length);
        if (IsHeld?.Invoke() == false)
            throw JournalException.LockRemoved(file.Path);
    }

    /// <summary>The lock keeps other runs away, but knows neither editors nor what rotates logs.</summary>
    private void RequireUndisturbed(long length)
    {
        if (file.Length != length)
            throw JournalException.Unwritable(file.Path, new IOException("another program wrote to it."));

        // Of a file that was emptied just before a write, all that was there before it reads as zeros.
        Span<byte> first = stackalloc byte[1];
        if (length > 0 && (file.Read(first, 0) == 0 || first[0] == 0))
            throw JournalException.Replaced(file.Path);
    }

    private void Break(TaskCompletionSource? batch, JournalException broken)
    {
        lock (_gate)
        {
            Volatile.Write(ref _broken, broken);
            _isWriting = false;
            if (batch is not null)
                Fail(batch);
            Fail(_flushed);
        }

        void Fail(TaskCompletionSource waiting)
        {
            waiting.SetException(broken);
            _ = waiting.Task.Exception; // observed: it is thrown at every later call as well
        }
    }

    // Intents of a failed batch were never sent. Left in the file they would be in doubt forever, whereas a launch whose
    // outcome is lost with them can still be found. What is not to the byte what was being written is not taken back.
    private void TakeBackWhatWasHalfWritten()
    {
        try
        {
            long written = file.Length - _length;
            if (written > 0 && written <= _writing.WrittenCount && EndsWith(_writing.WrittenSpan[..(int)written]))
                file.Truncate(_length);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The disk that just failed fails again; the journal reads just as well, with more rows in doubt.
        }
    }

    private bool EndsWith(ReadOnlySpan<byte> expected)
    {
        byte[] found = new byte[expected.Length];
        int filled = 0;
        while (filled < found.Length && file.Read(found.AsSpan(filled), _length + filled) is > 0 and var read)
            filled += read;
        return filled == found.Length && expected.SequenceEqual(found);
    }
}
