namespace PodMirror.Bench.Load;

/// <summary>What one packet carried.</summary>
/// <param name="Connection">The client's port.</param>
/// <param name="Up">Whether it went to the server.</param>
/// <param name="Sequence">TCP's sequence number.</param>
/// <param name="Length">The payload's bytes.</param>
internal readonly record struct Segment(ushort Connection, bool Up, uint Sequence, int Length);
