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
        var head = new FrameHead(rest[0], rest.Length > 1 ? rest[1] : (byte)0);
        IsBroken = head.Opcode == FrameOpcode.Unknown || rest.Length < head.HeadBytes;
        if (IsBroken)
        {
            return false;
        }

        long length = head.ExtendedBytes switch
        {
            sizeof(ushort) => BinaryPrimitives.ReadUInt16BigEndian(rest[FrameHead.LeastBytes..]),
            sizeof(ulong) => BinaryPrimitives.ReadInt64BigEndian(rest[FrameHead.LeastBytes..]),
            _ => head.ShortLength,
        };
        IsBroken = length < 0 || (head.IsControl && (!head.IsFinal || length > FrameHead.MaxControlBytes));
        if (IsBroken)
        {
            return false;
        }

        ReadOnlySpan<byte> payload = rest[head.HeadBytes..];
        IsBroken = length > payload.Length;
        payload = payload[..(int)Math.Min(length, payload.Length)];
        Current = new WebSocketFrame
        {
            Offset = Position,
            Opcode = head.Opcode,
            IsFinal = head.IsFinal,
            IsCompressed = head.IsCompressed,
            IsReserved = head.IsReserved,
            Mask = head.IsMasked ? rest[(head.HeadBytes - FrameHead.MaskBytes)..head.HeadBytes] : default,
            Payload = payload,
            PayloadBytes = length,
        };
        Position += head.HeadBytes + payload.Length;
        return true;
    }
}
