namespace PodMirror.Spans;

/// <summary>
/// The places told of last in a message, as they were told: the elements of a list have one place, and need not be looked into and compared
/// with all others once for each. Holds fixed memory, whatever comes.
/// </summary>
internal sealed class RecentPlaces
{
    // The members of an element that are hidden, a power of two; what falls on a taken slot is told once more, which changes nothing.
    private const int Slots = 16;

    // Longer paths are told each time.
    private const int MaxNameBytes = 96;

    private readonly byte[] _names = new byte[Slots * MaxNameBytes];
    private readonly Entry[] _entries = new Entry[Slots];

    /// <summary>Forgets everything.</summary>
    internal void Clear() => Array.Clear(_entries);

    /// <summary>Whether the same was told of the same place before; from now on it was.</summary>
    internal bool IsKnown(SensitiveKindSet kinds, bool isSecret, PlaceKind place, ReadOnlySpan<byte> name)
    {
        if (name.Length is 0 or > MaxNameBytes)
        {
            return false;
        }

        int slot = ((name.Length * 7) ^ (name[^1] * 3) ^ name[name.Length / 2]) & (Slots - 1);
        Span<byte> kept = _names.AsSpan(slot * MaxNameBytes, name.Length);
        var entry = new Entry(kinds, isSecret, place, name.Length);
        if (_entries[slot] == entry && name.SequenceEqual(kept))
        {
            return true;
        }

        _entries[slot] = entry;
        name.CopyTo(kept);
        return false;
    }

    private readonly record struct Entry(SensitiveKindSet Kinds, bool IsSecret, PlaceKind Place, int NameLength);
}
