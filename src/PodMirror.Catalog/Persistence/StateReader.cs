using System.Text;

namespace PodMirror.Catalog.Persistence;

/// <summary>
/// Reads what <see cref="StateWriter"/> wrote. A fault is a state and not an exception: after it everything reads as nothing, and whoever reads a
/// list stops.
/// </summary>
internal ref struct StateReader(ReadOnlySpan<byte> state)
{
    private ReadOnlySpan<byte> _rest = state;

    /// <summary>What is wrong first; null while nothing is.</summary>
    public string? Fault { get; private set; }

    /// <summary>Whether nothing is left.</summary>
    public readonly bool AtEnd => _rest.IsEmpty;

    /// <summary>Says that what was read cannot be.</summary>
    public void Fail(string fault)
    {
        Fault ??= fault;
        _rest = [];
    }

    /// <summary>Reads the magic number of a catalog.</summary>
    public void Magic() => Magic(StateWriter.Magic, "no state of a catalog");

    /// <summary>Reads a magic number.</summary>
    public void Magic(ReadOnlySpan<byte> magic, string otherwise)
    {
        if (!_rest.StartsWith(magic))
        {
            Fail(otherwise);
            return;
        }

        _rest = _rest[magic.Length..];
    }

    /// <summary>The version of a catalog's state, once it is read; older ones have less.</summary>
    public long Version { get; private set; }

    /// <summary>Whether the state is of the first version.</summary>
    public readonly bool IsFirst => Version == 1;

    /// <summary>Reads the version of a catalog.</summary>
    public void ReadVersion()
    {
        Version = Number();
        if (Version is < 1 or > StateWriter.Version)
        {
            Fail("of a version that is not known");
        }
    }

    /// <summary>Reads a number.</summary>
    public long Number()
    {
        ulong number = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            if (_rest.IsEmpty)
            {
                Fail("ends too early");
                return 0;
            }

            byte next = _rest[0];
            _rest = _rest[1..];
            number |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return (long)number;
            }
        }

        Fail("a number that is too long");
        return 0;
    }

    /// <summary>Reads a count of events: not negative, and far from overflowing when some are added.</summary>
    public long Count() => Within(0, long.MaxValue / 4);

    /// <summary>The same as an integer of 32 bits.</summary>
    public int SmallCount() => (int)Within(0, int.MaxValue / 4);

    /// <summary>Reads a number that may be no other than these.</summary>
    public long Within(long least, long most)
    {
        long number = Number();
        if (number >= least && number <= most)
        {
            return number;
        }

        Fail("a number that cannot be");
        return least;
    }

    /// <summary>Reads how many of something follow.</summary>
    /// <param name="most">More cannot be. Each has a byte at least, so that there are never more than bytes are left.</param>
    public int Length(int most) => (int)Within(0, Math.Min(most, _rest.Length));

    /// <summary>Reads whether something is so.</summary>
    public bool Flag() => Within(0, 1) == 1;

    /// <summary>Reads a number of any kind.</summary>
    public double Real()
    {
        double number = BitConverter.Int64BitsToDouble(Number());
        return double.IsNaN(number) ? 0 : number;
    }

    /// <summary>Reads bytes.</summary>
    public ReadOnlySpan<byte> Bytes(int most)
    {
        int length = Length(most);
        if (length > _rest.Length)
        {
            Fail("ends too early");
            return [];
        }

        ReadOnlySpan<byte> bytes = _rest[..length];
        _rest = _rest[length..];
        return bytes;
    }

    /// <summary>Reads text; what is no UTF-8 becomes replacement characters.</summary>
    /// <param name="most">Characters.</param>
    public string Text(int most)
    {
        string text = Encoding.UTF8.GetString(Bytes(most * 3));
        if (text.Length > most)
        {
            Fail("a text that is too long");
            return "";
        }

        return text;
    }

    /// <summary>Reads text, or that there is none.</summary>
    public string? OptionalText(int most) => Flag() ? Text(most) : null;
}
