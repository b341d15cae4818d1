using PodMirror.Exchange;

namespace PodMirror.Protocols;

/// <summary>Where a field block stood.</summary>
/// <param name="StreamId">The stream that its fields are of: of a promise the promised one.</param>
/// <param name="IsPromised">Whether it is a request that the server makes in the client's place (RFC 9113 section 8.4).</param>
/// <param name="EndsStream">Whether nothing follows it in its direction.</param>
/// <param name="Damage">Why it is not whole; then nothing of it is known.</param>
internal readonly record struct FieldBlock(uint StreamId, bool IsPromised, bool EndsStream, Anomalies Damage)
{
    public long FirstByteNs { get; init; }

    public long LastByteNs { get; init; }

    public uint StartSequence { get; init; }
}
