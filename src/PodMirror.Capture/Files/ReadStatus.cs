namespace PodMirror.Capture;

/// <summary>What a try to read the next frame of a capture file came to.</summary>
public enum ReadStatus
{
    /// <summary>A frame was read.</summary>
    Frame = 0,

    /// <summary>The file ended after a whole record.</summary>
    End = 1,

    /// <summary>The file ended in the middle of a record, a header or its compression. Everything before was given out.</summary>
    Truncated = 2,

    /// <summary>The file is no capture that can be read, or is damaged at <see cref="CaptureFileReader.ErrorOffset"/>.</summary>
    Corrupt = 3,
}
