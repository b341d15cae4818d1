namespace PodMirror.Capture;

/// <summary>PPP (RFC 1661) as the link types and the tunnels have it.</summary>
internal static class PppLayer
{
    private const byte Address = 0xFF;
    private const ushort AddressAndControl = 0xFF03;
    private const ushort IPv4 = 0x0021;
    private const ushort IPv6 = 0x0057;
    private const ushort MplsUnicast = 0x0281;
    private const ushort MplsMulticast = 0x0283;
    private const int CiscoHeaderBytes = 4;
    private const byte CiscoUnicast = 0x0F;
    private const byte CiscoMulticast = 0x8F;
    private const int PppoeHeaderBytes = 6;
    private const byte PppoeVersionAndType = 0x11;
    private const byte PppoeSession = 0;

    /// <summary>Address and control bytes, which may be left out; then the protocol, of one byte when that is odd (RFC 1661 section 6.5).</summary>
    public static Layer Read(ref PacketWalk walk)
    {
        if (walk.Has(2) && walk.UInt16(0) == AddressAndControl)
        {
            walk.Skip(2);
        }

        if (!walk.Has(1) || (walk.Bytes.Length == 1 && walk.Bytes[0] == Address))
        {
            return walk.EndShort(walk.Bytes.Length + 1);
        }

        if ((walk.Bytes[0] & 1) != 0)
        {
            ushort compressed = walk.Bytes[0];
            walk.Skip(1);
            return Next(ref walk, compressed);
        }

        if (!walk.Has(2))
        {
            return walk.EndShort(2);
        }

        ushort protocol = walk.UInt16(0);
        walk.Skip(2);
        return Next(ref walk, protocol);
    }

    /// <summary>A byte that is 0 for what was received, before PPP.</summary>
    public static Layer ReadWithDirection(ref PacketWalk walk)
    {
        if (!walk.Has(1))
        {
            return walk.EndShort(1);
        }

        if (walk.Origin == PacketOrigin.Unknown)
        {
            walk.Origin = walk.Bytes[0] == 0 ? PacketOrigin.Incoming : PacketOrigin.Outgoing;
        }

        walk.Skip(1);
        return Layer.Ppp;
    }

    /// <summary>PPP, unless the address byte is one of Cisco's.</summary>
    public static Layer ReadHdlc(ref PacketWalk walk) =>
        walk.Has(1) && walk.Bytes[0] is CiscoUnicast or CiscoMulticast ? Layer.CiscoHdlc : Layer.Ppp;

    /// <summary>Address u8, control u8, EtherType u16.</summary>
    public static Layer ReadCiscoHdlc(ref PacketWalk walk)
    {
        if (!walk.Has(CiscoHeaderBytes))
        {
            return walk.EndShort(CiscoHeaderBytes);
        }

        ushort type = walk.UInt16(2);
        walk.Skip(CiscoHeaderBytes);
        return EtherTypes.Next(ref walk, type);
    }

    /// <summary>PPP over Ethernet (RFC 2516 section 4): version and type u8, code u8, session u16, length u16.</summary>
    public static Layer ReadPppoe(ref PacketWalk walk)
    {
        if (!walk.Has(PppoeHeaderBytes))
        {
            return walk.EndShort(PppoeHeaderBytes);
        }

        int length = walk.UInt16(4);
        if (walk.Bytes[0] != PppoeVersionAndType || walk.Bytes[1] != PppoeSession)
        {
            return walk.EndOther();
        }

        walk.Skip(PppoeHeaderBytes);
        walk.Limit(length);
        return Layer.Ppp;
    }

    private static Layer Next(ref PacketWalk walk, ushort protocol) => protocol switch
    {
        IPv4 => Layer.IPv4,
        IPv6 => Layer.IPv6,
        MplsUnicast or MplsMulticast => Layer.Mpls,
        _ => walk.EndOther(),
    };
}
