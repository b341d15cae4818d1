using System.Buffers.Binary;
using System.Numerics;

namespace PodMirror.Protocols;

/// <summary>What hashes of keys that come off the wire are mixed with, so that nobody can choose keys that collide.</summary>
internal static class HashSecret
{
    /// <summary>
    /// A new secret of 64 bits. The runtime takes a GUID's 122 random bits from the kernel itself; its cryptographic generator would load a library
    /// of four megabytes into each Pod.
    /// </summary>
    public static ulong Next()
    {
        Span<byte> random = stackalloc byte[16];
        Guid.NewGuid().TryWriteBytes(random);
        return BinaryPrimitives.ReadUInt64LittleEndian(random) ^ BitOperations.RotateLeft(BinaryPrimitives.ReadUInt64LittleEndian(random[8..]), 32);
    }
}
