namespace PodMirror.Capture;

/// <summary>
/// Turns the 64-bit times of a pcapng interface into nanoseconds since 1970. Its resolution (if_tsresol) is a negative power of ten,
/// or of two when the top bit is set; if_tsoffset adds whole seconds.
/// </summary>
internal readonly record struct PcapngClock
{
    private const int NanosecondExponent = 9;
    private const int LargestUsefulExponent = 19;
    private const byte BaseTwo = 0x80;
    private const byte Microseconds = 6;
    private const long NsPerSecond = 1_000_000_000;

    private readonly ulong _factor;
    private readonly ulong _divisor;
    private readonly int _shift;
    private readonly long _offsetNs;

    /// <summary>The clock of an interface that says nothing: microseconds.</summary>
    public static PcapngClock Default { get; } = new(Microseconds, 0);

    /// <summary>The clock of an interface that has these options.</summary>
    /// <param name="resolution">if_tsresol.</param>
    /// <param name="offsetSeconds">if_tsoffset.</param>
    public PcapngClock(byte resolution, long offsetSeconds)
    {
        _offsetNs = Saturate((Int128)offsetSeconds * NsPerSecond);
        int exponent = resolution & ~BaseTwo;
        (_factor, _divisor, _shift) = (resolution & BaseTwo) != 0
            ? (NsPerSecond, 1, exponent)
            : exponent <= NanosecondExponent
                ? (PowerOfTen(NanosecondExponent - exponent), 1UL, 0)
                : (1UL, PowerOfTen(Math.Min(exponent - NanosecondExponent, LargestUsefulExponent)), 0);
    }

    /// <summary>The time in nanoseconds since 1970, held within 0 and <see cref="FileLimits.MaxTimestampNs"/>.</summary>
    public long ToNs(ulong time)
    {
        ulong high = Math.BigMul(time, _factor, out ulong low);
        if (_shift == 0 && _divisor == 1 && high == 0 && low <= FileLimits.MaxTimestampNs && _offsetNs == 0)
        {
            return (long)low;
        }

        var ns = (Int128)((new UInt128(high, low) >> _shift) / _divisor);
        return Math.Clamp(Saturate(ns + _offsetNs), 0, FileLimits.MaxTimestampNs);
    }

    private static long Saturate(Int128 ns) => (long)Int128.Clamp(ns, -FileLimits.MaxTimestampNs, FileLimits.MaxTimestampNs);

    private static ulong PowerOfTen(int exponent)
    {
        ulong power = 1;
        for (int i = 0; i < exponent; i++)
        {
            power *= 10;
        }

        return power;
    }
}
