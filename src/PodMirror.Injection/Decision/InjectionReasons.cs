namespace PodMirror.Injection;

/// <summary>The words of the reasons, and a sentence for people.</summary>
public static class InjectionReasons
{
    /// <summary>The machine-readable word: lower case with underscores. It never changes once it was released.</summary>
    public static string Word(this InjectionReason reason) => reason switch
    {
        InjectionReason.Injected => "injected",
        InjectionReason.AlreadyInjected => "already_injected",
        InjectionReason.NamespaceNotEnabled => "namespace_not_enabled",
        InjectionReason.NotRequested => "not_requested",
        InjectionReason.OptedOut => "opted_out",
        InjectionReason.InvalidAnnotation => "invalid_annotation",
        InjectionReason.ExcludedNamespace => "excluded_namespace",
        InjectionReason.NamespaceUnknown => "namespace_unknown",
        InjectionReason.HostNetwork => "host_network",
        InjectionReason.StaticPod => "static_pod",
        InjectionReason.Windows => "windows",
        InjectionReason.ContainerNameTaken => "container_name_taken",
        InjectionReason.PodSecurity => "pod_security",
        InjectionReason.WouldNeverComplete => "would_never_complete",
        InjectionReason.Malformed => "malformed",
        InjectionReason.NotACreation => "not_a_creation",
        _ => "internal_error",
    };

    /// <summary>What a person should know about it.</summary>
    public static string Sentence(this InjectionReason reason) => reason switch
    {
        InjectionReason.Injected => "the Pod gets the containers mirror and tme",
        InjectionReason.AlreadyInjected => "the Pod has the containers mirror and tme already",
        InjectionReason.NamespaceNotEnabled => "the namespace does not take part: its label does not say so",
        InjectionReason.NotRequested => "neither the Pod nor its namespace's default asks for it",
        InjectionReason.OptedOut => "the Pod asks not to be mirrored",
        InjectionReason.InvalidAnnotation => "an annotation has a value that means nothing, so nothing is done",
        InjectionReason.ExcludedNamespace => "Pods of this namespace are never touched",
        InjectionReason.NamespaceUnknown => "the namespace could not be read",
        InjectionReason.HostNetwork => "the Pod uses the node's network, where a capture would see every Pod of the node",
        InjectionReason.StaticPod => "the Pod is made by a kubelet out of a file and cannot be changed",
        InjectionReason.Windows => "the Pod runs on Windows, which has no AF_PACKET",
        InjectionReason.ContainerNameTaken => "the Pod has a container of its own named mirror or tme",
        InjectionReason.PodSecurity => "the namespace's Pod Security level forbids NET_RAW; the Pod would be refused with it",
        InjectionReason.WouldNeverComplete => "the Pod is to end by itself, which needs native sidecars (every kubelet 1.29 or newer)",
        InjectionReason.Malformed => "what came is no Pod that can be read",
        InjectionReason.NotACreation => "only Pods that are created are injected",
        _ => "the injector failed; the Pod is admitted as it is",
    };
}
