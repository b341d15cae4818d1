using System.Buffers.Binary;

namespace PodMirror.Capture;

/// <summary>Walks the options of a pcapng block: code u16, length u16, value padded to four bytes. Ends at the first that does not fit.</summary>
internal ref struct PcapngOptions(ReadOnlySpan<byte> options, bool bigEndian)
{
    private const int HeaderBytes = 4;
    private const ushort EndOfOptions = 0;

    private ReadOnlySpan<byte> _rest = options;

    /// <summary>The current option's code.</summary>
    public ushort Code { get; private set; }

    /// <summary>The current option's value.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>Goes to the next option.</summary>
    public bool MoveNext()
    {
        if (_rest.Length < HeaderBytes)
        {
            return false;
        }

        Code = UInt16(_rest);
        int length = UInt16(_rest[2..]);
        if (Code == EndOfOptions || length > _rest.Length - HeaderBytes)
        {
            return false;
        }

        Value = _rest.Slice(HeaderBytes, length);
        int padded = HeaderBytes + ((length + 3) & ~3);
        _rest = padded < _rest.Length ? _rest[padded..] : default;
        return true;
    }

    private readonly ushort UInt16(ReadOnlySpan<byte> bytes) =>
        bigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);
}
