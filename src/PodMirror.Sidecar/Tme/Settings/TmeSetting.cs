namespace PodMirror.Sidecar.Tme;

/// <summary>What can be set on the command line of tme, or by a variable.</summary>
internal enum TmeSetting
{
    /// <summary>The socket's name.</summary>
    Socket,

    /// <summary>The user whom mirrors run as.</summary>
    PeerUid,

    /// <summary>Bytes of each decoded body in a span.</summary>
    MaxBodyBytes,

    /// <summary>Bytes of a request.</summary>
    BatchBytes,

    /// <summary>Age of a request.</summary>
    BatchMs,

    /// <summary>Bytes that wait to be exported.</summary>
    QueueBytes,

    /// <summary>The time for draining.</summary>
    DrainSeconds,

    /// <summary>More header fields to redact.</summary>
    RedactHeaders,

    /// <summary>More query keys to redact.</summary>
    RedactQueryKeys,

    /// <summary>What the messages of gRPC are called.</summary>
    Descriptors,

    /// <summary>Types of the bodies that are shown.</summary>
    BodyContentTypes,

    /// <summary>Messages of a WebSocket or event stream that become events of a span.</summary>
    StreamEvents,

    /// <summary>Which traces are exported, by what their callers decided.</summary>
    Sampled,

    /// <summary>Which names attributes have.</summary>
    Attributes,

    /// <summary>The share of the CPU limit above which less is told.</summary>
    CpuShare,

    /// <summary>The CPU limit, where the control group does not say it.</summary>
    CpuLimit,

    /// <summary>A file of settings that are taken without a restart.</summary>
    Config,

    /// <summary>Where an agent has such settings.</summary>
    ConfigEndpoint,

    /// <summary>The token that receivers ask for.</summary>
    TokenFile,

    /// <summary>The authorities that are trusted.</summary>
    CaBundle,

    /// <summary>Spans a second.</summary>
    MaxSpansPerSecond,

    /// <summary>Spans a second of each endpoint.</summary>
    MaxSpansPerEndpointPerSecond,
}
