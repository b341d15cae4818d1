using PodMirror.Exchange;

namespace PodMirror.Spans;

/// <summary>One frame of WebSocket where it lies (RFC 6455 section 5.2).</summary>
internal readonly ref struct WebSocketFrame
{
    /// <summary>Where its first byte stands.</summary>
    internal int Offset { get; init; }

    /// <summary>What it is.</summary>
    internal FrameOpcode Opcode { get; init; }

    /// <summary>Whether it is the last of its message (FIN).</summary>
    internal bool IsFinal { get; init; }

    /// <summary>RSV1, which an extension has given a meaning: the message is compressed (RFC 7692).</summary>
    internal bool IsCompressed { get; init; }

    /// <summary>RSV2 or RSV3: an extension that nobody here knows has changed the payload.</summary>
    internal bool IsReserved { get; init; }

    /// <summary>The four bytes that the payload is masked with; empty when it is not.</summary>
    internal ReadOnlySpan<byte> Mask { get; init; }

    /// <summary>What is here of the payload, masked as it was sent.</summary>
    internal ReadOnlySpan<byte> Payload { get; init; }

    /// <summary>The payload's true length, which may pass what is here.</summary>
    internal long PayloadBytes { get; init; }

    /// <summary>Whether the payload goes on beyond what is here.</summary>
    internal bool IsCut => Payload.Length < PayloadBytes;

    /// <summary>Appends what is here of the payload, unmasked.</summary>
    internal void Unmask(ByteBuffer output)
    {
        Span<byte> room = output.AppendRoom(Payload.Length);
        if (Mask.IsEmpty)
        {
            Payload.CopyTo(room);
            return;
        }

        for (int i = 0; i < room.Length; i++)
        {
            room[i] = (byte)(Payload[i] ^ Mask[i & 3]);
        }
    }
}
