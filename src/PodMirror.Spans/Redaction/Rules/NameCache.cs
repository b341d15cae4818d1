namespace PodMirror.Spans;

/// <summary>
/// What is known of the names seen last: a Pod's calls carry the same names again and again, and comparing one with what is kept costs a
/// fifth of normalising and searching it. Holds fixed memory, whatever names come; one for each thread.
/// </summary>
/// <typeparam name="T">What is known of a name.</typeparam>
/// <param name="slots">Names that are kept, a power of two; 32 bytes each, and what is known of it.</param>
/// <param name="look">Finds what is known of a name that is not kept.</param>
internal sealed class NameCache<T>(int slots, NameLookup<T> look)
    where T : struct
{
    /// <summary>Nearly all names of fields and keys are shorter; a longer one is looked up each time.</summary>
    internal const int MaxNameBytes = 31;

    private const int SlotBytes = MaxNameBytes + 1;

    private readonly byte[] _names = new byte[slots * SlotBytes];
    private readonly T[] _found = new T[slots];

    /// <summary>What is known of a name.</summary>
    internal T Of(ReadOnlySpan<byte> name)
    {
        if (name.Length is 0 or > MaxNameBytes)
        {
            return look(name);
        }

        int slot = ((name.Length * 7) ^ (name[0] * 31) ^ (name[^1] * 13) ^ (name[name.Length / 2] * 3)) & (_found.Length - 1);
        if (IsAt(slot, name))
        {
            return _found[slot];
        }

        // Two names of a document that fall on one slot must not take it from each other all the time.
        int other = slot ^ 1;
        if (!IsAt(other, name))
        {
            SlotAt(slot).CopyTo(SlotAt(other));
            _found[other] = _found[slot];
            Span<byte> kept = SlotAt(slot);
            kept[0] = (byte)name.Length;
            name.CopyTo(kept[1..]);
            _found[slot] = look(name);
            return _found[slot];
        }

        return _found[other];
    }

    private Span<byte> SlotAt(int slot) => _names.AsSpan(slot * SlotBytes, SlotBytes);

    private bool IsAt(int slot, ReadOnlySpan<byte> name)
    {
        ReadOnlySpan<byte> kept = SlotAt(slot);
        return kept[0] == name.Length && name.SequenceEqual(kept.Slice(1, name.Length));
    }
}
