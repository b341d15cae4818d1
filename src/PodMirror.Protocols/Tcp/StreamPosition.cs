namespace PodMirror.Protocols;

/// <summary>Where delivered bytes stood on the wire: what a reader needs to time and to pair messages.</summary>
/// <param name="TimestampNs">When their packet was captured, nanoseconds since 1970-01-01 UTC.</param>
/// <param name="Sequence">The sequence number of the first byte.</param>
/// <param name="Acknowledgement">What the sender had received of the other side; counts only with <paramref name="HasAcknowledgement"/>.</param>
/// <param name="HasAcknowledgement">Whether the segment acknowledged anything.</param>
internal readonly record struct StreamPosition(long TimestampNs, uint Sequence, uint Acknowledgement, bool HasAcknowledgement)
{
    /// <summary>The position some bytes further on.</summary>
    public StreamPosition Advance(int bytes) => this with { Sequence = Sequence + (uint)bytes };
}
