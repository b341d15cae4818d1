using System.Buffers.Binary;

namespace PodMirror.Exchange;

/// <summary>The wire form of what was counted of a framed content; a message without one takes no byte of it.</summary>
internal static class FramedForm
{
    // Messages, their bytes, the largest, the frames of each kind, then how many marks follow.
    private const int FixedBytes = ((3 + FrameCounts.Count) * sizeof(ulong)) + 1;

    internal static long WireBytesOf(in MessageView message) =>
        message.Framed.Framing == ContentFraming.None ? 0 : FixedBytes + MarkBytesOf(message);

    /// <returns>False when the bytes are too few, or say what cannot be.</returns>
    internal static bool TryRead(
        scoped ref ReadOnlySpan<byte> rest, ContentFraming framing, out FramedContent framed, out ReadOnlySpan<byte> marks)
    {
        framed = default;
        marks = default;
        if (framing == ContentFraming.None)
        {
            return true;
        }

        if (framing > ContentFraming.WebSocket || rest.Length < FixedBytes || rest[FixedBytes - 1] > FramedMarks.MaxCount
            || rest.Length - FixedBytes < rest[FixedBytes - 1] * FramedMarks.MarkBytes)
        {
            return false;
        }

        FrameCounts frames = default;
        for (int kind = 0; kind < FrameCounts.Count; kind++)
        {
            frames[kind] = BinaryPrimitives.ReadUInt64LittleEndian(rest[((3 + kind) * sizeof(ulong))..]);
        }

        framed = new FramedContent
        {
            Framing = framing,
            Messages = BinaryPrimitives.ReadUInt64LittleEndian(rest),
            MessageBytes = BinaryPrimitives.ReadUInt64LittleEndian(rest[sizeof(ulong)..]),
            LargestMessageBytes = BinaryPrimitives.ReadUInt64LittleEndian(rest[(2 * sizeof(ulong))..]),
            Frames = frames,
        };
        int markBytes = rest[FixedBytes - 1] * FramedMarks.MarkBytes;
        marks = rest.Slice(FixedBytes, markBytes);
        rest = rest[(FixedBytes + markBytes)..];
        return true;
    }

    internal static void Write(scoped ref Span<byte> rest, scoped in MessageView message)
    {
        FramedContent framed = message.Framed;
        if (framed.Framing == ContentFraming.None)
        {
            return;
        }

        BinaryPrimitives.WriteUInt64LittleEndian(rest, framed.Messages);
        BinaryPrimitives.WriteUInt64LittleEndian(rest[sizeof(ulong)..], framed.MessageBytes);
        BinaryPrimitives.WriteUInt64LittleEndian(rest[(2 * sizeof(ulong))..], framed.LargestMessageBytes);
        for (int kind = 0; kind < FrameCounts.Count; kind++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(rest[((3 + kind) * sizeof(ulong))..], framed.Frames[kind]);
        }

        int markBytes = MarkBytesOf(message);
        rest[FixedBytes - 1] = (byte)(markBytes / FramedMarks.MarkBytes);
        message.Marks[..markBytes].CopyTo(rest[FixedBytes..]);
        rest = rest[(FixedBytes + markBytes)..];
    }

    private static int MarkBytesOf(in MessageView message) =>
        Math.Min(new FramedMarks(message.Marks).Count, FramedMarks.MaxCount) * FramedMarks.MarkBytes;
}
