namespace PodMirror.Injection;

/// <summary>What the administrator decides for the whole cluster. Nothing of it can be changed by an annotation, but for what says so.</summary>
public sealed record InjectionOptions
{
    /// <summary>The name of the container that captures.</summary>
    public const string Mirror = "mirror";

    /// <summary>The name of the container that exports.</summary>
    public const string Tme = "tme";

    /// <summary>Both names, in the order in which the containers start.</summary>
    internal static readonly string[] Containers = [Tme, Mirror];

    /// <summary>Label and annotations.</summary>
    public InjectionNames Names { get; init; } = new();

    /// <summary>The image of both containers.</summary>
    public required string Image { get; init; }

    /// <summary>When the image is pulled: <c>IfNotPresent</c>, <c>Always</c> or <c>Never</c>.</summary>
    public string ImagePullPolicy { get; init; } = "IfNotPresent";

    /// <summary>Secrets with which the image is pulled, added to the Pod's own. They must exist in the Pod's namespace.</summary>
    public IReadOnlyList<string> ImagePullSecrets { get; init; } = [];

    /// <summary>Whether every kubelet runs init containers that stay (Kubernetes 1.29 or newer).</summary>
    public bool NativeSidecars { get; init; }

    /// <summary>Namespaces that are never touched, whatever their labels say.</summary>
    public IReadOnlySet<string> ExcludedNamespaces { get; init; } =
        new HashSet<string> { "kube-system", "kube-public", "kube-node-lease" };

    /// <summary>The Pod Security level where a namespace says none: <c>privileged</c> unless the cluster is configured otherwise.</summary>
    public string DefaultPodSecurity { get; init; } = PodSecurity.Privileged;

    /// <summary>Where spans go: the value of <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The cluster's name in every span, or null.</summary>
    public string? ClusterName { get; init; }

    /// <summary>More environment variables of tme, such as OpenTelemetry's.</summary>
    public IReadOnlyDictionary<string, string> TmeEnvironment { get; init; } = new Dictionary<string, string>();

    /// <summary>Whom tme trusts, and by what it is known to the receiver.</summary>
    public TmeCredentials TmeCredentials { get; init; } = TmeCredentials.None;

    /// <summary>More arguments of mirror.</summary>
    public IReadOnlyList<string> MirrorArguments { get; init; } = [];

    /// <summary>More arguments of tme.</summary>
    public IReadOnlyList<string> TmeArguments { get; init; } = [];

    /// <summary>What mirror gets where the Pod does not say.</summary>
    public ContainerResources MirrorResources { get; init; } = new(ResourceAmounts.Of("10m", "500m"), ResourceAmounts.Of("32Mi", "96Mi"));

    /// <summary>What tme gets where the Pod does not say.</summary>
    public ContainerResources TmeResources { get; init; } = new(ResourceAmounts.Of("10m", "500m"), ResourceAmounts.Of("32Mi", "128Mi"));

    /// <summary>
    /// The least limit of memory of one of our containers: with less it is ended again and again, the Pod is never ready, and the application gets no
    /// requests. Above what either uses under load (docs/benchmarks.md).
    /// </summary>
    public static Quantity SmallestMemoryLimit { get; } = ResourceAmounts.Of("24Mi", "24Mi").Limit;

    /// <summary>The most that a Pod may ask for one of our containers: a typing error must not empty a node.</summary>
    public ContainerResources LargestResources { get; init; } = new(ResourceAmounts.Of("2", "2"), ResourceAmounts.Of("1Gi", "1Gi"));

    /// <summary>The user and group of both containers; null leaves the choice to the platform (OpenShift).</summary>
    public int? UserId { get; init; } = 65532;
}
