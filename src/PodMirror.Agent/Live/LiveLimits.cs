namespace PodMirror.Agent.Live;

/// <summary>The limits of the live stream.</summary>
internal static class LiveLimits
{
    /// <summary>Clients at the same time: people with a page open, each a connection that stays.</summary>
    public const int MaxClients = 32;

    /// <summary>Rows that wait for one client; a page that is further behind than this shows nothing that a person could follow.</summary>
    public const int MaxWaitingRows = 1000;

    /// <summary>Rows of one write to a client.</summary>
    public const int MaxRowsPerWrite = 100;

    /// <summary>A comment is sent after this much silence, so that proxies keep the connection and a dead client is noticed.</summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    /// <summary>A client that takes nothing for this long is let go: its connection is dead or its reader is.</summary>
    public static readonly TimeSpan WriteTimeout = TimeSpan.FromSeconds(30);
}
