using System.Globalization;

namespace PodMirror.Sidecar.Replay;

/// <summary>Writes times as RFC 3339 with nanoseconds, in UTC: <c>2024-05-01T12:34:56.123456789Z</c>.</summary>
/// <remarks>Holds the text of the last second: neighbours in a capture share theirs. Not for several threads.</remarks>
public sealed class Rfc3339
{
    /// <summary>Bytes of every time that this writes.</summary>
    public const int Bytes = 30;

    private const long NsPerSecond = 1_000_000_000;
    private const int SecondBytes = 19;
    private const int FractionDigits = 9;

    private readonly byte[] _text = new byte[Bytes];
    private long _second = long.MinValue;

    /// <summary>The text of a time; valid until the next call.</summary>
    /// <param name="timeNs">Nanoseconds since 1970-01-01 UTC; negative before it. The whole range, 1677 to 2262, can be written.</param>
    public ReadOnlySpan<byte> Of(long timeNs)
    {
        long second = Math.DivRem(timeNs, NsPerSecond, out long fraction);
        if (fraction < 0)
        {
            second--;
            fraction += NsPerSecond;
        }

        if (second != _second)
        {
            _second = second;
            DateTimeOffset.FromUnixTimeSeconds(second).TryFormat(_text, out _, "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
            _text[SecondBytes] = (byte)'.';
            _text[Bytes - 1] = (byte)'Z';
        }

        for (int at = SecondBytes + FractionDigits; at > SecondBytes; at--)
        {
            (fraction, long digit) = Math.DivRem(fraction, 10);
            _text[at] = (byte)('0' + digit);
        }

        return _text;
    }
}
