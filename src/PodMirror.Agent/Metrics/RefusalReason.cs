namespace PodMirror.Agent.Metrics;

/// <summary>Why a whole request was refused. The names, in snake case, are the reasons in the metrics.</summary>
internal enum RefusalReason
{
    /// <summary>No token, or none of those that are known.</summary>
    Unauthenticated,

    /// <summary>No such OTLP path.</summary>
    NotFound,

    /// <summary>Not a POST.</summary>
    MethodNotAllowed,

    /// <summary>Neither application/x-protobuf nor application/json.</summary>
    UnsupportedMediaType,

    /// <summary>A Content-Encoding that is neither identity nor gzip nor zstd.</summary>
    UnsupportedEncoding,

    /// <summary>Longer than the limit as sent.</summary>
    TooLarge,

    /// <summary>Longer than the limit once decompressed.</summary>
    TooLargeDecompressed,

    /// <summary>The body is not what its Content-Encoding says, or is no message of gRPC.</summary>
    BadEncoding,

    /// <summary>The body is no request of its signal in protobuf, or none of its spans can be read.</summary>
    BadProtobuf,

    /// <summary>The body is no request of its signal in JSON.</summary>
    BadJson,

    /// <summary>The bytes that may be under way, or wait for a destination that refuses, are used up.</summary>
    Overload,

    /// <summary>The queue cannot be written to: disk full, an I/O error.</summary>
    QueueUnwritable,

    /// <summary>The agent is stopping.</summary>
    Stopping,

    /// <summary>The sender went away, or sent so slowly that it was cut off.</summary>
    ClientGone,

    /// <summary>A fault of the agent; the sender is asked to try again.</summary>
    Internal,
}
