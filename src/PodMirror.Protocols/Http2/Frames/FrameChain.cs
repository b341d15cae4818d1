namespace PodMirror.Protocols;

/// <summary>
/// Tells whether bytes begin with a frame, where nothing else says so: on a connection that was open before we listened, and after a loss. One
/// frame's lengths, flags and stream rarely fit by chance, and that the next begins where it ends never does.
/// </summary>
internal static class FrameChain
{
    /// <summary>Looks at a segment's first bytes.</summary>
    /// <param name="bytes">The segment.</param>
    /// <param name="isOpen">Whether a stream is open, for data that go on beyond the segment; null when nothing is known of streams.</param>
    public static bool Begins(ReadOnlySpan<byte> bytes, Func<uint, bool>? isOpen)
    {
        int frames = 0;
        while (bytes.Length >= FrameHeader.Bytes)
        {
            var header = FrameHeader.Read(bytes);
            if (bytes[5] >= 0x80 || !IsPlausible(header))
            {
                return false;
            }

            if (header.Length > bytes.Length - FrameHeader.Bytes)
            {
                return frames > 0 || (header.Type == FrameType.Data && isOpen is not null && isOpen(header.StreamId));
            }

            bytes = bytes[(FrameHeader.Bytes + header.Length)..];
            frames++;
        }

        return frames > 1 || (frames == 1 && bytes.IsEmpty);
    }

    /// <summary>Whether a frame may look like this (RFC 9113 section 6): the stream or none, the size, the flags.</summary>
    public static bool IsPlausible(in FrameHeader header) => header.Type switch
    {
        FrameType.Data => Is(header, stream: true, 0x9, 0, FrameFaults.MaxLengthAtFirst),
        FrameType.Headers => Is(header, stream: true, 0x2D, 1, FrameFaults.MaxLengthAtFirst),
        FrameType.Priority => Is(header, stream: true, 0, 5, 5),
        FrameType.RstStream => Is(header, stream: true, 0, 4, 4),
        FrameType.Settings => Is(header, stream: false, 0x1, 0, 600) && header.Length % 6 == 0 && (header.Flags == 0 || header.Length == 0),
        FrameType.PushPromise => Is(header, stream: true, 0xC, 5, FrameFaults.MaxLengthAtFirst),
        FrameType.Ping => Is(header, stream: false, 0x1, 8, 8),
        FrameType.GoAway => Is(header, stream: false, 0, 8, FrameFaults.MaxLengthAtFirst),
        FrameType.WindowUpdate => header.Flags == 0 && header.Length == 4,
        FrameType.Continuation => Is(header, stream: true, 0x4, 0, FrameFaults.MaxLengthAtFirst),
        _ => false,
    };

    private static bool Is(in FrameHeader header, bool stream, byte flags, int least, int most) =>
        (header.StreamId != 0) == stream && (header.Flags & ~flags) == 0 && header.Length >= least && header.Length <= most;
}
