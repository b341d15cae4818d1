namespace PodMirror.Capture;

/// <summary>
/// Turns the 64-bit times of a pcapng interface into nanoseconds since 1970. Its resolution (if_tsresol) is a negative power of ten,
/// or of two when the top bit is set; if_tsoffset adds whole seconds.
/// </summary>
internal readonly record struct PcapngClock
{
    private const int NanosecondExponent = 9;

    // 10^19 is the largest power that 64 bits hold; what counts in smaller parts of a nanosecond than that is always 0 of them.
    private const int LargestExponent = NanosecondExponent + 19;
    private const byte BaseTwo = 0x80;
    private const long NsPerSecond = 1_000_000_000;

    private readonly ulong _factor;
    private readonly ulong _divisor = 1;
    private readonly int _shift;
    private readonly Int128 _offsetNs;

    /// <summary>The clock of an interface that has these options.</summary>
    /// <param name="resolution">if_tsresol.</param>
    /// <param name="offsetSeconds">if_tsoffset.</param>
    public PcapngClock(byte resolution, long offsetSeconds)
    {
        _offsetNs = (Int128)offsetSeconds * NsPerSecond;
        int exponent = resolution & ~BaseTwo;
        if ((resolution & BaseTwo) != 0)
        {
            (_factor, _shift) = (NsPerSecond, exponent);
        }
        else if (exponent <= NanosecondExponent)
        {
            _factor = PowerOfTen(NanosecondExponent - exponent);
        }
        else if (exponent <= LargestExponent)
        {
            (_factor, _divisor) = (1, PowerOfTen(exponent - NanosecondExponent));
        }
    }

    /// <summary>The time in nanoseconds since 1970, held within 0 and <see cref="FileLimits.MaxTimestampNs"/>.</summary>
    public long ToNs(ulong time)
    {
        ulong high = Math.BigMul(time, _factor, out ulong low);

        // What nearly every file has, without arithmetic of 128 bits.
        if (_shift == 0 && _divisor == 1 && high == 0 && low <= FileLimits.MaxTimestampNs && _offsetNs == 0)
        {
            return (long)low;
        }

        var ns = (Int128)((new UInt128(high, low) >> _shift) / _divisor);
        return (long)Int128.Clamp(ns + _offsetNs, 0, FileLimits.MaxTimestampNs);
    }

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
