using System.Buffers;

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
    private JournalException? _broken;
    private long _length = length;

    /// <summary>Queues bytes, which keep their order.</summary>
    /// <returns>Completes when they are on the disk.</returns>
    /// <exception cref="JournalException">An earlier write failed; always the same object.</exception>
    public Task Append(ReadOnlySpan<byte> lines)
    {
        lock (_gate)
        {
            ThrowIfBroken();
            _waiting.Write(lines);
            if (!_isWriting)
            {
                _isWriting = true;
                _writer = Task.Run(WriteWhatWaitsAsync);
            }
            return _flushed.Task;
        }
    }

    /// <exception cref="JournalException">An earlier write failed.</exception>
    public void ThrowIfBroken()
    {
        if (Volatile.Read(ref _broken) is { } broken)
            throw broken;
    }

    public string Path => file.Path;

    /// <summary>Waits for what is queued.</summary>
    /// <exception cref="JournalException">A write failed.</exception>
    public async Task FlushAsync()
    {
        Task writer;
        lock (_gate)
            writer = _writer;
        await writer.ConfigureAwait(false);
        ThrowIfBroken();
    }

    /// <summary>Waits for what is queued and closes the file.</summary>
    /// <exception cref="JournalException">A write failed: a caller that did not wait for its line learns it here.</exception>
    public async ValueTask DisposeAsync()
    {
        await _writer.ConfigureAwait(false);
        file.Dispose();
        ThrowIfBroken();
    }

    private static TaskCompletionSource NewBatch() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task WriteWhatWaitsAsync()
    {
        while (true)
        {
            TaskCompletionSource batch;
            lock (_gate)
            {
                if (_waiting.WrittenCount == 0)
                {
                    _isWriting = false;
                    return;
                }
                (_writing, _waiting) = (_waiting, _writing);
                (batch, _flushed) = (_flushed, NewBatch());
            }

            try
            {
                DemandUndisturbed(_length);
                file.Write(_writing.WrittenSpan, _length);
                file.Flush();

                // A copy that was put in the file's place is as long as the file was, but does not grow with it.
                if (!file.IsInPlace)
                    throw JournalException.Replaced(file.Path);
                DemandUndisturbed(_length + _writing.WrittenCount);
            }
            catch (JournalException disturbed)
            {
                Break(batch, disturbed); // what is there now is another's, and stays as it is
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

    /// <summary>The lock keeps other runs away, but knows neither editors nor a journal's second hard link.</summary>
    private void DemandUndisturbed(long length)
    {
        if (file.Length != length)
            throw JournalException.Unwritable(file.Path, new IOException("another program wrote to it."));
    }

    private void Break(TaskCompletionSource batch, JournalException broken)
    {
        lock (_gate)
        {
            Volatile.Write(ref _broken, broken);
            Fail(batch);
            Fail(_flushed);
        }

        void Fail(TaskCompletionSource waiting)
        {
            waiting.SetException(broken);
            _ = waiting.Task.Exception; // observed: it is thrown at every later call as well
        }
    }

    // Intents of a failed batch were never sent. Left in the file they would be in doubt for ever, whereas a launch whose
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
