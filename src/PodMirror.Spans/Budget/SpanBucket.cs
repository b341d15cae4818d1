using PodMirror.Exchange;

namespace PodMirror.Spans;

/// <summary>
/// Two token buckets, of all spans and of whole ones, as the moments at which each will be full again (the generic cell rate algorithm of ITU-T
/// I.371): two numbers, nothing to refill, and a bucket that is full again is the same as one that never was used.
/// </summary>
internal struct SpanBucket
{
    private long _fullAt;
    private long _wholeFullAt;

    /// <summary>When nothing of it will be used up any more.</summary>
    internal readonly long IdleAt => Math.Max(_fullAt, _wholeFullAt);

    /// <summary>Takes one span, as whole as the buckets allow.</summary>
    /// <param name="now">Nanoseconds of a clock that never goes back.</param>
    /// <param name="rate">The limit, which may change from one call to the next.</param>
    /// <param name="wanted">How much of it is wanted; what is not wanted whole leaves the bucket of whole spans alone.</param>
    internal Detail Take(long now, SpanRate rate, Detail wanted)
    {
        if (!rate.IsLimited)
        {
            return wanted;
        }

        if (!TryTake(ref _fullAt, now, rate.SpanNs))
        {
            return Detail.CountOnly;
        }

        return wanted >= Detail.WithoutFields || TryTake(ref _wholeFullAt, now, rate.WholeSpanNs) ? wanted : Detail.WithoutFields;
    }

    private static bool TryTake(ref long fullAt, long now, long spanNs)
    {
        long after = Math.Max(fullAt, now) + spanNs;
        if (after > now + SpanRate.BurstNs)
        {
            return false;
        }

        fullAt = after;
        return true;
    }
}
