namespace PodMirror.Exchange;

/// <summary>Every count that tme keeps, from the socket to the receiver. In JSON the names are these in snake case.</summary>
public enum TmeCounter
{
    /// <summary>Connections of mirrors that were taken.</summary>
    ConnectionsAccepted,

    /// <summary>Connections refused because the other end runs as another user.</summary>
    ConnectionsRefusedUser,

    /// <summary>Connections refused because there were as many as may be.</summary>
    ConnectionsRefusedFull,

    /// <summary>Connections ended because what came was no record.</summary>
    ConnectionsRejected,

    /// <summary>Connections open now (goes up and down).</summary>
    ConnectionsOpen,

    /// <summary>Bytes received from mirrors.</summary>
    BytesReceived,

    /// <summary>Exchange records received.</summary>
    ExchangesReceived,

    /// <summary>Exchanges of which a receiver has the span.</summary>
    ExchangesExported,

    /// <summary>Exchange records whose inside contradicts itself.</summary>
    ExchangesDroppedMalformed,

    /// <summary>Exchanges whose span, even without bodies, is larger than receivers take.</summary>
    ExchangesDroppedTooLarge,

    /// <summary>Exchanges dropped because the queue to the receiver was full.</summary>
    ExchangesDroppedQueueFull,

    /// <summary>Exchanges dropped because the receiver refused their request by a status that must not be repeated.</summary>
    ExchangesDroppedRefused,

    /// <summary>Exchanges whose spans the receiver rejected although it took their request.</summary>
    ExchangesDroppedRejected,

    /// <summary>Exchanges dropped because no attempt succeeded in time.</summary>
    ExchangesDroppedRetriesExhausted,

    /// <summary>Exchanges dropped because the grace period ended first.</summary>
    ExchangesDroppedShutdown,

    /// <summary>Exchanges dropped because exporting is switched off (OTEL_SDK_DISABLED, OTEL_TRACES_EXPORTER).</summary>
    ExchangesDroppedDisabled,

    /// <summary>Exchanges of traces that their callers do not record, where that is respected (--sampled).</summary>
    ExchangesDroppedUnsampled,

    /// <summary>Exchanges that are counted only, because as many spans left as may.</summary>
    ExchangesDroppedRateLimited,

    /// <summary>Exchanges in a batch, in the queue or under way now (goes up and down).</summary>
    ExchangesPending,

    /// <summary>Requests whose end is known.</summary>
    BatchesEnded,

    /// <summary>Attempts that failed and were repeated.</summary>
    Retries,

    /// <summary>Requests with metrics that a receiver took.</summary>
    MetricsExported,

    /// <summary>
    /// Requests with metrics that no receiver took. They are not repeated: the next one tells the same and more.
    /// </summary>
    MetricsFailed,

    /// <summary>Spans written without bodies because tme was short of CPU. Not of the equation.</summary>
    SpansWithoutBodies,

    /// <summary>Spans written without bodies and header fields, because of a limit or for want of CPU. Not of the equation.</summary>
    SpansWithoutFields,

    /// <summary>How much the thermostat leaves out of each span now (goes up and down): 0 nothing, 1 bodies, 2 header fields too.</summary>
    DetailReduced,

    /// <summary>Times the thermostat began to leave more out.</summary>
    DetailStepsDown,

    /// <summary>Times the thermostat left less out again.</summary>
    DetailStepsUp,

    /// <summary>CPU used in the last seconds, in thousandths of the limit (goes up and down).</summary>
    CpuPermille,

    /// <summary>Memory that is resident now, in bytes (goes up and down).</summary>
    MemoryBytes,

    /// <summary>Exchanges left out by the share of their endpoint or of all (<c>sampling</c> of the settings).</summary>
    ExchangesDroppedSampling,

    /// <summary>Which document of settings it runs by (goes up and down); 0 while it has had none.</summary>
    SettingsVersion,

    /// <summary>Documents of settings that were taken.</summary>
    SettingsTaken,

    /// <summary>Documents of settings that were refused.</summary>
    SettingsRefused,
}
