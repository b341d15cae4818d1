namespace PodMirror.Spans;

/// <summary>The protocol that an exchange speaks on top of HTTP.</summary>
internal enum OperationKind : byte
{
    /// <summary>None that is known here.</summary>
    None,

    Grpc,

    GraphQL,

    JsonRpc,

    Soap,
}
