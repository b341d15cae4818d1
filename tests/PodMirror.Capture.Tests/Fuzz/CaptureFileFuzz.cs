namespace PodMirror.Capture.Tests.Fuzz;

/// <summary>Fuzz target of the capture file reader: any bytes are read to an end, and what is given out lies within its bounds.</summary>
public static class CaptureFileFuzz
{
    /// <summary>The shortest record of the plain formats: without this many bytes a frame cannot be. Packed files may hold more.</summary>
    private const int ShortestRecordBytes = 16;

    /// <summary>What deflate and zstd cannot exceed for inputs of a fuzzer's size.</summary>
    private const int MostExpansion = 1 << 20;

    /// <summary>Frames after which a packed input is left: it makes progress, and that is all there is to see.</summary>
    private const int MaxFrames = 10_000;

    /// <summary>A file of every format.</summary>
    public static IEnumerable<byte[]> Seeds() => SampleFiles.All.Values;

    public static void Run(ReadOnlySpan<byte> input)
    {
        byte[] file = input.ToArray();
        bool packed = input.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) || input.StartsWith((ReadOnlySpan<byte>)[0x28, 0xB5, 0x2F, 0xFD]);
        long most = packed ? (long)input.Length * MostExpansion : input.Length;
        using var reader = new CaptureFileReader(new MemoryStream(file));
        long frames = 0;
        ReadStatus status;
        while ((status = reader.TryRead(out CapturedFrame frame)) == ReadStatus.Frame && frames < MaxFrames)
        {
            frames++;
            Assert.InRange(frame.Bytes.Length, 0, FileLimits.MaxFrameBytes);
            Assert.InRange(frame.WireBytes, frame.Bytes.Length, FileLimits.MaxFrameBytes);
            Assert.InRange(frame.TimestampNs, 0, FileLimits.MaxTimestampNs);
            Assert.InRange((int)frame.Link, 0, ushort.MaxValue);
            Assert.True(frames * ShortestRecordBytes <= most, "more frames than bytes");
            Assert.Null(reader.ErrorReason);
        }

        if (status == ReadStatus.Frame)
        {
            return;
        }

        Assert.InRange(reader.BytesRead, 0, file.Length);
        Assert.Equal(status, reader.TryRead(out CapturedFrame after));
        Assert.Equal(0, after.Bytes.Length);
        if (status == ReadStatus.End)
        {
            Assert.Equal(-1, reader.ErrorOffset);
            Assert.Null(reader.ErrorReason);
        }
        else
        {
            Assert.InRange(reader.ErrorOffset, 0, most);
            Assert.False(string.IsNullOrEmpty(reader.ErrorReason));
            Assert.DoesNotContain('\n', reader.ErrorReason);
        }
    }
}
