namespace PodMirror.Exchange;

/// <summary>
/// Every count that the mirror keeps, from the ring to the socket. The equations that hold between them are in
/// <see cref="MirrorLedger"/>. In JSON and metrics the names are these in snake case.
/// Numbers travel in ledger records by position: add at the end of a group only together with a new wire version.
/// </summary>
public enum MirrorCounter
{
    /// <summary>Packets that the kernel offered to the ring (PACKET_STATISTICS tp_packets); 0 in replay.</summary>
    RingPackets,

    /// <summary>Packets of those that the kernel dropped because the ring was full (tp_drops).</summary>
    RingDrops,

    /// <summary>Times the ring was full (tp_freeze_q_cnt).</summary>
    RingFreezes,

    /// <summary>Packets read, from the ring or from files.</summary>
    PacketsSeen,

    /// <summary>Packets with a TCP segment, given to reassembly; a completed IP datagram counts by its last fragment.</summary>
    PacketsTcp,

    /// <summary>IP fragments that waited for others of their datagram.</summary>
    PacketsFragment,

    /// <summary>Packets of a link type or an encapsulation that is not read.</summary>
    PacketsLinkUnknown,

    /// <summary>Packets that are neither IPv4 nor IPv6.</summary>
    PacketsNotIp,

    /// <summary>IP packets that carry no TCP.</summary>
    PacketsNotTcp,

    /// <summary>Packets whose headers contradict themselves.</summary>
    PacketsMalformed,

    /// <summary>Packets cut by the capture's snap length before the end of their TCP header.</summary>
    PacketsCut,

    /// <summary>Fragments dropped unjoined: too old, too many, overlapping or too large. Part of <see cref="PacketsFragment"/>.</summary>
    FragmentsDropped,

    /// <summary>Capture files that ended in the middle of a record.</summary>
    FilesTruncated,

    /// <summary>TCP payload bytes, as the IP header tells them.</summary>
    BytesSeen,

    /// <summary>Bytes delivered in order to a parser.</summary>
    BytesParsed,

    /// <summary>Bytes that had been delivered or held before: retransmissions, overlaps, keep-alive probes.</summary>
    BytesDuplicate,

    /// <summary>Bytes cut off by the capture's snap length.</summary>
    BytesCut,

    /// <summary>Zero bytes in bare acknowledgements between messages: Ethernet padding that some devices count into the IP length.</summary>
    BytesPadding,

    /// <summary>Bytes too far from what the flow expects to belong to it.</summary>
    BytesOutOfWindow,

    /// <summary>Bytes of flows of a direction that the mode leaves out; they are not put together.</summary>
    BytesFilteredMode,

    /// <summary>Bytes that came after the flow had ended.</summary>
    BytesAfterClose,

    /// <summary>Out-of-order bytes held now (goes up and down).</summary>
    BytesHeld,

    /// <summary>Bytes of holes in the streams: sent by a peer, as sequence numbers tell, and never captured.</summary>
    BytesLost,

    /// <summary>Parsed bytes that were HTTP.</summary>
    BytesHttp,

    /// <summary>Parsed bytes of WebSocket, after an upgrade; frames in a stream of HTTP/2 are <see cref="BytesHttp"/>.</summary>
    BytesWebSocket,

    /// <summary>Parsed bytes of TLS.</summary>
    BytesOpaqueTls,

    /// <summary>Parsed bytes after an upgrade to something else than HTTP/2 or WebSocket, or inside a tunnel.</summary>
    BytesOpaqueUpgraded,

    /// <summary>Parsed bytes of protocols that were not recognised.</summary>
    BytesOpaqueUnknown,

    /// <summary>Parsed bytes skipped between a loss and the next message.</summary>
    BytesSkipped,

    /// <summary>Holes that were given up.</summary>
    Gaps,

    /// <summary>Held segments that contradicted bytes already held.</summary>
    SegmentConflicts,

    /// <summary>Flows begun.</summary>
    FlowsSeen,

    /// <summary>Flows ended by FIN, RST or the end of the file.</summary>
    FlowsClosed,

    /// <summary>Flows ended because nothing came for the idle time.</summary>
    FlowsIdle,

    /// <summary>Flows ended to make room in the full table.</summary>
    FlowsEvicted,

    /// <summary>Flows open now (goes up and down).</summary>
    FlowsOpen,

    /// <summary>Flows of a direction that the mode leaves out.</summary>
    FlowsFilteredMode,

    /// <summary>Flows found to be TLS.</summary>
    FlowsTls,

    /// <summary>Flows found to be HTTP/2.</summary>
    FlowsHttp2,

    /// <summary>Flows that were upgraded to WebSocket.</summary>
    FlowsWebSocket,

    /// <summary>
    /// Frames that RFC 9113 section 6 (HTTP/2) or RFC 6455 section 5 (WebSocket) forbids, and prefixes of gRPC's messages that cannot be: passed
    /// over where their lengths allow it.
    /// </summary>
    FramesInvalid,

    /// <summary>Flows that carried bytes and in which nothing was recognised.</summary>
    FlowsUnknown,

    /// <summary>Request heads read.</summary>
    RequestsSeen,

    /// <summary>Requests in exchanges that were built.</summary>
    RequestsExchanged,

    /// <summary>Requests given up without an exchange because message memory was full.</summary>
    RequestsDroppedMemory,

    /// <summary>Requests that wait for their response now (goes up and down).</summary>
    RequestsOpen,

    /// <summary>Final response heads read.</summary>
    ResponsesSeen,

    /// <summary>Responses in exchanges that were built.</summary>
    ResponsesExchanged,

    /// <summary>Responses given up without an exchange because message memory was full.</summary>
    ResponsesDroppedMemory,

    /// <summary>Responses under way now (goes up and down).</summary>
    ResponsesOpen,

    /// <summary>Interim (1xx) responses; each belongs to its request.</summary>
    ResponsesInterim,

    /// <summary>Heads rejected: no HTTP reader could take them, or they passed their limit.</summary>
    HeadsRejected,

    /// <summary>Flows on which more requests waited than may; their exchanges are given out unpaired from then on.</summary>
    FlowsUnpairable,

    /// <summary>Exchanges built.</summary>
    ExchangesBuilt,

    /// <summary>Exchanges written to the socket, or given out by replay.</summary>
    ExchangesSent,

    /// <summary>Exchanges of a direction that the mode leaves out.</summary>
    ExchangesFilteredMode,

    /// <summary>Exchanges dropped because the socket to tme was full.</summary>
    ExchangesDroppedSocketFull,

    /// <summary>Exchanges dropped because no tme was connected.</summary>
    ExchangesDroppedNoPeer,

    /// <summary>Exchanges dropped because their record would pass the record limit.</summary>
    ExchangesDroppedTooLarge,

    /// <summary>Exchanges sent, of which tme has said that it exported or counted them. Part of <see cref="ExchangesSent"/>.</summary>
    ExchangesAcknowledged,

    /// <summary>Exchanges sent to a tme that went away before it acknowledged them. Part of <see cref="ExchangesSent"/>.</summary>
    ExchangesUnacknowledged,

    /// <summary>Exchanges sent and not yet acknowledged (goes up and down). Part of <see cref="ExchangesSent"/>.</summary>
    ExchangesInFlight,

    /// <summary>Times message memory was full, so that a body was kept shorter.</summary>
    BodiesCutByMemory,

    /// <summary>How much the thermostat leaves out of each exchange now (goes up and down): 0 nothing, 1 bodies, 2 header fields too.</summary>
    DetailReduced,

    /// <summary>Times the thermostat began to leave more out.</summary>
    DetailStepsDown,

    /// <summary>Times the thermostat left less out again.</summary>
    DetailStepsUp,

    /// <summary>CPU used in the last seconds, in thousandths of the limit (goes up and down).</summary>
    CpuPermille,

    /// <summary>Memory that is resident now, in bytes (goes up and down).</summary>
    MemoryBytes,

    /// <summary>Which document of settings it runs by (goes up and down); 0 while it has had none.</summary>
    SettingsVersion,

    /// <summary>Times settings were taken from tme.</summary>
    SettingsTaken,

    /// <summary>Times settings of tme were refused: a record that cannot be right, or a filter that the kernel does not take.</summary>
    SettingsRefused,
}
