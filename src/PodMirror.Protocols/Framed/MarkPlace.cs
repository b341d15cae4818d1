namespace PodMirror.Protocols;

/// <summary>Where a byte of a content stands.</summary>
/// <param name="Offset">Its place in the kept body.</param>
/// <param name="TimestampNs">When its packet was captured.</param>
/// <param name="IsKept">Whether it is kept.</param>
internal readonly record struct MarkPlace(uint Offset, long TimestampNs, bool IsKept);
