namespace PodMirror.Exchange;

/// <summary>The first two bytes of a frame of WebSocket, which tell all others that stand before its payload (RFC 6455 section 5.2).</summary>
/// <param name="First">FIN, three reserved bits, the opcode.</param>
/// <param name="Second">The mask bit, and seven bits of the length.</param>
public readonly record struct FrameHead(byte First, byte Second)
{
    /// <summary>Bytes of a head without further length and without mask.</summary>
    public const int LeastBytes = 2;

    /// <summary>Bytes of a mask.</summary>
    public const int MaskBytes = 4;

    /// <summary>The longest payload of a control frame, and of any whose length is in the second byte (section 5.5).</summary>
    public const int MaxControlBytes = 125;

    private const byte TopBit = 0x80;
    private const byte ReservedBits = 0x70;
    private const byte CompressedBit = 0x40;

    /// <summary>What the frame is.</summary>
    public FrameOpcode Opcode => (First & 0x0f) switch
    {
        0x0 => FrameOpcode.Continuation,
        0x1 => FrameOpcode.Text,
        0x2 => FrameOpcode.Binary,
        0x8 => FrameOpcode.Close,
        0x9 => FrameOpcode.Ping,
        0xa => FrameOpcode.Pong,
        _ => FrameOpcode.Unknown,
    };

    /// <summary>Whether it is a close, ping or pong, which is short and never in parts.</summary>
    public bool IsControl => Opcode is FrameOpcode.Close or FrameOpcode.Ping or FrameOpcode.Pong;

    /// <summary>Whether it is the last of its message (FIN).</summary>
    public bool IsFinal => (First & TopBit) != 0;

    /// <summary>RSV1, to which permessage-deflate has given a meaning: the message is compressed (RFC 7692 section 6).</summary>
    public bool IsCompressed => (First & CompressedBit) != 0;

    /// <summary>RSV2 or RSV3: an extension that nobody here knows.</summary>
    public bool IsReserved => (First & ReservedBits & ~CompressedBit) != 0;

    /// <summary>Whether a mask stands before the payload, as it must in the client's direction alone (section 5.1).</summary>
    public bool IsMasked => (Second & TopBit) != 0;

    /// <summary>The length where it fits the second byte; else 126 or 127.</summary>
    public int ShortLength => Second & ~TopBit;

    /// <summary>Bytes of the length behind the second byte: 0, 2 or 8.</summary>
    public int ExtendedBytes => ShortLength switch { 126 => sizeof(ushort), 127 => sizeof(ulong), _ => 0 };

    /// <summary>Bytes before the payload, the mask included.</summary>
    public int HeadBytes => LeastBytes + ExtendedBytes + (IsMasked ? MaskBytes : 0);
}
