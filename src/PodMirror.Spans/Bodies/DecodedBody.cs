namespace PodMirror.Spans;

/// <summary>A body without its content codings, as far as it is shown.</summary>
public readonly ref struct DecodedBody
{
    internal DecodedBody(ReadOnlySpan<byte> bytes, bool isTruncated, bool isUndecodable)
    {
        Bytes = bytes;
        IsTruncated = isTruncated;
        IsUndecodable = isUndecodable;
    }

    /// <summary>The bytes, valid until the decoder's next call. Empty when undecodable.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>Whether the body was longer than this.</summary>
    public bool IsTruncated { get; }

    /// <summary>
    /// Whether the body could not be decoded. It is left out then: what cannot be read can neither be shown nor searched for secrets.
    /// </summary>
    public bool IsUndecodable { get; }
}
