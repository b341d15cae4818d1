namespace PodMirror.Spans;

/// <summary>How long a protobuf value is: the lowest three bits of a tag.</summary>
internal enum WireType
{
    Varint = 0,
    Fixed64 = 1,
    Length = 2,
    StartGroup = 3,
    EndGroup = 4,
    Fixed32 = 5,
}
