using System.Buffers;
using System.Text.Json;

namespace GenesysCloud.Json;

/// <summary>
/// Makes the bytes of one JSON document after the other. Each thread keeps its writer: with a new one for each document, the buffer that
/// grows in steps of 4 kB would be most of what a small request costs.
/// </summary>
internal static class PooledJsonWriter
{
    private const int LargestKept = 64 * 1024;

    [ThreadStatic]
    private static Utf8JsonWriter? t_json;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? t_buffer;

    /// <param name="state">What is written.</param>
    /// <param name="write">Writes it; must not ask for another document meanwhile.</param>
    public static byte[] Of<TState>(TState state, Action<Utf8JsonWriter, TState> write)
    {
        ArrayBufferWriter<byte> buffer = t_buffer ??= new ArrayBufferWriter<byte>(1024);
        Utf8JsonWriter json = t_json ??= new Utf8JsonWriter(buffer);
        try
        {
            write(json, state);
            json.Flush();
            return buffer.WrittenSpan.ToArray();
        }
        finally
        {
            json.Reset();
            buffer.ResetWrittenCount();
            if (buffer.Capacity > LargestKept)
                (t_json, t_buffer) = (null, null);
        }
    }
}
