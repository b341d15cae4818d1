namespace PodMirror.Spans;

/// <summary>The messages of google.protobuf that have a JSON form of their own (protobuf.dev, ProtoJSON format).</summary>
internal enum WellKnownType : byte
{
    None,
    Any,
    Timestamp,
    Duration,
    FieldMask,
    Struct,
    Value,
    ListValue,
    DoubleValue,
    FloatValue,
    Int64Value,
    UInt64Value,
    Int32Value,
    UInt32Value,
    BoolValue,
    StringValue,
    BytesValue,
}
