using PodMirror.Exchange;

namespace PodMirror.Capture;

/// <summary>
/// User data of mobile networks, GTP-U (3GPP TS 29.281 section 5.1).
/// <code>
/// flags u8 | message type u8 | length u16 | tunnel u32
/// sequence u16 | N-PDU number u8 | next extension u8: all three when one is flagged
/// </code>
/// </summary>
internal static class GtpLayer
{
    private const int HeaderBytes = 8;
    private const int OptionalBytes = 4;
    private const int VersionAndTypeMask = 0xF0;
    private const int VersionOne = 0x30;
    private const int OptionalFlags = 0x07;
    private const int ExtensionFlag = 0x04;
    private const byte UserData = 255;

    /// <summary>Reads the header and its extensions; an IP packet follows.</summary>
    public static Layer Read(ref PacketWalk walk)
    {
        if (!walk.Has(HeaderBytes))
        {
            return walk.EndShort(HeaderBytes);
        }

        int flags = walk.Bytes[0];
        if ((flags & VersionAndTypeMask) != VersionOne || walk.Bytes[1] != UserData)
        {
            return walk.EndOther();
        }

        walk.Skip(HeaderBytes);
        if ((flags & OptionalFlags) == 0)
        {
            return Layer.Raw;
        }

        if (!walk.Has(OptionalBytes))
        {
            return walk.EndShort(OptionalBytes);
        }

        byte extension = (flags & ExtensionFlag) != 0 ? walk.Bytes[OptionalBytes - 1] : (byte)0;
        walk.Skip(OptionalBytes);
        return SkipExtensions(ref walk, extension);
    }

    /// <summary>Each extension: length u8 in units of four bytes, content, type of the next u8; 0 ends them.</summary>
    private static Layer SkipExtensions(ref PacketWalk walk, byte extension)
    {
        for (int count = 0; count < DecodeLimits.MaxExtensionHeaders; count++)
        {
            if (extension == 0)
            {
                return Layer.Raw;
            }

            int length = walk.Has(1) ? walk.Bytes[0] * 4 : 0;
            if (length == 0 || !walk.Has(length))
            {
                return walk.EndShort(length + 1);
            }

            extension = walk.Bytes[length - 1];
            walk.Skip(length);
        }

        return walk.End(MirrorCounter.PacketsLinkUnknown);
    }
}
