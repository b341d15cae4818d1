using PodMirror.Exchange;

namespace PodMirror.Live.Tests.Mirroring;

/// <summary>The mirror at one moment.</summary>
/// <param name="Ledger">A copy of its ledger.</param>
/// <param name="AllocatedBytes">What its thread has allocated since the snapshot before.</param>
internal sealed record MirrorSnapshot(MirrorLedger Ledger, long AllocatedBytes);
