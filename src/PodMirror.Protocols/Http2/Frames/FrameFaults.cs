namespace PodMirror.Protocols;

/// <summary>
/// What RFC 9113 section 6 forbids of a frame by its header alone: a stream where there must be none, or the other way; a wrong size.
/// </summary>
internal static class FrameFaults
{
    /// <summary>The largest frame that may come before SETTINGS_MAX_FRAME_SIZE allows more (RFC 9113 section 4.2).</summary>
    public const int MaxLengthAtFirst = 16_384;

    /// <summary>Whether a frame is faulty.</summary>
    /// <param name="frame">Its header.</param>
    /// <param name="maxLength">The largest payload that the other side allows.</param>
    public static bool IsFaulty(in FrameHeader frame, int maxLength) => frame.Length > maxLength || frame.Type switch
    {
        FrameType.Data => frame.StreamId == 0 || frame.Length < PaddingByte(frame),
        FrameType.Headers => frame.StreamId == 0 || frame.Length < PaddingByte(frame) + (frame.HasPriority ? 5 : 0),
        FrameType.Priority => frame.StreamId == 0 || frame.Length != 5,
        FrameType.RstStream => frame.StreamId == 0 || frame.Length != 4,
        FrameType.Settings => frame.StreamId != 0 || frame.Length % 6 != 0 || (frame.IsAcknowledgement && frame.Length > 0),
        FrameType.PushPromise => frame.StreamId == 0 || frame.Length < PaddingByte(frame) + 4,
        FrameType.Ping => frame.StreamId != 0 || frame.Length != 8,
        FrameType.GoAway => frame.StreamId != 0 || frame.Length < 8,
        FrameType.WindowUpdate => frame.Length != 4,
        FrameType.Continuation => frame.StreamId == 0,
        _ => false,
    };

    private static int PaddingByte(in FrameHeader frame) => frame.IsPadded ? 1 : 0;
}
