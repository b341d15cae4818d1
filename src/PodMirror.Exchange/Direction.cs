namespace PodMirror.Exchange;

/// <summary>Which end of a flow belongs to the Pod that is watched.</summary>
public enum Direction : byte
{
    /// <summary>Nothing told which end is ours, as in most capture files.</summary>
    Unknown = 0,

    /// <summary>The server end is this Pod.</summary>
    Ingress = 1,

    /// <summary>The client end is this Pod.</summary>
    Egress = 2,
}
