using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace GenesysCloud.Simulator.Seeding;

/// <summary>
/// Creates GUIDs from a seed and a sequence number, and gets the number back from a GUID. A million executions are found by ID without
/// an index, and two runs with the same seed have the same IDs.
/// </summary>
internal sealed class SeededGuidGenerator(ulong seed)
{
    public Guid Create(uint number)
    {
        Span<byte> bytes = stackalloc byte[16];
        ulong tail = Mix(seed + number * 0x9E3779B97F4A7C15UL);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[4..], (uint)(Mix(tail) >> 32));
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], tail);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number ^ Mask(bytes));
        return new Guid(bytes, bigEndian: true);
    }

    public bool TryGetNumber(Guid id, out uint number)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        number = BinaryPrimitives.ReadUInt32BigEndian(bytes) ^ Mask(bytes);
        return Create(number) == id;
    }

    /// <summary>A pseudorandom number in [0, 1) for <paramref name="number"/>, different for each purpose.</summary>
    public double Fraction(uint number, uint purpose) =>
        (Mix(Mix(seed ^ ((ulong)purpose << 32)) + number) >> 11) * (1.0 / (1UL << 53));

    /// <summary>The GUID of an object that is identified by its name.</summary>
    public static string FromName(string name)
    {
        Span<byte> bytes = SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }

    /// <summary>The finalizer of SplitMix64: every input bit affects every output bit.</summary>
    public static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }

    private uint Mask(ReadOnlySpan<byte> bytes) => (uint)Mix(seed ^ BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));
}
