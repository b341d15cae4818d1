namespace PodMirror.Spans;

/// <summary>
/// Values by names in UTF-8, looked up without making a string. The names are our own, so that nobody can choose them to collide; what is
/// looked up may be anybody's.
/// </summary>
internal sealed class Utf8Table<T>
    where T : class
{
    private readonly (byte[] Name, T Value)[] _slots;

    internal Utf8Table(IReadOnlyCollection<KeyValuePair<string, T>> values)
    {
        // Half of the slots stay empty, which keeps each search to a few.
        _slots = new (byte[], T)[System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(2 * values.Count) + 1)];
        foreach ((string name, T value) in values)
        {
            byte[] utf8 = System.Text.Encoding.UTF8.GetBytes(name);
            uint slot = Slot(utf8);
            while (_slots[slot].Name is not null)
            {
                slot = Next(slot);
            }

            _slots[slot] = (utf8, value);
        }
    }

    internal T? Find(ReadOnlySpan<byte> name)
    {
        for (uint slot = Slot(name); _slots[slot].Name is { } found; slot = Next(slot))
        {
            if (name.SequenceEqual(found))
            {
                return _slots[slot].Value;
            }
        }

        return null;
    }

    private uint Slot(ReadOnlySpan<byte> name)
    {
        HashCode hash = default;
        hash.AddBytes(name);
        return (uint)hash.ToHashCode() & (uint)(_slots.Length - 1);
    }

    private uint Next(uint slot) => (slot + 1) & (uint)(_slots.Length - 1);
}
