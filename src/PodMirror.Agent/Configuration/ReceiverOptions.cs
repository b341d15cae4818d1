namespace PodMirror.Agent.Configuration;

/// <summary>Who may send to the receivers, and how. docs/agent.md says more about each.</summary>
internal sealed record ReceiverOptions
{
    /// <summary>TLS; null is clear text.</summary>
    public TlsFiles? Tls { get; init; }

    /// <summary>A file of the tokens that senders need one of; null asks for none.</summary>
    public string? TokenFile { get; init; }

    /// <summary>
    /// How old a connection gets; zero is no bound. An hour: senders find new replicas, and a sender whose certificate is no longer trusted is gone,
    /// within it, and each makes one connection more in that time.
    /// </summary>
    public TimeSpan MaxConnectionAge { get; init; } = TimeSpan.FromHours(1);
}
