using System.Numerics;
using System.Text;
using GenesysCloud.Launching.Journal.Storage;

namespace GenesysCloud.Launching.Journal;

/// <summary>
/// Distinct texts, numbered 0, 1, 2, ... as they come. Kept as UTF-8 in one block, because a million strings would take
/// three times the memory and most of the time of reading a journal.
/// </summary>
internal sealed class Utf8Table
{
    private byte[] _bytes;
    private int[] _ends;
    private int[] _slots; // number + 1 at its hash or the next free place after it; 0 is free

    public Utf8Table(int capacity = 16)
    {
        _bytes = new byte[capacity * 24];
        _ends = new int[capacity];
        _slots = new int[(int)BitOperations.RoundUpToPowerOf2((uint)capacity * 2)];
    }

    public int Count { get; private set; }

    public string this[int number] => Encoding.UTF8.GetString(Bytes(number));

    /// <summary>Number of the text, or -1.</summary>
    public int Find(ReadOnlySpan<byte> text) => _slots[SlotOf(text)] - 1;

    /// <summary>Number of the text, which is added if it is new.</summary>
    public int Add(ReadOnlySpan<byte> text)
    {
        int slot = SlotOf(text);
        if (_slots[slot] != 0)
            return _slots[slot] - 1;
        if (Count * 2 >= _slots.Length)
        {
            Rehash();
            slot = SlotOf(text);
        }

        int start = Count == 0 ? 0 : _ends[Count - 1];
        int end = checked(start + text.Length);
        if (end > _bytes.Length)
            Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max(end, _bytes.Length * 3L / 2)));
        if (Count == _ends.Length)
            Array.Resize(ref _ends, Count + (Count / 2));
        text.CopyTo(_bytes.AsSpan(start));
        _ends[Count] = end;
        _slots[slot] = ++Count;
        return Count - 1;
    }

    private ReadOnlySpan<byte> Bytes(int number)
    {
        int start = number == 0 ? 0 : _ends[number - 1];
        return _bytes.AsSpan(start, _ends[number] - start);
    }

    private int SlotOf(ReadOnlySpan<byte> text)
    {
        int mask = _slots.Length - 1;
        int slot = (int)Crc32C.Append(0, text) & mask;
        while (_slots[slot] != 0 && !Bytes(_slots[slot] - 1).SequenceEqual(text))
            slot = (slot + 1) & mask;
        return slot;
    }

    private void Rehash()
    {
        _slots = new int[_slots.Length * 2];
        for (int number = 0; number < Count; number++)
            _slots[SlotOf(Bytes(number))] = number + 1;
    }
}
