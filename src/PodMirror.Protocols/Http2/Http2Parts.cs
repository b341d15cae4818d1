namespace PodMirror.Protocols;

/// <summary>What all HTTP/2 connections of a thread share.</summary>
/// <param name="MaxHeadBytes">The most that is kept of a head.</param>
internal sealed record Http2Parts(int MaxHeadBytes)
{
    /// <summary>Room for texts while a field is decoded.</summary>
    public HpackScratch Scratch { get; } = new();

    /// <summary>The head that is being read.</summary>
    public HeadBuilder Head { get; } = new(MaxHeadBytes);

    /// <summary>The open streams of all connections.</summary>
    public StreamIndex Index { get; } = new();

    /// <summary>Streams that nobody uses.</summary>
    public Stack<Http2Stream> Streams { get; } = new();
}
