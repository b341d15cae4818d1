using PodMirror.Agent.Receiver.Protobuf;

namespace PodMirror.Agent.Metrics;

/// <summary>
/// The agent's ledger. Each span and each request is in exactly one place:
/// <code>
/// requests received = accepted + refused by reason
/// spans received    = accepted + refused by reason
/// spans accepted    = stored + duplicate + dropped by reason + in the queue - in the queue at the start
/// points received   = kept + ignored by reason
/// rows in the store = rows found at the start + stored - expired by reason
/// </code>
/// Each forwarder keeps its own, <see cref="Forwarding.ForwarderMetrics"/>.
/// </summary>
internal sealed class AgentMetrics
{
    private readonly ReasonCounters<RefusalReason>[] _refused = [.. Enum.GetValues<OtlpProtocol>().Select(_ => new ReasonCounters<RefusalReason>())];

    /// <summary>Connections beyond the limit of their listener, closed unread.</summary>
    public ReasonCounters<AgentListener> ConnectionsRefused { get; } = new();

    /// <summary>Connections whose TLS handshake failed: no TLS, no certificate where one is asked for, or one that is not trusted.</summary>
    public ReasonCounters<AgentListener> HandshakesFailed { get; } = new();

    /// <summary>Requests that were begun, by protocol.</summary>
    public ReasonCounters<OtlpProtocol> RequestsReceived { get; } = new();

    /// <summary>Requests answered with success, partial success included, by protocol.</summary>
    public ReasonCounters<OtlpProtocol> RequestsAccepted { get; } = new();

    /// <summary>Spans of requests whose frame could be read.</summary>
    public Counter SpansReceived { get; } = new();

    /// <summary>Spans that were answered with success.</summary>
    public Counter SpansAccepted { get; } = new();

    /// <summary>Spans that could not be read, or went down with the request they were in.</summary>
    public ReasonCounters<TraceFault> SpansRefused { get; } = new();

    /// <summary>Readable spans whose senders were told to come back, by the reason of their request.</summary>
    public ReasonCounters<RefusalReason> SpansTurnedAway { get; } = new();

    /// <summary>Points of metrics in requests that could be read.</summary>
    public Counter PointsReceived { get; } = new();

    /// <summary>Points that became the last value of a sidecar's counter.</summary>
    public Counter PointsKept { get; } = new();

    /// <summary>Points that are not kept.</summary>
    public ReasonCounters<PointIgnoreReason> PointsIgnored { get; } = new();

    /// <summary>Spans committed to the store.</summary>
    public Counter SpansStored { get; } = new();

    /// <summary>Spans whose trace and span id the store already had: a sender's second try.</summary>
    public Counter SpansDuplicate { get; } = new();

    /// <summary>Accepted spans that did not get into the store.</summary>
    public ReasonCounters<StoreDropReason> SpansDropped { get; } = new();

    /// <summary>Spans that left the store.</summary>
    public ReasonCounters<ExpiryReason> SpansExpired { get; } = new();

    /// <summary>Rows that clients of the live stream were too slow for.</summary>
    public Counter LiveRowsLost { get; } = new();

    /// <summary>Reports of browsers that the page's Content-Security-Policy stopped something.</summary>
    public Counter PolicyReports { get; } = new();

    /// <summary>Refused requests of one protocol, by reason.</summary>
    public ReasonCounters<RefusalReason> RequestsRefused(OtlpProtocol protocol) => _refused[(int)protocol];
}
