namespace PodMirror.Capture.Tests;

/// <summary>All that a reader gives out of a file.</summary>
public sealed record ReadFile(IReadOnlyList<FrameCopy> Frames, ReadStatus Status, long ErrorOffset, string? ErrorReason, long BytesRead)
{
    public static ReadFile Of(byte[] file) => Of(new MemoryStream(file));

    public static ReadFile Of(Stream file)
    {
        using var reader = new CaptureFileReader(file);
        var frames = new List<FrameCopy>();
        ReadStatus status;
        while ((status = reader.TryRead(out CapturedFrame frame)) == ReadStatus.Frame)
        {
            frames.Add(FrameCopy.Of(in frame));
        }

        Assert.Equal(status, reader.TryRead(out _));
        return new(frames, status, reader.ErrorOffset, reader.ErrorReason, reader.BytesRead);
    }
}
