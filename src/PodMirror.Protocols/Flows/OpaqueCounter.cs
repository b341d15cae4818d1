using PodMirror.Exchange;

namespace PodMirror.Protocols;

/// <summary>Where the bytes of flows that are not read are counted.</summary>
internal static class OpaqueCounter
{
    public static MirrorCounter Of(OpaqueKind kind) => kind switch
    {
        OpaqueKind.Tls => MirrorCounter.BytesOpaqueTls,
        OpaqueKind.Upgraded => MirrorCounter.BytesOpaqueUpgraded,
        _ => MirrorCounter.BytesOpaqueUnknown,
    };
}
