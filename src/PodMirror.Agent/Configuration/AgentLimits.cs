namespace PodMirror.Agent.Configuration;

/// <summary>Limits of the process as a whole.</summary>
internal static class AgentLimits
{
    /// <summary>The smallest queue: one HTTP body of the largest size, which doubles its array as it grows.</summary>
    public const long MinQueueBytes = 48L << 20;

    /// <summary>What may wait on the disk for the store, which is on the same disk and behind only while it is in trouble.</summary>
    public const long StoreQueueBytes = 256L << 20;

    /// <summary>
    /// Connections of one listener, so that whoever holds those of one keeps nobody from another. Receivers: one or two per Pod of a large cluster;
    /// each idle one costs some tens of KiB.
    /// </summary>
    public static int MaxConnections(AgentListener listener) => listener switch
    {
        AgentListener.Http => 8000,
        AgentListener.Grpc => 4000,
        _ => 1000,
    };

    /// <summary>
    /// Connections of one listener that one address may have. All sidecars of another cluster may come from one; whoever looks at the page or asks
    /// for a review does not, and must not keep out the kubelet or the API server.
    /// </summary>
    public static int MaxConnectionsOfOne(AgentListener listener) =>
        listener is AgentListener.Http or AgentListener.Grpc ? MaxConnections(listener) : MaxConnections(listener) / 4 * 3;

    /// <summary>
    /// Without a byte from a client of HTTP/2 for so long it is asked for a sign of life (PING): some NATs forget connections after a minute.
    /// </summary>
    public static readonly TimeSpan KeepAlivePing = TimeSpan.FromSeconds(30);

    /// <summary>How long the sign may take before the connection is closed.</summary>
    public static readonly TimeSpan KeepAlivePingTimeout = TimeSpan.FromSeconds(20);

    /// <summary>How long a connection may be without a request: more than senders wait between two.</summary>
    public static readonly TimeSpan IdleConnection = TimeSpan.FromMinutes(3);

    /// <summary>The longest of a time that something lives or is kept: nobody means more, and clocks count far beyond it.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromDays(3650);

    /// <summary>The oldest that a connection may be asked to get; a timer holds 49 days.</summary>
    public static readonly TimeSpan MaxConnectionAge = TimeSpan.FromDays(30);

    /// <summary>The longest grace: Kubernetes would kill the process long before.</summary>
    public static readonly TimeSpan MaxGrace = TimeSpan.FromHours(1);

    /// <summary>The longest wait of requests for metadata: their senders have given up by then.</summary>
    public static readonly TimeSpan MaxMetadataWait = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Part of the grace for which the webhook goes on answering: a Service sends requests here until every node's proxy knows that this Pod ends.
    /// </summary>
    public const double LingerShareOfGrace = 0.3;

    /// <summary>Part of the grace that requests under way may use; the rest is for the queue.</summary>
    public const double RequestsShareOfGrace = 0.4;

    /// <summary>
    /// Part of the grace that the last metrics may use, after what is left was given up: a receiver that answers at all does so at once.
    /// </summary>
    public const double LastMetricsShareOfGrace = 0.1;

    /// <summary>Part of the grace after which what is left is given up; the rest is for counting it and for closing the store.</summary>
    public const double DrainShareOfGrace = 0.8;
}
