using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using PodMirror.Exchange;

namespace PodMirror.Capture;

/// <summary>A packet while its headers are read one after the other: what is left of it, and what was learnt.</summary>
internal ref struct PacketWalk
{
    /// <summary>What was captured, from the next header on.</summary>
    public ReadOnlySpan<byte> Bytes;

    /// <summary>How much there was on the wire, from the next header on; never less than <see cref="Bytes"/>.</summary>
    public int WireBytes;

    /// <summary>The source address of the innermost IP header so far.</summary>
    public UInt128 Source;

    /// <summary>The destination address of the innermost IP header so far.</summary>
    public UInt128 Destination;

    /// <summary>When it was captured, nanoseconds since 1970.</summary>
    public long TimestampNs;

    /// <summary>Which way it went.</summary>
    public PacketOrigin Origin;

    /// <summary>Whether an IP header was read.</summary>
    public bool InIp;

    /// <summary>Whether a tunnel was guessed, as from a UDP port: what does not read as one is then just another IP packet.</summary>
    public bool InGuess;

    /// <summary>What became of it; counts with <see cref="Layer.End"/>.</summary>
    public MirrorCounter Outcome;

    /// <summary>Begins with a frame.</summary>
    public PacketWalk(scoped in CapturedFrame frame)
    {
        Bytes = frame.Bytes;
        WireBytes = Math.Max(frame.WireBytes, frame.Bytes.Length);
        TimestampNs = frame.TimestampNs;
        Origin = frame.Origin;
    }

    /// <summary>Whether so many bytes were captured.</summary>
    public readonly bool Has(int count) => Bytes.Length >= count;

    /// <summary>A 16-bit number in network byte order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ushort UInt16(int at) => BinaryPrimitives.ReadUInt16BigEndian(Bytes[at..]);

    /// <summary>A 32-bit number in network byte order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly uint UInt32(int at) => BinaryPrimitives.ReadUInt32BigEndian(Bytes[at..]);

    /// <summary>Goes past bytes that were captured.</summary>
    public void Skip(int count)
    {
        Bytes = Bytes[count..];
        WireBytes -= count;
    }

    /// <summary>
    /// Takes a length that a header declares for what is left: what follows is padding. When the capture has less, the rest is taken as cut off,
    /// even where the file claims that the frame was no longer: tools that cut frames do not all keep the true length.
    /// </summary>
    public void Limit(int declaredBytes)
    {
        WireBytes = declaredBytes;
        if (Bytes.Length > declaredBytes)
        {
            Bytes = Bytes[..declaredBytes];
        }
    }

    /// <summary>Ends the walk.</summary>
    public Layer End(MirrorCounter outcome)
    {
        Outcome = outcome;
        return Layer.End;
    }

    /// <summary>What a packet is in which a header of so many bytes does not fit: cut by the capture, or never whole.</summary>
    public readonly MirrorCounter Short(int headerBytes) =>
        WireBytes < headerBytes ? MirrorCounter.PacketsMalformed : MirrorCounter.PacketsCut;

    /// <summary>Ends the walk where a header of so many bytes does not fit.</summary>
    public Layer EndShort(int headerBytes) => End(Short(headerBytes));

    /// <summary>Ends the walk at something that carries no IP, or none of ours.</summary>
    public Layer EndOther() => End(InIp ? MirrorCounter.PacketsNotTcp : MirrorCounter.PacketsNotIp);

    /// <summary>Goes on with a layer that nothing but a port or an unregistered number announces.</summary>
    public Layer Guess(Layer layer)
    {
        InGuess = true;
        return layer;
    }

    /// <summary>Goes past a header, to what follows; or ends the walk where the header does not fit.</summary>
    public Layer SkipTo(int headerBytes, Layer next)
    {
        if (!Has(headerBytes))
        {
            return EndShort(headerBytes);
        }

        Skip(headerBytes);
        return next;
    }
}
