namespace PodMirror.Agent.Configuration;

/// <summary>Limits of the process as a whole.</summary>
internal static class AgentLimits
{
    /// <summary>The smallest queue: one HTTP body of the largest size, which doubles its array as it grows.</summary>
    public const long MinQueueBytes = 48L << 20;

    /// <summary>Connections of all listeners: one or two per Pod of a large cluster; each idle one costs some tens of KiB.</summary>
    public const int MaxConnections = 10_000;

    /// <summary>
    /// Part of the grace for which the webhook goes on answering: a Service sends requests here until every node's proxy knows that this Pod ends.
    /// </summary>
    public const double LingerShareOfGrace = 0.3;

    /// <summary>Part of the grace that requests under way may use; the rest is for the queue.</summary>
    public const double RequestsShareOfGrace = 0.4;

    /// <summary>Part of the grace after which what is left is given up; the rest is for counting it and for closing the store.</summary>
    public const double DrainShareOfGrace = 0.8;
}
