namespace PodMirror.Protocols;

/// <summary>Why a flow's bytes are no longer read.</summary>
internal enum OpaqueKind : byte
{
    None,
    Tls,
    Http2,
    Upgraded,
    Unknown,
    FilteredMode,
}
