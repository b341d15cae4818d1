namespace PodMirror.Spans;

/// <summary>Tells the messages that have a JSON form of their own.</summary>
internal static class WellKnownTypes
{
    private const string Package = "google.protobuf.";

    /// <summary>The one that a full name means.</summary>
    internal static WellKnownType Of(string fullName) =>
        fullName.StartsWith(Package, StringComparison.Ordinal) && Enum.TryParse(fullName[Package.Length..], out WellKnownType type)
            && type.ToString() == fullName[Package.Length..]
            ? type
            : WellKnownType.None;

    /// <summary>What a wrapper wraps; none of the others.</summary>
    internal static ProtobufType WrappedBy(WellKnownType type) => type switch
    {
        WellKnownType.DoubleValue => ProtobufType.Double,
        WellKnownType.FloatValue => ProtobufType.Float,
        WellKnownType.Int64Value => ProtobufType.Int64,
        WellKnownType.UInt64Value => ProtobufType.UInt64,
        WellKnownType.Int32Value => ProtobufType.Int32,
        WellKnownType.UInt32Value => ProtobufType.UInt32,
        WellKnownType.BoolValue => ProtobufType.Bool,
        WellKnownType.StringValue => ProtobufType.String,
        WellKnownType.BytesValue => ProtobufType.Bytes,
        _ => ProtobufType.None,
    };
}
