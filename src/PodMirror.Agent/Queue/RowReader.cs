using System.Buffers.Binary;

namespace PodMirror.Agent.Queue;

/// <summary>
/// Reads integers of SQLite's file format, all most significant byte first. Past the end everything is 0, and <see cref="IsSound"/> false.
/// </summary>
/// <param name="bytes">A page, or the part of one that holds a row.</param>
/// <param name="at">Where to begin.</param>
internal ref struct RowReader(ReadOnlySpan<byte> bytes, int at)
{
    private const int MaxVarintBytes = 9;
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>Where the next read begins.</summary>
    public int At { get; private set; } = at;

    /// <summary>False once something was not there.</summary>
    public bool IsSound { get; private set; } = true;

    /// <summary>A varint: seven bits a byte, and eight of the ninth.</summary>
    public long Varint()
    {
        ulong value = 0;
        for (int i = 1; i <= MaxVarintBytes; i++)
        {
            byte next = (byte)Fixed(1);
            if (i == MaxVarintBytes)
            {
                return (long)((value << 8) | next);
            }

            value = (value << 7) | (next & 0x7Fu);
            if (next < 0x80)
            {
                break;
            }
        }

        return (long)value;
    }

    /// <summary>An integer column by its serial type (Database File Format, Record Format).</summary>
    public long Column(long serialType) => serialType switch
    {
        >= 1 and <= 4 => Fixed((int)serialType),
        5 => Fixed(6),
        6 => Fixed(8),
        8 => 0,
        9 => 1,
        _ => Fail(),
    };

    /// <summary>A signed integer of so many bytes, 8 at most.</summary>
    private long Fixed(int count)
    {
        if (At < 0 || At > _bytes.Length - count)
        {
            return Fail();
        }

        Span<byte> wide = stackalloc byte[sizeof(long)];
        wide.Fill((byte)((sbyte)_bytes[At] >> 7));
        _bytes.Slice(At, count).CopyTo(wide[^count..]);
        At += count;
        return BinaryPrimitives.ReadInt64BigEndian(wide);
    }

    private long Fail()
    {
        IsSound = false;
        return 0;
    }
}
