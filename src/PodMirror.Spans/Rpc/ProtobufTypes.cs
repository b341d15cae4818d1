namespace PodMirror.Spans;

/// <summary>What follows from a field's type.</summary>
internal static class ProtobufTypes
{
    /// <summary>The wire type in which a single value of the type stands.</summary>
    internal static WireType WireOf(ProtobufType type) => type switch
    {
        ProtobufType.Double or ProtobufType.Fixed64 or ProtobufType.SFixed64 => WireType.Fixed64,
        ProtobufType.Float or ProtobufType.Fixed32 or ProtobufType.SFixed32 => WireType.Fixed32,
        ProtobufType.String or ProtobufType.Bytes or ProtobufType.Message => WireType.Length,
        ProtobufType.Group => ProtobufField.Group,
        _ => WireType.Varint,
    };

    /// <summary>Whether values may stand packed in one length-delimited value: all numbers do.</summary>
    internal static bool IsPackable(ProtobufType type) => WireOf(type) is WireType.Varint or WireType.Fixed32 or WireType.Fixed64;
}
