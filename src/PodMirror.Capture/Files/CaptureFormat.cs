namespace PodMirror.Capture;

/// <summary>How the records of one file format are read.</summary>
internal abstract class CaptureFormat
{
    /// <summary>Why the last read was <see cref="ReadStatus.Truncated"/> or <see cref="ReadStatus.Corrupt"/>, in words.</summary>
    public string? Reason { get; private set; }

    /// <summary>
    /// Reads the next frame. On anything but a frame the window stands at the beginning of the record in question, or at the file's end.
    /// </summary>
    public abstract ReadStatus TryRead(FileWindow window, out CapturedFrame frame);

    protected ReadStatus Corrupt(string reason)
    {
        Reason = reason;
        return ReadStatus.Corrupt;
    }

    protected ReadStatus Truncated(string reason)
    {
        Reason = reason;
        return ReadStatus.Truncated;
    }

    /// <summary>
    /// Sets a frame's bytes, without the frame check sequence at its end. Its length on the wire is taken as its record tells it,
    /// but never less than what was captured, and never more than a frame can have.
    /// </summary>
    public static void SetBytes(ref CapturedFrame frame, ReadOnlySpan<byte> captured, uint wireBytes, int fcsBytes)
    {
        int wire = Math.Max(captured.Length, (int)Math.Min(wireBytes, FileLimits.MaxFrameBytes));
        frame.WireBytes = Math.Max(0, wire - fcsBytes);
        frame.Bytes = captured[..Math.Min(captured.Length, frame.WireBytes)];
    }
}
