using System.Buffers.Binary;
using PodMirror.Exchange;

namespace PodMirror.Spans;

/// <summary>
/// Walks the frames in the kept bytes of one direction of a WebSocket (RFC 6455 section 5.2), in place. It ends where the bytes end, or where
/// they are no frame; the last frame may be cut.
/// </summary>
/// <param name="bytes">The bytes after the handshake.</param>
internal ref struct WebSocketFrames(ReadOnlySpan<byte> bytes)
{
    private const int MaskBytes = 4;
    private const int MaxControlBytes = 125;
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>The frame that <see cref="MoveNext"/> found.</summary>
    internal WebSocketFrame Current { get; private set; } = default;

    /// <summary>Where the next frame begins.</summary>
    internal int Position { get; private set; } = 0;

    /// <summary>Where the last frame began, or what is none.</summary>
    internal int FrameStart { get; private set; } = 0;

    /// <summary>Whether the walk ended at bytes that are no frame, or inside one.</summary>
    internal bool IsBroken { get; private set; } = false;

    /// <summary>Goes on where a frame is known to begin, past what could not be read.</summary>
    internal void ResumeAt(int position)
    {
        Position = position;
        IsBroken = false;
    }

    /// <summary>Goes to the next frame; false when there is no whole head of one.</summary>
    internal bool MoveNext()
    {
        ReadOnlySpan<byte> rest = _bytes[Position..];
        if (rest.IsEmpty || IsBroken)
        {
            return false;
        }

        FrameStart = Position;
        FrameOpcode opcode = OpcodeOf(rest[0] & 0x0f);
        int headBytes = rest.Length < 2 ? 2 : 2 + ((rest[1] & 0x7f) switch { 126 => 2, 127 => 8, _ => 0 });
        bool isMasked = rest.Length >= 2 && (rest[1] & 0x80) != 0;
        IsBroken = opcode == FrameOpcode.Unknown || rest.Length < headBytes + (isMasked ? MaskBytes : 0);
        if (IsBroken)
        {
            return false;
        }

        long length = headBytes switch
        {
            4 => BinaryPrimitives.ReadUInt16BigEndian(rest[2..]),
            10 => BinaryPrimitives.ReadInt64BigEndian(rest[2..]),
            _ => rest[1] & 0x7f,
        };
        bool isFinal = (rest[0] & 0x80) != 0;
        bool isControl = opcode is FrameOpcode.Close or FrameOpcode.Ping or FrameOpcode.Pong;
        IsBroken = length < 0 || (isControl && (!isFinal || length > MaxControlBytes));
        if (IsBroken)
        {
            return false;
        }

        ReadOnlySpan<byte> mask = isMasked ? rest.Slice(headBytes, MaskBytes) : default;
        ReadOnlySpan<byte> payload = rest[(headBytes + mask.Length)..];
        IsBroken = length > payload.Length;
        payload = payload[..(int)Math.Min(length, payload.Length)];
        Current = new WebSocketFrame
        {
            Offset = Position,
            Opcode = opcode,
            IsFinal = isFinal,
            IsCompressed = (rest[0] & 0x40) != 0,
            IsReserved = (rest[0] & 0x30) != 0,
            Mask = mask,
            Payload = payload,
            PayloadBytes = length,
        };
        Position += headBytes + mask.Length + payload.Length;
        return true;
    }

    private static FrameOpcode OpcodeOf(int opcode) => opcode switch
    {
        0x0 => FrameOpcode.Continuation,
        0x1 => FrameOpcode.Text,
        0x2 => FrameOpcode.Binary,
        0x8 => FrameOpcode.Close,
        0x9 => FrameOpcode.Ping,
        0xA => FrameOpcode.Pong,
        _ => FrameOpcode.Unknown,
    };
}
