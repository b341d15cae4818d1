using System.Net;
using PodMirror.Agent.Access;
using PodMirror.Agent.Forwarding;
using PodMirror.Agent.Queue;

namespace PodMirror.Agent.Configuration;

/// <summary>Everything that can be set. docs/agent.md says more about each.</summary>
internal sealed record AgentOptions
{
    /// <summary>The value of --data that keeps the store and the queue in memory.</summary>
    public const string InMemory = ":memory:";

    /// <summary>Where state is kept by default: what containers mount, and the place the File System Hierarchy has for it.</summary>
    public const string DefaultDataDirectory = "/var/lib/podmirror";

    /// <summary>Host of both receivers; null is localhost.</summary>
    public IPAddress? ListenHost { get; init; }

    /// <summary>Port of OTLP/gRPC.</summary>
    public int GrpcPort { get; init; } = 4317;

    /// <summary>Port of OTLP/HTTP.</summary>
    public int HttpPort { get; init; } = 4318;

    /// <summary>The live page, the API, health and metrics.</summary>
    public ListenAddress Web { get; init; } = new(null, 8080);

    /// <summary>Host names that the web port answers to on loopback, besides localhost and addresses.</summary>
    public IReadOnlyList<string> WebHosts { get; init; } = [];

    /// <summary>Who may use the web port.</summary>
    public AccessOptions Access { get; init; } = new();

    /// <summary>Directory of the store and the queue, or <see cref="InMemory"/>.</summary>
    public string Data { get; init; } = DefaultDataDirectory;

    /// <summary>Bound of the store's bytes.</summary>
    public long StoreMaxBytes { get; init; } = 256L << 20;

    /// <summary>Bound of the store's age.</summary>
    public TimeSpan StoreMaxAge { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How many spans a second are stored: more than a person follows, so that what is kept reaches back further.</summary>
    public int StoreMaxSpansPerSecond { get; init; } = 2000;

    /// <summary>Whether there is a catalog of the APIs that the spans show.</summary>
    public bool Catalog { get; init; } = true;

    /// <summary>Bound of what is in memory, being received or the newest of the queue: small beside the container's memory.</summary>
    public long QueueMaxBytes { get; init; } = 64L << 20;

    /// <summary>Backends that spans are passed on to.</summary>
    public IReadOnlyList<ForwardTarget> Forward { get; init; } = [];

    /// <summary>Bound of what waits on the disk for one backend: a million calls, compressed.</summary>
    public long ForwardQueueMaxBytes { get; init; } = 1L << 30;

    /// <summary>How long a batch may wait for one backend: a night, and the morning after it.</summary>
    public TimeSpan ForwardQueueMaxAge { get; init; } = TimeSpan.FromHours(24);

    /// <summary>What happens when what waits for one backend reaches its bound.</summary>
    public FullPolicy ForwardQueueFull { get; init; } = FullPolicy.DropOldest;

    /// <summary>A file of settings for sidecars; null for none.</summary>
    public string? SidecarConfig { get; init; }

    /// <summary>Who may send to the receivers, and how.</summary>
    public ReceiverOptions Receiver { get; init; } = new();

    /// <summary>The injector; null when there is none.</summary>
    public InjectorOptions? Injector { get; init; }

    /// <summary>Kubernetes metadata of spans; null when there is none.</summary>
    public MetadataOptions? Metadata { get; init; }

    /// <summary>What the agent does to be known of.</summary>
    public SelfOptions Self { get; init; } = new();

    /// <summary>How long a stop may take: well within the 30 s of Kubernetes.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(10);
}
