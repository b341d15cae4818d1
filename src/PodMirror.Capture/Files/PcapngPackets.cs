namespace PodMirror.Capture;

/// <summary>Reads the three kinds of packet blocks of pcapng. Each answer is null, or why the block cannot be read.</summary>
internal static class PcapngPackets
{
    private const int EnhancedHeaderBytes = 20;
    private const int ObsoleteHeaderBytes = 20;
    private const int SimpleHeaderBytes = 4;

    // epb_flags and pack_flags: the lowest two bits are the direction, the next three how it was received.
    private const ushort FlagsOption = 2;
    private const uint DirectionMask = 0b11;
    private const uint Inbound = 0b01;
    private const uint Outbound = 0b10;
    private const uint ReceptionMask = 0b111 << 2;
    private const uint Promiscuous = 0b100 << 2;

    /// <summary>Enhanced packet block: interface u32, time u32 ×2, captured u32, wire u32, bytes, options.</summary>
    public static string? ReadEnhanced(PcapngSection section, ReadOnlySpan<byte> body, ref CapturedFrame frame)
    {
        if (body.Length < EnhancedHeaderBytes)
        {
            return $"an enhanced packet block has {body.Length} bytes";
        }

        return Read(section, section.UInt32(body), body, ref frame);
    }

    /// <summary>Obsolete packet block: interface u16, drops u16, then as the enhanced one.</summary>
    public static string? ReadObsolete(PcapngSection section, ReadOnlySpan<byte> body, ref CapturedFrame frame)
    {
        if (body.Length < ObsoleteHeaderBytes)
        {
            return $"a packet block has {body.Length} bytes";
        }

        return Read(section, section.UInt16(body), body, ref frame);
    }

    /// <summary>Simple packet block: wire length u32, bytes. Of the first interface, at a time not told: that of the packet before.</summary>
    public static string? ReadSimple(PcapngSection section, ReadOnlySpan<byte> body, long lastNs, ref CapturedFrame frame)
    {
        if (body.Length < SimpleHeaderBytes)
        {
            return $"a simple packet block has {body.Length} bytes";
        }

        if (!section.TryGetInterface(0, out PcapngInterface from))
        {
            return "a packet comes before the first interface description";
        }

        uint wire = section.UInt32(body);
        uint snap = from.SnapBytes == 0 ? uint.MaxValue : from.SnapBytes;
        ReadOnlySpan<byte> padded = body[SimpleHeaderBytes..];
        uint captured = Math.Min(Math.Min(wire, snap), (uint)padded.Length);
        return Fill(from, padded, captured, wire, lastNs, ref frame);
    }

    private static string? Read(PcapngSection section, uint number, ReadOnlySpan<byte> body, ref CapturedFrame frame)
    {
        if (!section.TryGetInterface(number, out PcapngInterface from))
        {
            return $"a packet names interface {number}, which was not described";
        }

        uint captured = section.UInt32(body[12..]);
        uint wire = section.UInt32(body[16..]);
        ReadOnlySpan<byte> rest = body[EnhancedHeaderBytes..];
        if (captured > rest.Length)
        {
            return $"a packet claims {captured} bytes in a block that has {rest.Length}";
        }

        ulong time = ((ulong)section.UInt32(body[4..]) << 32) | section.UInt32(body[8..]);
        int padded = ((int)captured + 3) & ~3;
        if (padded < rest.Length)
        {
            frame.Origin = OriginOf(new PcapngOptions(rest[padded..], section.BigEndian), section);
        }

        return Fill(from, rest, captured, wire, from.Clock.ToNs(time), ref frame);
    }

    private static string? Fill(
        in PcapngInterface from, ReadOnlySpan<byte> padded, uint captured, uint wire, long timestampNs, ref CapturedFrame frame)
    {
        if (captured > FileLimits.MaxFrameBytes)
        {
            return $"a packet claims {captured} bytes; at most {FileLimits.MaxFrameBytes} are possible";
        }

        CaptureFormat.SetBytes(ref frame, padded[..(int)captured], wire, from.FcsBytes);
        frame.TimestampNs = timestampNs;
        frame.Link = from.Link;
        return null;
    }

    private static PacketOrigin OriginOf(PcapngOptions options, PcapngSection section)
    {
        while (options.MoveNext())
        {
            if (options.Code == FlagsOption && options.Value.Length >= sizeof(uint))
            {
                uint flags = section.UInt32(options.Value);
                return (flags & DirectionMask) switch
                {
                    Inbound when (flags & ReceptionMask) != Promiscuous => PacketOrigin.Incoming,
                    Outbound => PacketOrigin.Outgoing,
                    _ => PacketOrigin.Unknown,
                };
            }
        }

        return PacketOrigin.Unknown;
    }
}
