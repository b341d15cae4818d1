using System.Buffers.Binary;

namespace PodMirror.Spans;

/// <summary>
/// Cuts a body into the length-prefixed messages of gRPC (PROTOCOL-HTTP2.md: a byte of flags, four of length), and of gRPC-Web, whose last
/// frame holds the trailers. What is there of a message whose end is not is a message too.
/// </summary>
internal ref struct GrpcMessages(ReadOnlySpan<byte> body)
{
    /// <summary>Bytes before each message.</summary>
    internal const int PrefixBytes = 5;

    private const byte CompressedFlag = 0x01;
    private const byte TrailersFlag = 0x80;

    private ReadOnlySpan<byte> _rest = body;
    private byte _flags;

    /// <summary>The message as it lies on the wire.</summary>
    internal ReadOnlySpan<byte> Payload { get; private set; }

    /// <summary>Its length by its prefix.</summary>
    internal uint Length { get; private set; }

    /// <summary>Whether it goes on beyond what is there.</summary>
    internal readonly bool IsCut => Payload.Length < Length;

    /// <summary>Whether it is compressed by what grpc-encoding says.</summary>
    internal readonly bool IsCompressed => (_flags & CompressedFlag) != 0;

    /// <summary>Whether it is the trailers of gRPC-Web, as lines of a head.</summary>
    internal readonly bool IsTrailers => (_flags & TrailersFlag) != 0;

    /// <summary>Whether flags were met that nobody gave a meaning: what follows is no gRPC.</summary>
    internal bool IsInvalid { get; private set; }

    internal bool MoveNext()
    {
        if (_rest.Length < PrefixBytes)
        {
            return false;
        }

        _flags = _rest[0];
        if ((_flags & ~(CompressedFlag | TrailersFlag)) != 0)
        {
            IsInvalid = true;
            _rest = default;
            return false;
        }

        Length = BinaryPrimitives.ReadUInt32BigEndian(_rest[1..]);
        _rest = _rest[PrefixBytes..];
        Payload = _rest[..(int)Math.Min(Length, (uint)_rest.Length)];
        _rest = _rest[Payload.Length..];
        return true;
    }
}
