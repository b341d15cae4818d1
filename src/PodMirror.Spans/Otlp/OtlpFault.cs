namespace PodMirror.Spans;

/// <summary>What is wrong with a message that could not be transcoded.</summary>
public enum OtlpFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The bytes are no protobuf, or no JSON.</summary>
    Malformed,

    /// <summary>A known field has a value of another type than it must.</summary>
    WrongType,

    /// <summary>A string that is not UTF-8, which protobuf forbids.</summary>
    InvalidText,

    /// <summary>Messages nested deeper than <see cref="OtlpLimits.MaxDepth"/>.</summary>
    TooDeep,

    /// <summary>The output would pass its buffer's bound.</summary>
    TooLarge,
}
