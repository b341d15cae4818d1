using System.Globalization;
using Grpc.Core;

namespace PodMirror.Spans;

/// <summary>Which answers are worth another attempt: the tables of the OTLP specification (OTLP/gRPC and OTLP/HTTP, failures).</summary>
internal static class RetryTable
{
    // Nobody means to be left alone for longer, and a date of next year is a mistake; the request would be given up first anyway.
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromHours(1);

    /// <summary>By HTTP status; only these four may be repeated.</summary>
    internal static SendVerdict OfHttp(int status) => status switch
    {
        >= 200 and < 300 => SendVerdict.Accepted,
        429 or 502 or 503 or 504 => SendVerdict.Retryable,
        _ => SendVerdict.Refused,
    };

    /// <summary>By gRPC status. RESOURCE_EXHAUSTED may be repeated only where the receiver says when.</summary>
    internal static SendVerdict OfGrpc(StatusCode code, bool hasRetryInfo) => code switch
    {
        StatusCode.OK => SendVerdict.Accepted,
        StatusCode.Cancelled or StatusCode.DeadlineExceeded or StatusCode.Aborted or StatusCode.OutOfRange or StatusCode.Unavailable
            or StatusCode.DataLoss => SendVerdict.Retryable,
        StatusCode.ResourceExhausted when hasRetryInfo => SendVerdict.Retryable,
        _ => SendVerdict.Refused,
    };

    /// <summary>Reads Retry-After (RFC 9110 section 10.2.3): seconds or a date. Null when it is neither, or in the past.</summary>
    internal static TimeSpan? ParseRetryAfter(string? value, DateTimeOffset now)
    {
        if (long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds))
        {
            return TimeSpan.FromSeconds(Math.Min(seconds, (long)LongestRetryAfter.TotalSeconds));
        }

        bool isDate = DateTimeOffset.TryParseExact(value, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date);
        if (!isDate || date <= now)
        {
            return null;
        }

        return date - now < LongestRetryAfter ? date - now : LongestRetryAfter;
    }

    /// <summary>Finds google.rpc.RetryInfo in the details of google.rpc.Status (the trailer grpc-status-details-bin).</summary>
    /// <returns>Its delay, or null when there is none.</returns>
    internal static TimeSpan? ParseRetryInfo(ReadOnlySpan<byte> status)
    {
        var details = new ProtoReader(status);
        while (details.TryReadTag(out int field, out WireType wire) && details.TryReadValue(wire, out _, out ReadOnlySpan<byte> detail))
        {
            if (field != 3)
            {
                continue;
            }

            ReadOnlySpan<byte> type = Field(detail, 1, out _);
            if (type.EndsWith("google.rpc.RetryInfo"u8))
            {
                ReadOnlySpan<byte> duration = Field(Field(detail, 2, out _), 1, out _);
                Field(duration, 1, out ulong seconds);
                Field(duration, 2, out ulong nanoseconds);
                TimeSpan delay = TimeSpan.FromSeconds(Math.Min(seconds, (ulong)LongestRetryAfter.TotalSeconds))
                    + TimeSpan.FromMicroseconds(Math.Min(nanoseconds, 999_999_999) / 1000.0);
                return delay;
            }
        }

        return null;
    }

    private static ReadOnlySpan<byte> Field(ReadOnlySpan<byte> message, int number, out ulong value)
    {
        var reader = new ProtoReader(message);
        value = 0;
        ReadOnlySpan<byte> bytes = default;
        while (reader.TryReadTag(out int field, out WireType wire) && reader.TryReadValue(wire, out ulong found, out ReadOnlySpan<byte> foundBytes))
        {
            if (field == number)
            {
                value = found;
                bytes = foundBytes;
            }
        }

        return bytes;
    }
}
