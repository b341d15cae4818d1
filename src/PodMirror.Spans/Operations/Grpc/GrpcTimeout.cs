namespace PodMirror.Spans;

/// <summary>The value of grpc-timeout: at most eight digits and a unit (PROTOCOL-HTTP2.md).</summary>
internal static class GrpcTimeout
{
    private const int MaxDigits = 8;

    /// <summary>Reads one, in milliseconds, rounded up so that no deadline reads as none.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> value, out long milliseconds)
    {
        milliseconds = 0;
        if (value.Length is < 2 or > MaxDigits + 1 || value[..^1].ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return false;
        }

        long amount = long.Parse(value[..^1], provider: null);
        milliseconds = value[^1] switch
        {
            (byte)'H' => amount * 3_600_000,
            (byte)'M' => amount * 60_000,
            (byte)'S' => amount * 1000,
            (byte)'m' => amount,
            (byte)'u' => (amount + 999) / 1000,
            (byte)'n' => (amount + 999_999) / 1_000_000,
            _ => -1,
        };
        return milliseconds >= 0;
    }
}
