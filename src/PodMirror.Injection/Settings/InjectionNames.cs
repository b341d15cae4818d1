namespace PodMirror.Injection;

/// <summary>The names that users write. Label and prefix are the administrator's choice; the rest follows from them.</summary>
public sealed record InjectionNames
{
    /// <summary>The resources of which every container has a request and a limit.</summary>
    internal static readonly string[] Resources = ["cpu", "memory"];

    private static readonly string[] Kinds = ["request", "limit"];

    /// <summary>The value of the namespace's label with which it takes part.</summary>
    public const string Enabled = "enabled";

    /// <summary>The key of the namespace's label.</summary>
    public string NamespaceLabel { get; init; } = "traceableai-inject-mirror";

    /// <summary>What every annotation's key begins with, without the slash.</summary>
    public string Prefix { get; init; } = "mirror.traceable.ai";

    /// <summary>Of a namespace: whether its Pods are injected when they do not say.</summary>
    public string DefaultInject => Prefix + "/defaultInject";

    /// <summary>Of a namespace: what is captured when the Pod does not say.</summary>
    public string DefaultMode => Prefix + "/defaultMode";

    /// <summary>Of a Pod: whether it is injected.</summary>
    public string Inject => Prefix + "/inject";

    /// <summary>Of a Pod: what is captured.</summary>
    public string Mode => Prefix + "/mode";

    /// <summary>Of a Pod, written by the injector: what was decided, and why.</summary>
    public string Status => Prefix + "/status";

    /// <summary>Of a Pod: one of the eight resource amounts, such as <c>mirror-cpu-limit</c>.</summary>
    /// <param name="container">The container.</param>
    /// <param name="resource"><c>cpu</c> or <c>memory</c>.</param>
    /// <param name="kind"><c>request</c> or <c>limit</c>.</param>
    public string Resource(string container, string resource, string kind) => $"{Prefix}/{container}-{resource}-{kind}";

    /// <summary>Whether a key of ours means something on a Pod.</summary>
    internal bool IsOfPods(string key) =>
        key == Inject || key == Mode || key == Status
        || InjectionOptions.Containers.Any(container => Resources.Any(resource => Kinds.Any(kind => key == Resource(container, resource, kind))));
}
