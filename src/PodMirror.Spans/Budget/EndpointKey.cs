using System.Security.Cryptography;

namespace PodMirror.Spans;

/// <summary>
/// Tells endpoints apart by method and path, of which the parts that look like values are folded into one: <c>GET /users/42</c> and
/// <c>GET /users/43</c> are one endpoint. A hash of 64 bits under a key of its own, so that nobody outside can choose who shares a slot.
/// </summary>
internal sealed class EndpointKey
{
    /// <summary>Bytes of method and folded path that count: paths that differ later are one endpoint.</summary>
    private const int MaxBytes = 256;

    /// <summary>Bytes of a method that count; registered ones have at most 17.</summary>
    private const int MaxMethodBytes = 32;

    /// <summary>A longer segment is a value: an encoded text, a token, a file's name.</summary>
    private const int MaxSegmentBytes = 32;

    /// <summary>v1 to v99 are versions, and part of an endpoint's name.</summary>
    private const int MaxVersionBytes = 3;

    private readonly UInt128 _key;

    /// <summary>Makes keys that no other process makes.</summary>
    internal EndpointKey()
    {
        Span<byte> random = stackalloc byte[16];
        RandomNumberGenerator.Fill(random);
        _key = System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(random);
    }

    /// <summary>The key of an endpoint; never 0.</summary>
    internal ulong Of(ReadOnlySpan<byte> method, ReadOnlySpan<byte> target)
    {
        Span<byte> room = stackalloc byte[MaxBytes];
        return (ulong)SipHash.Hash(_key, room[..Fold(method, target, room)]) | 1;
    }

    /// <summary>Writes method and folded path, as far as there is room.</summary>
    /// <returns>Bytes written.</returns>
    internal static int Fold(ReadOnlySpan<byte> method, ReadOnlySpan<byte> target, Span<byte> room)
    {
        int length = Append(method[..Math.Min(method.Length, MaxMethodBytes)], room, 0);
        length = Append(" "u8, room, length);
        ReadOnlySpan<byte> path = TargetParts.Of(method, target).Path;
        while (!path.IsEmpty && length < room.Length)
        {
            int slash = path.IndexOf((byte)'/');
            ReadOnlySpan<byte> segment = slash < 0 ? path : path[..slash];
            length = Append(IsValue(segment) ? "*"u8 : segment, room, length);
            length = slash < 0 ? length : Append("/"u8, room, length);
            path = slash < 0 ? default : path[(slash + 1)..];
        }

        return length;
    }

    private static bool IsValue(ReadOnlySpan<byte> segment)
    {
        bool isVersion = segment.Length is > 1 and <= MaxVersionBytes && segment[0] is (byte)'v' or (byte)'V'
            && segment[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
        return segment.Length > MaxSegmentBytes || (!isVersion && segment.IndexOfAnyInRange((byte)'0', (byte)'9') >= 0);
    }

    private static int Append(ReadOnlySpan<byte> bytes, Span<byte> room, int length)
    {
        int fits = Math.Min(bytes.Length, room.Length - length);
        bytes[..fits].CopyTo(room[length..]);
        return length + fits;
    }
}
