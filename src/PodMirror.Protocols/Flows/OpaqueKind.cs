namespace PodMirror.Protocols;

/// <summary>Why a flow's bytes are no longer read.</summary>
internal enum OpaqueKind : byte
{
    None,
    Tls,
    Upgraded,
    Unknown,
    FilteredMode,
}
