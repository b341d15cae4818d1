using PodMirror.Exchange;

namespace PodMirror.Sidecar.Tme;

/// <summary>The ledger that the mirror sent last.</summary>
/// <param name="Ledger">What it counted; nobody changes it any more.</param>
/// <param name="ReceivedNs">When it came, nanoseconds since 1970-01-01 UTC.</param>
internal sealed record MirrorReport(MirrorLedger Ledger, long ReceivedNs);
