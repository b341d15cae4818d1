using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace PodMirror.Capture;

/// <summary>
/// The classic format (draft-ietf-opsawg-pcap): a header of 24 bytes, then records.
/// <code>
/// file    magic u32 | major u16 | minor u16 | reserved u32 ×2 | snap length u32 | FCS bits and link type u32
/// record  seconds u32 | fraction u32 | captured length u32 | wire length u32 | captured bytes
/// 0xa1b2cd34 has after the wire length: interface index u32 | protocol u16 | packet type u8 | padding u8
/// </code>
/// </summary>
internal sealed class PcapFormat : CaptureFormat
{
    private const uint MagicMicroseconds = 0xA1B2C3D4;
    private const uint MagicNanoseconds = 0xA1B23C4D;
    private const uint MagicModified = 0xA1B2CD34;
    private const int FileHeaderBytes = 24;
    private const int RecordHeaderBytes = 16;
    private const int ModifiedRecordHeaderBytes = 24;
    private const int PacketTypeAt = 22;
    private const int SupportedMajor = 2;

    // Writers up to version 2.2 swapped the two lengths, and some of version 2.3 did; version 2.543 is such a one too.
    private const int LastSwappedMinor = 3;
    private const int OddSwappedMinor = 543;

    private readonly bool _bigEndian;
    private readonly int _recordHeaderBytes;
    private readonly int _nsPerFraction;
    private bool _mayBeSwapped;
    private bool _headerRead;
    private LinkType _link;
    private int _fcsBytes;

    private PcapFormat(uint magic, bool bigEndian)
    {
        _bigEndian = bigEndian;
        _recordHeaderBytes = magic == MagicModified ? ModifiedRecordHeaderBytes : RecordHeaderBytes;
        _nsPerFraction = magic == MagicNanoseconds ? 1 : 1000;
    }

    /// <summary>The format of a file whose magic number, read in that byte order, is this one; null when it is none.</summary>
    public static PcapFormat? ForMagic(uint magic, bool bigEndian) =>
        magic is MagicMicroseconds or MagicNanoseconds or MagicModified ? new PcapFormat(magic, bigEndian) : null;

    /// <inheritdoc />
    public override ReadStatus TryRead(FileWindow window, out CapturedFrame frame)
    {
        frame = default;
        if (!_headerRead && TryReadHeader(window) is var status and not ReadStatus.Frame)
        {
            return status;
        }

        if (!window.TryEnsure(_recordHeaderBytes))
        {
            return window.Available == 0 ? ReadStatus.End : Truncated("the file ends inside a record's header");
        }

        uint captured = UInt32(window.Bytes, 8);
        uint wire = UInt32(window.Bytes, 12);
        if (_mayBeSwapped && captured > wire)
        {
            (captured, wire) = (wire, captured);
        }

        if (captured > FileLimits.MaxFrameBytes)
        {
            return Corrupt($"a record claims {captured} bytes; at most {FileLimits.MaxFrameBytes} are possible");
        }

        int total = _recordHeaderBytes + (int)captured;
        if (!window.TryEnsure(total))
        {
            return Truncated($"the file ends {window.Available - _recordHeaderBytes} bytes into a record of {captured}");
        }

        ReadOnlySpan<byte> record = window.Bytes[..total];
        frame.TimestampNs = (UInt32(record, 0) * 1_000_000_000L) + (UInt32(record, 4) * (long)_nsPerFraction);
        frame.Link = _link;
        SetBytes(ref frame, record[_recordHeaderBytes..], wire, _fcsBytes);
        frame.Origin = _recordHeaderBytes == ModifiedRecordHeaderBytes ? CookedPacketType.OriginOf(record[PacketTypeAt]) : PacketOrigin.Unknown;
        window.Consume(total);
        return ReadStatus.Frame;
    }

    private ReadStatus TryReadHeader(FileWindow window)
    {
        if (!window.TryEnsure(FileHeaderBytes))
        {
            return Truncated("the file ends inside its header");
        }

        ReadOnlySpan<byte> header = window.Bytes;
        ushort major = UInt16(header, 4);
        ushort minor = UInt16(header, 6);
        if (major != SupportedMajor)
        {
            return Corrupt($"pcap version {major}.{minor} is not known");
        }

        uint linkField = UInt32(header, 20);
        _link = (LinkType)(linkField & 0xFFFF);

        // Bit 26 says that the top four bits count 16-bit words of frame check sequence at the end of every frame.
        _fcsBytes = (linkField & 0x0400_0000) != 0 ? (int)(linkField >> 28) * 2 : 0;
        _mayBeSwapped = minor is <= LastSwappedMinor or OddSwappedMinor;
        window.Consume(FileHeaderBytes);
        _headerRead = true;
        return ReadStatus.Frame;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint UInt32(ReadOnlySpan<byte> bytes, int at)
    {
        uint value = BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
        return _bigEndian ? BinaryPrimitives.ReverseEndianness(value) : value;
    }

    private ushort UInt16(ReadOnlySpan<byte> bytes, int at)
    {
        ushort value = BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);
        return _bigEndian ? BinaryPrimitives.ReverseEndianness(value) : value;
    }
}
