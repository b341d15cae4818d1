namespace PodMirror.Capture.Tests;

/// <summary>A frame that outlives the reader's buffer.</summary>
public sealed record FrameCopy(string Hex, int WireBytes, long TimestampNs, LinkType Link, PacketOrigin Origin)
{
    public static FrameCopy Of(in CapturedFrame frame) =>
        new(Convert.ToHexString(frame.Bytes), frame.WireBytes, frame.TimestampNs, frame.Link, frame.Origin);
}
