namespace PodMirror.Agent.Queue;

/// <summary>A cursor as it is written down.</summary>
/// <param name="DoneTo">Every batch up to this one is done.</param>
/// <param name="Ahead">The runs past it that are done.</param>
internal readonly record struct CursorState(long DoneTo, byte[] Ahead);
