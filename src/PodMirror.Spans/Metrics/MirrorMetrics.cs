using PodMirror.Exchange;
using static PodMirror.Exchange.MirrorCounter;

namespace PodMirror.Spans;

/// <summary>
/// The mirror's ledger as metrics; docs/metrics.md shows them. Every counter but <see cref="FilesTruncated"/>, which only replay has, is in
/// exactly one.
/// </summary>
public static class MirrorMetrics
{
    private static readonly LedgerMetricMaker<MirrorCounter> Make = new("podmirror.mirror.");

    /// <summary>The metrics.</summary>
    public static LedgerMetricSet All { get; } = Make.Set("exchange", Packets(), Bytes(), Flows(), Messages(), Exchanges());

    private static LedgerMetric[] Packets() =>
    [
        Make.One("ring.packets", "{packet}", RingPackets, "Packets that passed the filter in the kernel."),
        Make.One("ring.dropped", "{packet}", RingDrops, "Packets of those that the kernel dropped because the ring was full."),
        Make.One("ring.freezes", "{freeze}", RingFreezes, "Times the ring was full."),
        Make.One("packets", "{packet}", PacketsSeen, "Packets read from the ring."),
        Make.Split(
            "packets.read", "{packet}", MetricAttributes.Outcome, "packets_", "Packets read, by what they were; the sum is podmirror.mirror.packets.",
            PacketsTcp, PacketsFragment, PacketsLinkUnknown, PacketsNotIp, PacketsNotTcp, PacketsMalformed, PacketsCut),
        Make.One("fragments.dropped", "{packet}", FragmentsDropped, "IP fragments dropped unjoined."),
    ];

    private static LedgerMetric[] Bytes() =>
    [
        Make.One("bytes", "By", BytesSeen, "TCP payload seen."),
        Make.Split(
            "bytes.read", "By", MetricAttributes.Outcome, "bytes_",
            "TCP payload by what became of it; with podmirror.mirror.bytes.held the sum is podmirror.mirror.bytes.",
            BytesParsed, BytesDuplicate, BytesCut, BytesPadding, BytesOutOfWindow, BytesFilteredMode, BytesAfterClose),
        Make.Level("bytes.held", "By", BytesHeld, "Out-of-order bytes held now."),
        Make.One("bytes.lost", "By", BytesLost, "Bytes of holes in the streams: sent by a peer and never captured."),
        Make.Split(
            "bytes.parsed", "By", MetricAttributes.Protocol, "bytes_",
            "Parsed bytes by protocol; the sum is the outcome parsed of podmirror.mirror.bytes.read.",
            BytesHttp, BytesWebSocket, BytesOpaqueTls, BytesOpaqueUpgraded, BytesOpaqueUnknown, BytesSkipped),
        Make.One("gaps", "{gap}", Gaps, "Holes that were given up."),
        Make.One("segments.conflicting", "{segment}", SegmentConflicts, "Held segments that contradicted bytes already held."),
    ];

    private static LedgerMetric[] Flows() =>
    [
        Make.One("flows", "{flow}", FlowsSeen, "Flows begun."),
        Make.Split(
            "flows.ended", "{flow}", MetricAttributes.Outcome, "flows_",
            "Flows ended; with podmirror.mirror.flows.open the sum is podmirror.mirror.flows.",
            FlowsClosed, FlowsIdle, FlowsEvicted),
        Make.Level("flows.open", "{flow}", FlowsOpen, "Flows open now."),
        Make.One("flows.filtered", "{flow}", FlowsFilteredMode, "Flows of a direction that the mode leaves out."),
        Make.Split(
            "flows.recognized", "{flow}", MetricAttributes.Protocol, "flows_",
            "Flows by protocol, but HTTP/1; unknown are those that carried bytes in which nothing was recognised.",
            FlowsTls, FlowsHttp2, FlowsWebSocket, FlowsUnknown),
        Make.One("flows.unpairable", "{flow}", FlowsUnpairable, "Flows on which more requests waited than may."),
        Make.One("frames.invalid", "{frame}", FramesInvalid, "Frames that HTTP/2, WebSocket or gRPC forbid."),
    ];

    private static LedgerMetric[] Messages() =>
    [
        Make.One("requests", "{request}", RequestsSeen, "Request heads read."),
        Make.Split(
            "requests.ended", "{request}", MetricAttributes.Outcome, "requests_",
            "Requests that became part of an exchange, or none; with podmirror.mirror.requests.open the sum is podmirror.mirror.requests.",
            RequestsExchanged, RequestsDroppedMemory),
        Make.Level("requests.open", "{request}", RequestsOpen, "Requests that wait for their response now."),
        Make.One("responses", "{response}", ResponsesSeen, "Final response heads read."),
        Make.Split(
            "responses.ended", "{response}", MetricAttributes.Outcome, "responses_",
            "Responses that became part of an exchange, or none; with podmirror.mirror.responses.open the sum is podmirror.mirror.responses.",
            ResponsesExchanged, ResponsesDroppedMemory),
        Make.Level("responses.open", "{response}", ResponsesOpen, "Responses under way now."),
        Make.One("responses.interim", "{response}", ResponsesInterim, "Interim (1xx) responses."),
        Make.One("heads.rejected", "{head}", HeadsRejected, "Heads that no HTTP reader could take."),
        Make.One("bodies.cut", "{body}", BodiesCutByMemory, "Times message memory was full, so that a body was kept shorter."),
    ];

    private static LedgerMetric[] Exchanges() =>
    [
        Make.One("exchanges", "{exchange}", ExchangesBuilt, "Exchanges built: sent, filtered and dropped ones together."),
        Make.One("exchanges.sent", "{exchange}", ExchangesSent, "Exchanges written for tme."),
        Make.One("exchanges.filtered", "{exchange}", ExchangesFilteredMode, "Exchanges of a direction that the mode leaves out."),
        Make.Split(
            "exchanges.dropped", "{exchange}", MetricAttributes.Reason, "exchanges_dropped_", "Exchanges dropped, by reason.",
            ExchangesDroppedSocketFull, ExchangesDroppedNoPeer, ExchangesDroppedTooLarge),
        Make.One("exchanges.acknowledged", "{exchange}", ExchangesAcknowledged, "Exchanges sent, of which tme has said that it is done with them."),
        Make.One("exchanges.unacknowledged", "{exchange}", ExchangesUnacknowledged, "Exchanges sent to a tme that went away before it said so."),
        Make.Level("exchanges.in_flight", "{exchange}", ExchangesInFlight, "Exchanges sent and not acknowledged yet."),
    ];
}
