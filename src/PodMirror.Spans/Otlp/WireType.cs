namespace PodMirror.Spans;

/// <summary>The wire types of protobuf; the two of groups (3 and 4) are never in OTLP and are refused.</summary>
public enum WireType
{
    /// <summary>A base-128 number of at most ten bytes.</summary>
    Varint = 0,

    /// <summary>Eight bytes, little endian.</summary>
    Fixed64 = 1,

    /// <summary>A varint length and that many bytes.</summary>
    Length = 2,

    /// <summary>Four bytes, little endian.</summary>
    Fixed32 = 5,
}
