namespace PodMirror.TestKit;

/// <summary>Writes a pcap file in memory: any byte order, microseconds or nanoseconds, and Linux' modified records.</summary>
public sealed class PcapWriter
{
    public const uint Microseconds = 0xA1B2C3D4;
    public const uint Nanoseconds = 0xA1B23C4D;
    public const uint Modified = 0xA1B2CD34;

    private readonly Bytes _file;
    private readonly uint _magic;

    /// <param name="linkField">The LINKTYPE_ number, with FCS bits where wanted.</param>
    /// <param name="magic">One of the constants above.</param>
    /// <param name="bigEndian">The byte order.</param>
    /// <param name="minor">The minor version; 4 today.</param>
    public PcapWriter(uint linkField, uint magic = Nanoseconds, bool bigEndian = false, int minor = 4)
    {
        _magic = magic;
        _file = new Bytes(bigEndian).U32(magic).U16(2).U16(minor).U32(0).U32(0).U32(262_144).U32(linkField);
    }

    /// <summary>Adds a record.</summary>
    /// <param name="timestampNs">Nanoseconds since 1970; cut to microseconds where the format is.</param>
    /// <param name="frame">What was captured.</param>
    /// <param name="wireBytes">The length on the wire; that of the frame when not given.</param>
    /// <param name="packetType">Linux' packet type; only modified records have it.</param>
    public PcapWriter Frame(long timestampNs, ReadOnlySpan<byte> frame, int? wireBytes = null, byte packetType = 0) =>
        Record(timestampNs, (uint)frame.Length, (uint)(wireBytes ?? frame.Length), frame, packetType);

    /// <summary>Adds a record with lengths that need not be true.</summary>
    public PcapWriter Record(long timestampNs, uint captured, uint wire, ReadOnlySpan<byte> bytes, byte packetType = 0)
    {
        long fraction = timestampNs % 1_000_000_000;
        _file.U32((uint)(timestampNs / 1_000_000_000)).U32((uint)(_magic == Nanoseconds ? fraction : fraction / 1000)).U32(captured).U32(wire);
        if (_magic == Modified)
        {
            _file.U32(1).U16(0).U8(packetType).U8(0);
        }

        _file.Add(bytes);
        return this;
    }

    public byte[] ToArray() => _file.ToArray();
}
