namespace PodMirror.Protocols;

/// <summary>Integers with a prefix (RFC 7541 section 5.1).</summary>
internal static class HpackInteger
{
    // Five times seven bits: an integer of 32 bits, however it is written.
    private const int MaxContinuations = 5;

    // More than any length or index that is not an attack.
    private const int Most = 1 << 28;

    /// <summary>Reads one from the front.</summary>
    /// <param name="bytes">The bytes; what was read is taken off.</param>
    /// <param name="prefixBits">How many low bits of the first byte belong to it, in [4, 7].</param>
    /// <param name="value">The integer.</param>
    /// <returns>False when the bytes end before it does, or it is larger than any that makes sense.</returns>
    public static bool TryRead(ref ReadOnlySpan<byte> bytes, int prefixBits, out int value)
    {
        value = 0;
        if (bytes.IsEmpty)
        {
            return false;
        }

        int most = (1 << prefixBits) - 1;
        value = bytes[0] & most;
        bytes = bytes[1..];
        if (value < most)
        {
            return true;
        }

        long sum = value;
        for (int i = 0; i < MaxContinuations && i < bytes.Length; i++)
        {
            sum += (bytes[i] & 0x7FL) << (7 * i);
            if (bytes[i] < 0x80)
            {
                value = (int)Math.Min(sum, Most);
                bytes = bytes[(i + 1)..];
                return sum <= Most;
            }
        }

        return false;
    }
}
