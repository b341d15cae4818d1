namespace PodMirror.Spans;

/// <summary>
/// The verdicts on the keys seen last: a Pod's documents carry the same hundreds of keys, and comparing one with what is kept costs a
/// small part of normalising and searching it. Holds fixed memory, whatever keys come; one for each thread.
/// </summary>
internal sealed class KeyCache(RedactionRules rules)
{
    // The keys of the documents of one Pod, and 16 KiB altogether.
    private const int Slots = 512;

    // Nearly all keys that programs choose are shorter; a longer one is looked up each time.
    private const int MaxKeyBytes = 31;
    private const int SlotBytes = MaxKeyBytes + 1;

    private readonly byte[] _keys = new byte[Slots * SlotBytes];
    private readonly KeyVerdict[] _found = new KeyVerdict[Slots];

    /// <summary>The verdict on a key without escapes.</summary>
    internal KeyVerdict Of(ReadOnlySpan<byte> key)
    {
        if (key.Length is 0 or > MaxKeyBytes)
        {
            return Look(key);
        }

        int slot = ((key.Length * 7) ^ (key[0] * 31) ^ (key[^1] * 13) ^ (key[key.Length / 2] * 3)) & (Slots - 1);
        Span<byte> kept = _keys.AsSpan(slot * SlotBytes, SlotBytes);
        if (kept[0] != key.Length || !key.SequenceEqual(kept.Slice(1, key.Length)))
        {
            kept[0] = (byte)key.Length;
            key.CopyTo(kept[1..]);
            _found[slot] = Look(key);
        }

        return _found[slot];
    }

    private KeyVerdict Look(ReadOnlySpan<byte> key) => new(rules.OfKey(key), rules.Detector.TryFind(key, default, 0, out _));
}
