namespace PodMirror.Spans;

/// <summary>
/// The rules of the field names seen last: a Pod's calls carry the same dozens of names, and comparing one with what is kept costs
/// a fifth of normalising it. Holds fixed memory, whatever names come; one for each thread.
/// </summary>
internal sealed class FieldRuleCache(RedactionRules rules)
{
    // More than the names of one Pod's calls, and 8 KiB altogether.
    private const int Slots = 256;

    // Nearly all registered names are shorter; a longer one is looked up each time.
    private const int MaxNameBytes = 31;
    private const int SlotBytes = MaxNameBytes + 1;

    private readonly byte[] _names = new byte[Slots * SlotBytes];
    private readonly FieldVerdict[] _found = new FieldVerdict[Slots];

    /// <summary>What of the field's value may leave.</summary>
    internal FieldVerdict Of(ReadOnlySpan<byte> name)
    {
        if (name.Length is 0 or > MaxNameBytes)
        {
            return rules.OfField(name);
        }

        int slot = ((name.Length * 7) ^ (name[0] * 31) ^ (name[^1] * 13) ^ (name[name.Length / 2] * 3)) & (Slots - 1);
        Span<byte> kept = _names.AsSpan(slot * SlotBytes, SlotBytes);
        if (kept[0] != name.Length || !name.SequenceEqual(kept.Slice(1, name.Length)))
        {
            kept[0] = (byte)name.Length;
            name.CopyTo(kept[1..]);
            _found[slot] = rules.OfField(name);
        }

        return _found[slot];
    }
}
