using System.Buffers.Binary;

namespace PodMirror.Capture;

/// <summary>
/// The block format (draft-ietf-opsawg-pcapng). A section header sets the byte order and forgets the interfaces; interface descriptions follow,
/// then packets that name theirs by its number. Blocks of other types are skipped.
/// <code>block  type u32 | total length u32 | body, padded to four bytes | total length u32</code>
/// </summary>
internal sealed class PcapngFormat : CaptureFormat
{
    /// <summary>The type of a section header block; it reads the same in both byte orders.</summary>
    public const uint SectionHeaderBlock = 0x0A0D0D0A;

    private const uint InterfaceDescriptionBlock = 1;
    private const uint ObsoletePacketBlock = 2;
    private const uint SimplePacketBlock = 3;
    private const uint EnhancedPacketBlock = 6;
    private const int BlockHeaderBytes = 8;
    private const int TrailerBytes = 4;
    private const int MinBlockBytes = BlockHeaderBytes + TrailerBytes;

    private readonly PcapngSection _section = new();
    private long _lastNs;

    /// <inheritdoc />
    public override ReadStatus TryRead(FileWindow window, out CapturedFrame frame)
    {
        frame = default;
        while (true)
        {
            if (!window.TryEnsure(BlockHeaderBytes))
            {
                return window.Available == 0 ? ReadStatus.End : Truncated("the file ends inside a block's header");
            }

            uint type = _section.UInt32(window.Bytes);
            bool isPacket = type is EnhancedPacketBlock or SimplePacketBlock or ObsoletePacketBlock;
            ReadStatus status = type switch
            {
                SectionHeaderBlock => TryBeginSection(window),
                InterfaceDescriptionBlock => TryAddInterface(window),
                _ when isPacket => TryReadPacket(window, type, ref frame),
                _ => TrySkip(window),
            };
            if (isPacket || status != ReadStatus.Frame)
            {
                return status;
            }
        }
    }

    private ReadStatus TryBeginSection(FileWindow window)
    {
        if (!window.TryEnsure(PcapngSection.ByteOrderMagicAt + sizeof(uint)))
        {
            return Truncated("the file ends inside a section header");
        }

        uint magic = BinaryPrimitives.ReadUInt32LittleEndian(window.Bytes[PcapngSection.ByteOrderMagicAt..]);
        if (!_section.TryBegin(magic))
        {
            return Corrupt($"a section header has the byte-order magic {magic:x8}");
        }

        ReadStatus status = TryHold(window, out ReadOnlySpan<byte> body);
        if (status != ReadStatus.Frame)
        {
            return status;
        }

        return _section.VersionFault(body) is { } fault ? Corrupt(fault) : Done(window, body);
    }

    private ReadStatus TryAddInterface(FileWindow window)
    {
        ReadStatus status = TryHold(window, out ReadOnlySpan<byte> body);
        if (status != ReadStatus.Frame)
        {
            return status;
        }

        return _section.AddInterface(body) is { } fault ? Corrupt(fault) : Done(window, body);
    }

    private ReadStatus TryReadPacket(FileWindow window, uint type, ref CapturedFrame frame)
    {
        ReadStatus status = TryHold(window, out ReadOnlySpan<byte> body);
        if (status != ReadStatus.Frame)
        {
            return status;
        }

        string? fault = type switch
        {
            EnhancedPacketBlock => PcapngPackets.ReadEnhanced(_section, body, ref frame),
            SimplePacketBlock => PcapngPackets.ReadSimple(_section, body, _lastNs, ref frame),
            _ => PcapngPackets.ReadObsolete(_section, body, ref frame),
        };
        if (fault is not null)
        {
            return Corrupt(fault);
        }

        _lastNs = frame.TimestampNs;
        return Done(window, body);
    }

    /// <summary>A block that is not read may be longer than what is held: only its ends are looked at.</summary>
    private ReadStatus TrySkip(FileWindow window)
    {
        uint total = _section.UInt32(window.Bytes[4..]);
        if (LengthFault(total) is { } fault)
        {
            return Corrupt(fault);
        }

        return window.TrySkip(total) ? ReadStatus.Frame : Truncated($"the file ends inside a block of {total} bytes");
    }

    /// <summary>Brings a whole block into the window and gives out its body.</summary>
    private ReadStatus TryHold(FileWindow window, out ReadOnlySpan<byte> body)
    {
        body = default;
        uint total = _section.UInt32(window.Bytes[4..]);
        if (LengthFault(total) is { } fault)
        {
            return Corrupt(fault);
        }

        if (total > FileLimits.MaxBlockBytes)
        {
            return Corrupt($"a block claims {total} bytes; at most {FileLimits.MaxBlockBytes} are possible");
        }

        if (!window.TryEnsure((int)total))
        {
            return Truncated($"the file ends {window.Available} bytes into a block of {total}");
        }

        uint trailer = _section.UInt32(window.Bytes[((int)total - TrailerBytes)..]);
        if (trailer != total)
        {
            return Corrupt($"a block of {total} bytes ends with the length {trailer}");
        }

        body = window.Bytes[BlockHeaderBytes..((int)total - TrailerBytes)];
        return ReadStatus.Frame;
    }

    private static string? LengthFault(uint total) =>
        total < MinBlockBytes || total % 4 != 0 ? $"a block claims {total} bytes, which is no possible length" : null;

    private static ReadStatus Done(FileWindow window, ReadOnlySpan<byte> body)
    {
        window.Consume(body.Length + MinBlockBytes);
        return ReadStatus.Frame;
    }
}
