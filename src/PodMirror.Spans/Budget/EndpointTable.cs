using PodMirror.Exchange;

namespace PodMirror.Spans;

/// <summary>
/// A bucket for each endpoint, in memory that does not grow, whatever paths come. An endpoint has <see cref="Ways"/> slots to be in. It takes one
/// that is its own, else one whose bucket is full again: forgetting such an endpoint loses nothing, as it would begin with a full bucket anyhow.
/// Where all are in use, the newcomer shares one bucket with everybody else who found no slot.
/// </summary>
internal sealed class EndpointTable
{
    /// <summary>Endpoints that can be busy in the same second; a large service has some hundred. 96 KiB.</summary>
    internal const int Slots = 4096;

    /// <summary>Slots among which an endpoint looks: a table that is half full has then no slot for one newcomer in twenty.</summary>
    internal const int Ways = 4;

    private readonly ulong[] _keys = new ulong[Slots];
    private readonly SpanBucket[] _buckets = new SpanBucket[Slots];
    private SpanBucket _shared;

    /// <summary>Takes a span of an endpoint.</summary>
    /// <param name="key">The endpoint.</param>
    /// <param name="now">Nanoseconds of a clock that never goes back.</param>
    /// <param name="rate">The limit of each endpoint.</param>
    /// <param name="wanted">How much of the span is wanted.</param>
    internal Detail Take(ulong key, long now, SpanRate rate, Detail wanted) => Find(key, now).Take(now, rate, wanted);

    private ref SpanBucket Find(ulong key, long now)
    {
        // The lowest bit is set in every key.
        int first = (int)((key >> 1) % (Slots / Ways)) * Ways;
        int free = -1;
        for (int slot = first; slot < first + Ways; slot++)
        {
            if (_keys[slot] == key)
            {
                return ref _buckets[slot];
            }

            free = free < 0 && _buckets[slot].IdleAt <= now ? slot : free;
        }

        if (free < 0)
        {
            return ref _shared;
        }

        _keys[free] = key;
        _buckets[free] = default;
        return ref _buckets[free];
    }
}
