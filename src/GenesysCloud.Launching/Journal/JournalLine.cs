using System.Buffers;
using System.Buffers.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using GenesysCloud.Launching.Journal.Storage;

namespace GenesysCloud.Launching.Journal;

/// <summary>
/// One line: a JSON object whose last field, the seal <c>c</c>, is the CRC-32C of all lines so far, this one included,
/// without seals and line ends. So a line that was changed, removed, repeated or moved shows at its place.
/// </summary>
internal sealed class JournalLine : IDisposable
{
    private const int SealLength = 16; // ,"c":"01234567"}

    private readonly ArrayBufferWriter<byte> _line = new(512);
    private readonly Utf8JsonWriter _json;

    // Names and keys of any language stay readable; quotes and control characters, so line ends, are still escaped.
    public JournalLine() => _json = new(_line, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>Begins a line; its fields are written next.</summary>
    public Utf8JsonWriter Begin()
    {
        _line.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartObject();
        return _json;
    }

    /// <summary>The line with its line end, valid until the next one is begun, and the checksum to continue with.</summary>
    /// <param name="checksum">That of the lines before.</param>
    public (ReadOnlyMemory<byte> Line, uint Checksum) Seal(uint checksum)
    {
        _json.Flush();
        checksum = Crc32C.Append(checksum, _line.WrittenSpan);
        Span<byte> seal = stackalloc byte[8];
        Format(checksum, seal);
        _json.WriteString("c"u8, seal);
        _json.WriteEndObject();
        _json.Flush();
        _line.Write("\n"u8);
        return (_line.WrittenMemory, checksum);
    }

    /// <param name="line">A line without its line end.</param>
    /// <param name="checksum">The checksum of the lines before; after a whole line, of the lines so far.</param>
    /// <returns>Whether the line is as it was written.</returns>
    public static bool IsWhole(ReadOnlySpan<byte> line, ref uint checksum)
    {
        if (line.Length < SealLength)
            return false;
        uint expected = Crc32C.Append(checksum, line[..^SealLength]);
        Span<byte> seal = stackalloc byte[SealLength];
        ",\"c\":\""u8.CopyTo(seal);
        Format(expected, seal[6..]);
        "\"}"u8.CopyTo(seal[14..]);
        if (!line[^SealLength..].SequenceEqual(seal))
            return false;
        checksum = expected;
        return true;
    }

    public void Dispose() => _json.Dispose();

    private static void Format(uint checksum, Span<byte> hex) => Utf8Formatter.TryFormat(checksum, hex, out _, new('x', 8));
}
