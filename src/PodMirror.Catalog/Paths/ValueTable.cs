using System.Text;

namespace PodMirror.Catalog.Paths;

/// <summary>
/// Scalars that a service's responses have had, by hash, each with the name that it stood under: a segment of a path that is one of them is the value
/// of a parameter, and that is its name. A table of fixed size, in which a new one takes an old one's place.
/// </summary>
internal sealed class ValueTable
{
    private const int Slots = 4096;
    private const int MaxNames = 256;
    private const int LongestValue = 64;

    private readonly uint[] _checks = new uint[Slots];
    private readonly byte[] _named = new byte[Slots];
    private readonly List<byte[]> _names = [];

    /// <summary>Takes in a scalar.</summary>
    /// <param name="name">The name of the property; only one that names things makes the value a parameter's.</param>
    /// <param name="value">The scalar as text.</param>
    public void Add(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (value.Length is 0 or > LongestValue || !NamesThings(name) || IndexOfName(name) is not int index)
        {
            return;
        }

        ulong hash = TextHash.Of(value);
        _checks[(int)(hash % Slots)] = (uint)(hash >> 32) | 1;
        _named[(int)(hash % Slots)] = (byte)index;
    }

    /// <summary>The name under which a value was seen; null when it was not, or no more.</summary>
    public string? NameOf(ReadOnlySpan<char> value)
    {
        if (value.Length is 0 or > LongestValue)
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[LongestValue * 3];
        int length = Encoding.UTF8.GetBytes(value, bytes);
        ulong hash = TextHash.Of((ReadOnlySpan<byte>)bytes[..length]);
        int slot = (int)(hash % Slots);
        return _checks[slot] == ((uint)(hash >> 32) | 1) ? Encoding.UTF8.GetString(_names[_named[slot]]) : null;
    }

    // "id", "orderId", "order_id", "slug": other scalars, as a status, are the words of literals too.
    private static bool NamesThings(ReadOnlySpan<byte> name)
    {
        ReadOnlySpan<byte> last = name.Length > 4 ? name[^4..] : name;
        return last.EndsWith("id"u8) || last.EndsWith("Id"u8) || last.EndsWith("ID"u8) || last.EndsWith("ame"u8) || last.EndsWith("slug"u8)
            || last.EndsWith("Slug"u8) || last.EndsWith("key"u8) || last.EndsWith("Key"u8) || last.EndsWith("code"u8) || last.EndsWith("sku"u8)
            || last.EndsWith("ogin"u8) || last.EndsWith("ail"u8);
    }

    private int? IndexOfName(ReadOnlySpan<byte> name)
    {
        for (int i = 0; i < _names.Count; i++)
        {
            if (name.SequenceEqual(_names[i]))
            {
                return i;
            }
        }

        if (_names.Count >= MaxNames || name.Length > LongestValue)
        {
            return null;
        }

        _names.Add(name.ToArray());
        return _names.Count - 1;
    }
}
