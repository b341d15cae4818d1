using System.Buffers.Binary;

namespace PodMirror.Catalog.Schemas;

/// <summary>A string that was seen, and how often. Most differ, or are told, by what lies beside each other in a list of them.</summary>
internal struct TextValue
{
    private readonly ulong _start;
    private readonly int _length;

    /// <summary>One that was seen so often.</summary>
    public TextValue(byte[] text, int count) => (Text, Count, _start, _length) = (text, count, StartOf(text), text.Length);

    /// <summary>The string, as UTF-8.</summary>
    public byte[] Text { get; }

    /// <summary>How often.</summary>
    public int Count { get; set; }

    /// <summary>The first bytes of a text, for <see cref="Is"/>.</summary>
    public static ulong StartOf(ReadOnlySpan<byte> text)
    {
        if (text.Length >= sizeof(ulong))
        {
            return BinaryPrimitives.ReadUInt64LittleEndian(text);
        }

        ulong start = 0;
        for (int i = 0; i < text.Length; i++)
        {
            start |= (ulong)text[i] << (8 * i);
        }

        return start;
    }

    /// <summary>Whether it is a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Its <see cref="StartOf"/>.</param>
    public readonly bool Is(ReadOnlySpan<byte> text, ulong start) =>
        start == _start && text.Length == _length && (_length <= sizeof(ulong) || text.SequenceEqual(Text));
}
