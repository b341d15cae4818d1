namespace PodMirror.Sidecar.Replay;

/// <summary>A body as it is shown: without its content coding, as far as that can be removed.</summary>
public readonly ref struct ShownBody
{
    /// <summary>Makes it of its parts.</summary>
    public ShownBody(ReadOnlySpan<byte> bytes, bool isText, bool isTruncated, bool isUndecodable)
    {
        Bytes = bytes;
        IsText = isText;
        IsTruncated = isTruncated;
        IsUndecodable = isUndecodable;
    }

    /// <summary>The bytes; empty when there is no body, or none of it was kept. Still encoded when undecodable.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>Whether the bytes are text in UTF-8.</summary>
    public bool IsText { get; }

    /// <summary>Whether the decoded body was longer than this.</summary>
    public bool IsTruncated { get; }

    /// <summary>Whether the content coding could not be removed.</summary>
    public bool IsUndecodable { get; }
}
