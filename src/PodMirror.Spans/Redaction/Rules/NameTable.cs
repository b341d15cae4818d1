namespace PodMirror.Spans;

/// <summary>Normalised names with a value each, found by their bytes without making a string. Made once, then only read.</summary>
/// <typeparam name="T">What a name means.</typeparam>
internal sealed class NameTable<T>
    where T : struct
{
    private readonly (byte[]? Name, T Value)[] _slots;
    private readonly uint _mask;

    internal NameTable(IReadOnlyCollection<KeyValuePair<string, T>> entries)
    {
        // Half empty at most, so that a search ends after a step or two.
        int size = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, entries.Count * 2));
        _slots = new (byte[]?, T)[size];
        _mask = (uint)size - 1;
        foreach ((string name, T value) in entries)
        {
            Add(NormalizedName.Of(name), value);
        }
    }

    /// <summary>Looks a normalised name up.</summary>
    internal bool TryFind(ReadOnlySpan<byte> normalized, out T value)
    {
        for (uint at = Hash(normalized) & _mask; _slots[at].Name is { } name; at = (at + 1) & _mask)
        {
            if (normalized.SequenceEqual(name))
            {
                value = _slots[at].Value;
                return true;
            }
        }

        value = default;
        return false;
    }

    private void Add(byte[] name, T value)
    {
        uint at = Hash(name) & _mask;
        while (_slots[at].Name is { } taken && !taken.AsSpan().SequenceEqual(name))
        {
            at = (at + 1) & _mask;
        }

        _slots[at] = (name, value);
    }

    // FNV-1a. The table never grows by what comes off the wire, so a chosen collision costs an attacker's bytes a step or two.
    private static uint Hash(ReadOnlySpan<byte> bytes)
    {
        uint hash = 2166136261;
        foreach (byte b in bytes)
        {
            hash = (hash ^ b) * 16777619;
        }

        return hash;
    }
}
