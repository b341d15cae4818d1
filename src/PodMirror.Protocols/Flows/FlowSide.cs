namespace PodMirror.Protocols;

/// <summary>One end of a flow, by the order of its key.</summary>
internal enum FlowSide : byte
{
    Unknown,
    Low,
    High,
}
