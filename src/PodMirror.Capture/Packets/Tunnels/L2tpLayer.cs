namespace PodMirror.Capture;

/// <summary>
/// L2TP version 2 data messages (RFC 2661 section 3.1).
/// <code>
/// flags and version u16 | length u16 | tunnel u16 | session u16 | sequence u16 ×2 | offset u16 and as many bytes
/// Length, sequence and offset are there when flagged.
/// </code>
/// </summary>
internal static class L2tpLayer
{
    private const int FlagsBytes = 2;
    private const int LengthBytes = 2;
    private const int IdBytes = 4;
    private const int SequenceBytes = 4;
    private const int OffsetBytes = 2;
    private const ushort Control = 0x8000;
    private const ushort Length = 0x4000;
    private const ushort Sequence = 0x0800;
    private const ushort Offset = 0x0200;
    private const ushort VersionMask = 0x000F;
    private const ushort VersionTwo = 2;

    /// <summary>Goes past the header, to PPP.</summary>
    public static Layer Read(ref PacketWalk walk)
    {
        if (!walk.Has(FlagsBytes))
        {
            return walk.EndShort(FlagsBytes);
        }

        ushort flags = walk.UInt16(0);
        if ((flags & Control) != 0 || (flags & VersionMask) != VersionTwo)
        {
            return walk.EndOther();
        }

        int headerBytes = FlagsBytes + IdBytes + ((flags & Length) != 0 ? LengthBytes : 0) + ((flags & Sequence) != 0 ? SequenceBytes : 0);
        if ((flags & Offset) == 0)
        {
            return walk.SkipTo(headerBytes, Layer.Ppp);
        }

        if (!walk.Has(headerBytes + OffsetBytes))
        {
            return walk.EndShort(headerBytes + OffsetBytes);
        }

        return walk.SkipTo(headerBytes + OffsetBytes + walk.UInt16(headerBytes), Layer.Ppp);
    }
}
