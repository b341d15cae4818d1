namespace PodMirror.Spans;

/// <summary>One field of a message as it lies on the wire.</summary>
internal struct ProtobufField
{
    /// <summary>The wire type of a group's start (protobuf.dev, encoding); groups stay out of <see cref="WireType"/>, which is OTLP's.</summary>
    internal const WireType Group = (WireType)3;

    /// <summary>The field's number, in [1, 2^29 - 1].</summary>
    internal int Number;

    /// <summary>The wire type; <see cref="Group"/> for a group.</summary>
    internal WireType Wire;

    /// <summary>The value of a varint or of a fixed one.</summary>
    internal ulong Bits;

    /// <summary>Where the bytes of a length-delimited value, or of a group's fields, begin.</summary>
    internal int Start;

    /// <summary>How many there are.</summary>
    internal int Length;

    /// <summary>Whether the value goes on beyond what is there.</summary>
    internal bool IsCut;
}
