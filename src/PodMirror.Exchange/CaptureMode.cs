namespace PodMirror.Exchange;

/// <summary>Which directions are captured: the values of the annotation <c>mirror.traceable.ai/mode</c>.</summary>
[Flags]
public enum CaptureMode : byte
{
    /// <summary>Nothing; only a starting value for combining.</summary>
    None = 0,

    /// <summary>Calls that this Pod answers.</summary>
    Ingress = 1,

    /// <summary>Calls that this Pod makes.</summary>
    Egress = 2,

    /// <summary>Both.</summary>
    IngressAndEgress = Ingress | Egress,
}
