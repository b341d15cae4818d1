namespace PodMirror.Agent.Catalog;

/// <summary>What a status of gRPC says about whether there is such a method, by its name or number (grpc.io, status codes).</summary>
internal static class GrpcAnswers
{
    /// <summary>Whether the call succeeded.</summary>
    public static bool IsOk(ReadOnlySpan<byte> status) => status.SequenceEqual("OK"u8) || status.SequenceEqual("0"u8);

    /// <summary>
    /// Whether it says nothing about the method: it is not implemented, or the caller was refused before anybody looked for it.
    /// </summary>
    public static bool IsDenial(ReadOnlySpan<byte> status) =>
        status.SequenceEqual("UNIMPLEMENTED"u8) || status.SequenceEqual("12"u8)
        || status.SequenceEqual("PERMISSION_DENIED"u8) || status.SequenceEqual("7"u8)
        || status.SequenceEqual("UNAUTHENTICATED"u8) || status.SequenceEqual("16"u8);
}
