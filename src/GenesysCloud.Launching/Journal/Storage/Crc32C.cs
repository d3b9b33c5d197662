using System.Buffers.Binary;
using System.Numerics;

namespace GenesysCloud.Launching.Journal.Storage;

/// <summary>CRC-32C (Castagnoli): certain to notice any single damaged byte, and nearly free on current processors.</summary>
internal static class Crc32C
{
    /// <summary>The checksum of a text followed by <paramref name="bytes"/>, from the checksum of that text (0 if empty).</summary>
    public static uint Append(uint checksum, ReadOnlySpan<byte> bytes)
    {
        uint crc = ~checksum;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (byte b in bytes)
            crc = BitOperations.Crc32C(crc, b);
        return ~crc;
    }
}
