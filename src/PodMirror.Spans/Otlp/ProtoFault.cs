namespace PodMirror.Spans;

/// <summary>Why a <see cref="ProtoReader"/> could not go on.</summary>
public enum ProtoFault
{
    /// <summary>Nothing is wrong.</summary>
    None = 0,

    /// <summary>The bytes end inside a value, or a length points past the end of its message.</summary>
    Truncated,

    /// <summary>A varint of more than ten bytes, or of more than 64 bits.</summary>
    VarintTooLong,

    /// <summary>Field number 0, one past 2^29 - 1, or a wire type that OTLP does not use.</summary>
    TagInvalid,

    /// <summary>A field with another wire type than the one it was read as.</summary>
    WireTypeWrong,

    /// <summary>A string that is not UTF-8 (protobuf wants every string to be).</summary>
    Utf8Invalid,
}
