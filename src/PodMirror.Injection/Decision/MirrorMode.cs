namespace PodMirror.Injection;

/// <summary>What is captured of a Pod. The words are those of the annotations and of <c>podmirror mirror --mode</c>.</summary>
public enum MirrorMode
{
    /// <summary>Calls to the Pod.</summary>
    Ingress,

    /// <summary>Calls of the Pod.</summary>
    Egress,

    /// <summary>Both.</summary>
    IngressAndEgress,
}
