using System.Buffers;
using System.Text.Json;
using GenesysCloud.Launching.Journal.Storage;

namespace GenesysCloud.Launching.Journal;

/// <summary>Reads a journal, line by line, in one pass.</summary>
internal sealed class JournalReader
{
    private const int BlockSize = 256 * 1024;

    // A launched row takes some 250 bytes. The guess may be wrong: tables grow.
    private const int TypicalRowSize = 240;

    private readonly IJournalFile _file;
    private readonly long _end;
    private JournalHeader? _header;
    private JournalTable _table = new();
    private uint _checksum;
    private long _line;

    private JournalReader(IJournalFile file, long? end)
    {
        _file = file;

        // Another process may append, or cut a torn line off and go on: only what was there at first is looked at.
        _end = end ?? file.Length;
    }

    /// <exception cref="JournalFormatException">It is no journal, or a newer one.</exception>
    /// <exception cref="JournalDamagedException">A whole line is not as it was written.</exception>
    public static JournalContent Read(IJournalFile file, CancellationToken cancellationToken) => Read(file, null, cancellationToken);

    /// <param name="file">The file.</param>
    /// <param name="end">Where to end; null for the end of the file.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <inheritdoc cref="Read(IJournalFile, CancellationToken)"/>
    public static JournalContent Read(IJournalFile file, long? end, CancellationToken cancellationToken) =>
        new JournalReader(file, end).Read(cancellationToken);

    /// <summary>Makes sure that what is there, if anything is, is a journal, before anything is put beside it.</summary>
    /// <exception cref="JournalFormatException">It is another file.</exception>
    /// <exception cref="JournalException">It cannot be read.</exception>
    public static void RequireJournal(JournalPath path)
    {
        if (!File.Exists(path.Target))
            return;
        using var file = JournalFile.OpenToRead(path.Target);
        Span<byte> start = stackalloc byte[JournalHeader.Marker.Length];
        RequireMarker(start[..file.Read(start, 0)], path.Given);
    }

    private JournalContent Read(CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BlockSize);
        try
        {
            long offset = 0; // of the buffer within the file
            int filled = 0;
            while (offset + filled < _end)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (filled == buffer.Length)
                    buffer = Grow(buffer);
                int wanted = (int)Math.Min(buffer.Length - filled, _end - offset - filled);
                int read = _file.Read(buffer.AsSpan(filled, wanted), offset + filled);
                if (read == 0)
                    break;
                filled += read;
                if (offset == 0)
                    RequireMarker(buffer.AsSpan(0, filled), _file.Path);
                int taken = TakeLines(buffer.AsMemory(0, filled), from: filled - read);
                buffer.AsSpan(taken, filled - taken).CopyTo(buffer);
                filled -= taken;
                offset += taken;
            }

            return new JournalContent(_header, _table, _checksum, offset);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw JournalException.Unreadable(_file.Path, cause);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte[] Grow(byte[] buffer)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    private static void RequireMarker(ReadOnlySpan<byte> start, string path)
    {
        ReadOnlySpan<byte> marker = JournalHeader.Marker;
        int length = Math.Min(start.Length, marker.Length);
        if (!start[..length].SequenceEqual(marker[..length]))
            throw new JournalFormatException(path, $"The file '{path}' isn't a journal and was not changed.");
    }

    /// <param name="block">The bytes at hand, beginning with a line.</param>
    /// <param name="from">Where to look for the first line end; there is none before.</param>
    /// <returns>Number of bytes taken: whole lines.</returns>
    private int TakeLines(ReadOnlyMemory<byte> block, int from)
    {
        int start = 0;
        for (int length; (length = block.Span[from..].IndexOf((byte)'\n')) >= 0;)
        {
            int end = from + length;
            _line++;
            Take(block[start..end]);
            start = from = end + 1;
        }

        return start;
    }

    private void Take(ReadOnlyMemory<byte> line)
    {
        if (!JournalLine.IsWhole(line.Span, ref _checksum))
        {
            throw Damaged(line.Span is [.., (byte)'\r']
                ? "its line ending was changed"
                : "it was changed, or a line before it was removed, repeated, or moved");
        }

        try
        {
            if (_header is null)
            {
                _header = JournalHeader.Read(line, _file.Path);
                _table = new JournalTable((int)Math.Clamp(_end / TypicalRowSize, 16, 1 << 24)) { TimeoutSeconds = _header.TimeoutSeconds };
            }
            else if (!_table.Apply(JournalRecord.Read(line.Span)))
            {
                throw Damaged("it contradicts earlier records of its row");
            }
        }
        catch (Exception cause) when (cause is JsonException or FormatException or KeyNotFoundException or InvalidOperationException)
        {
            throw Damaged(cause is FormatException ? cause.Message : "its record is malformed", cause);
        }
    }

    private JournalDamagedException Damaged(string reason, Exception? cause = null) => new(_file.Path, _line, reason, cause);
}
