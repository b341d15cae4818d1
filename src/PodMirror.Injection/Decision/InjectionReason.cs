namespace PodMirror.Injection;

/// <summary>
/// Why a Pod is injected or not: one word for each, the same in answers, metrics, events and annotations (<see cref="InjectionReasons"/>).
/// </summary>
public enum InjectionReason
{
    /// <summary>The Pod gets both containers.</summary>
    Injected,

    /// <summary>The Pod has both containers already, as they would be made now.</summary>
    AlreadyInjected,

    /// <summary>The namespace's label does not say enabled.</summary>
    NamespaceNotEnabled,

    /// <summary>Neither the Pod nor the namespace's default asks for it.</summary>
    NotRequested,

    /// <summary>The Pod asks not to be.</summary>
    OptedOut,

    /// <summary>An annotation that decides has a value that means nothing.</summary>
    InvalidAnnotation,

    /// <summary>The namespace is one of those that are never touched.</summary>
    ExcludedNamespace,

    /// <summary>Nothing is known of the namespace, so nobody knows whether it takes part.</summary>
    NamespaceUnknown,

    /// <summary>The Pod uses the node's network: a capture there would see every Pod of the node.</summary>
    HostNetwork,

    /// <summary>The Pod is made by a kubelet out of a file, and what the API server is told changes nothing.</summary>
    StaticPod,

    /// <summary>The Pod runs on Windows.</summary>
    Windows,

    /// <summary>The Pod has a container of our name that is not ours.</summary>
    ContainerNameTaken,

    /// <summary>The namespace's Pod Security level forbids NET_RAW: the Pod would be refused with it.</summary>
    PodSecurity,

    /// <summary>The Pod is to end by itself, which it would not with containers that run on, where these cannot be native sidecars.</summary>
    WouldNeverComplete,

    /// <summary>What came is no Pod that could be read.</summary>
    Malformed,

    /// <summary>The request is not the creation of a Pod.</summary>
    NotACreation,

    /// <summary>The injector made a mistake; the Pod is admitted as it is.</summary>
    InternalError,
}
