using PodMirror.Exchange;
using PodMirror.Spans;

namespace PodMirror.Agent.Sidecars;

/// <summary>What is known of the sidecars of one Pod.</summary>
/// <param name="key">Whose they are.</param>
internal sealed class SidecarPod(SidecarKey key)
{
    /// <summary>Whose they are.</summary>
    public SidecarKey Key => key;

    /// <summary>When they were heard last.</summary>
    public DateTimeOffset HeardAt { get; set; }

    /// <summary>The mirror's ledger.</summary>
    public LastLedger Mirror { get; } = new(MirrorMetrics.All, MirrorLedger.Count);

    /// <summary>The ledger of tme.</summary>
    public LastLedger Tme { get; } = new(TmeMetrics.All, TmeLedger.Count);
}
