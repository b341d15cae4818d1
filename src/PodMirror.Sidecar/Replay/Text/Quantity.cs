using System.Globalization;

namespace PodMirror.Sidecar.Replay;

/// <summary>Durations and sizes in three figures with a unit, as people read them.</summary>
public static class Quantity
{
    /// <summary>The longest that either of them gets, in bytes.</summary>
    public const int MaxBytes = 24;

    private const double NsPerUs = 1e3;
    private const double NsPerMs = 1e6;
    private const double NsPerSecond = 1e9;
    private const double Step = 1024;

    /// <summary>Writes a duration: <c>850 ns</c>, <c>12.3 us</c>, <c>1.23 ms</c>, <c>300 s</c>.</summary>
    /// <returns>Bytes written.</returns>
    public static int WriteDuration(long ns, Span<byte> destination) => Math.Abs((double)ns) switch
    {
        < NsPerUs => Write(ns, " ns", destination, isWhole: true),
        < NsPerMs => Write(ns / NsPerUs, " us", destination, isWhole: false),
        < NsPerSecond => Write(ns / NsPerMs, " ms", destination, isWhole: false),
        _ => Write(ns / NsPerSecond, " s", destination, isWhole: false),
    };

    /// <summary>Writes a size: <c>512 B</c>, <c>1.50 KiB</c>, <c>12.3 MiB</c>, <c>2.00 GiB</c>.</summary>
    /// <returns>Bytes written.</returns>
    public static int WriteSize(long bytes, Span<byte> destination) => bytes switch
    {
        < (long)Step => Write(bytes, " B", destination, isWhole: true),
        < (long)(Step * Step) => Write(bytes / Step, " KiB", destination, isWhole: false),
        < (long)(Step * Step * Step) => Write(bytes / (Step * Step), " MiB", destination, isWhole: false),
        _ => Write(bytes / (Step * Step * Step), " GiB", destination, isWhole: false),
    };

    private static int Write(double value, ReadOnlySpan<char> unit, Span<byte> destination, bool isWhole)
    {
        string format = isWhole || Math.Abs(value) >= 99.95 ? "F0" : Math.Abs(value) >= 9.995 ? "F1" : "F2";
        value.TryFormat(destination, out int written, format, CultureInfo.InvariantCulture);
        foreach (char c in unit)
        {
            destination[written++] = (byte)c;
        }

        return written;
    }
}
