using System.Buffers;
using PodMirror.Agent.Queue;
using PodMirror.Agent.Receiver;

namespace PodMirror.Agent.Forwarding;

/// <summary>
/// A delivery as requests. One batch goes as it is. Several become one by standing one after the other, which in protobuf is the request of all
/// their ResourceSpans. A batch larger than receivers take is split between its spans.
/// </summary>
internal sealed class ForwardRequest : IDisposable
{
    private readonly byte[]? _rented;

    private ForwardRequest(IReadOnlyList<(ReadOnlyMemory<byte> Bytes, int Spans)> parts, byte[]? rented = null) =>
        (Parts, _rented) = (parts, rented);

    /// <summary>The requests with their readable spans. Their bytes are good until this is disposed of and the delivery settled.</summary>
    public IReadOnlyList<(ReadOnlyMemory<byte> Bytes, int Spans)> Parts { get; }

    /// <summary>Makes the requests.</summary>
    public static ForwardRequest Of(Delivery delivery)
    {
        if (delivery.Payloads is [Payload one])
        {
            return one.Bytes.Length <= ForwardLimits.MaxRequestBytes
                ? new ForwardRequest([(one.Bytes, one.Spans)])
                : new ForwardRequest(RequestSplitter.Split(one.Bytes, ForwardLimits.MaxRequestBytes));
        }

        byte[] rented = ArrayPool<byte>.Shared.Rent(delivery.Payloads.Sum(payload => payload.Bytes.Length));
        int length = 0;
        foreach (Payload payload in delivery.Payloads)
        {
            payload.Bytes.Span.CopyTo(rented.AsSpan(length));
            length += payload.Bytes.Length;
        }

        return new ForwardRequest([(rented.AsMemory(0, length), delivery.Spans)], rented);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_rented is not null)
        {
            ArrayPool<byte>.Shared.Return(_rented);
        }
    }
}
