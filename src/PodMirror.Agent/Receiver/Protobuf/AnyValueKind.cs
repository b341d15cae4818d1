namespace PodMirror.Agent.Receiver.Protobuf;

/// <summary>What an OTLP AnyValue holds; the numbers are its field numbers.</summary>
internal enum AnyValueKind : byte
{
    /// <summary>No value, which OTLP allows.</summary>
    Empty = 0,

    /// <summary>UTF-8 text.</summary>
    String = 1,

    /// <summary>True or false.</summary>
    Bool = 2,

    /// <summary>A signed 64-bit integer.</summary>
    Int = 3,

    /// <summary>An IEEE 754 double.</summary>
    Double = 4,

    /// <summary>A list of values.</summary>
    Array = 5,

    /// <summary>A list of keys with values.</summary>
    KeyValues = 6,

    /// <summary>Bytes.</summary>
    Bytes = 7,
}
