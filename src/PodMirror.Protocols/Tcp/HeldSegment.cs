namespace PodMirror.Protocols;

/// <summary>A copy of bytes that came before their turn. Pooled; linked in the order of the stream.</summary>
internal sealed class HeldSegment
{
    public HeldSegment? Next;
    public StreamPosition Position;
    public byte[] Buffer = [];
    public int Bytes;

    /// <summary>Bytes that the snap length cut off behind these.</summary>
    public int CutBytes;

    public uint End => Position.Sequence + (uint)(Bytes + CutBytes);

    public ReadOnlySpan<byte> Span => Buffer.AsSpan(0, Bytes);
}
