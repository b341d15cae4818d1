using System.Numerics;

namespace PodMirror.Agent.Queue;

/// <summary>
/// CRC-32C of the small columns of a row; a body has a checksum of its own. One flipped bit in a place or a time would let go of everything that
/// waits, and nothing else would tell.
/// </summary>
internal static class QueueChecksum
{
    /// <summary>Of a batch's columns.</summary>
    public static long Of(long id, long receivedNs, long spans, long rawBytes)
    {
        uint checksum = BitOperations.Crc32C(0, (ulong)id);
        checksum = BitOperations.Crc32C(checksum, (ulong)receivedNs);
        checksum = BitOperations.Crc32C(checksum, (ulong)spans);
        return BitOperations.Crc32C(checksum, (ulong)rawBytes);
    }

    /// <summary>Of a destination's columns.</summary>
    public static long Of(ReadOnlySpan<byte> name, long doneTo, ReadOnlySpan<byte> ahead)
    {
        uint checksum = BitOperations.Crc32C(0, (ulong)doneTo);
        foreach (byte value in name)
        {
            checksum = BitOperations.Crc32C(checksum, value);
        }

        foreach (byte value in ahead)
        {
            checksum = BitOperations.Crc32C(checksum, value);
        }

        return checksum;
    }
}
