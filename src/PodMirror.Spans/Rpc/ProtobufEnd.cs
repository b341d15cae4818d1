namespace PodMirror.Spans;

/// <summary>How the fields of a message ended.</summary>
internal enum ProtobufEnd : byte
{
    /// <summary>They have not yet.</summary>
    None,

    /// <summary>With the message.</summary>
    Complete,

    /// <summary>Where the kept bytes end.</summary>
    Cut,

    /// <summary>At bytes that are no protobuf.</summary>
    Invalid,
}
