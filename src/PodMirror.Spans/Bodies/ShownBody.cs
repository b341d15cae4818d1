namespace PodMirror.Spans;

/// <summary>A body as it may be shown: without its content coding, and without the secrets of a form.</summary>
public readonly ref struct ShownBody
{
    internal ShownBody(ReadOnlySpan<byte> bytes, bool isText, bool isTruncated, bool isUndecodable)
    {
        Bytes = bytes;
        IsText = isText;
        IsTruncated = isTruncated;
        IsUndecodable = isUndecodable;
    }

    /// <summary>The bytes; empty when there is no body, or none of it may be shown.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>Whether the bytes are text: UTF-8 without NUL.</summary>
    public bool IsText { get; }

    /// <summary>Whether the decoded body was longer than this.</summary>
    public bool IsTruncated { get; }

    /// <summary>Whether the content coding could not be removed. What it hides, nobody has looked at.</summary>
    public bool IsUndecodable { get; }
}
