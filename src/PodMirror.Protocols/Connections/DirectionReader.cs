namespace PodMirror.Protocols;

/// <summary>
/// Reads one direction of a flow: bytes go in as they are delivered, in order. Any cut of the stream gives the same messages, and nothing throws,
/// whatever comes.
/// </summary>
internal abstract class DirectionReader
{
    /// <summary>Whether a message is to begin with the next byte.</summary>
    public abstract bool AwaitsMessage { get; }

    /// <summary>Takes the next bytes of the stream; they begin at a segment's first byte. None, where the snap length cut all of them.</summary>
    public abstract void Read(ReadOnlySpan<byte> bytes, StreamPosition position);

    /// <summary>Bytes of the stream were lost. What framing tells is passed over exactly; past it the reader is out of step.</summary>
    /// <param name="bytes">How many; at least one.</param>
    /// <param name="sequence">The sequence number of the first of them.</param>
    public abstract void OnGap(long bytes, uint sequence);

    /// <summary>The stream has ended, by FIN or because nothing more will come.</summary>
    /// <param name="closed">Whether it was closed in order, which ends a body without other framing.</param>
    public abstract void OnEnd(bool closed);
}
