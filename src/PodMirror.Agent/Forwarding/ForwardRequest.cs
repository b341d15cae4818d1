using System.Buffers;
using PodMirror.Agent.Probe;
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

    /// <summary>Spans of the delivery that are in no request: those of probes.</summary>
    public int Withheld { get; private init; }

    /// <summary>The requests with their readable spans. Their bytes are good until this is disposed of and the delivery settled.</summary>
    public IReadOnlyList<(ReadOnlyMemory<byte> Bytes, int Spans)> Parts { get; }

    /// <summary>Makes the requests.</summary>
    public static ForwardRequest Of(Delivery delivery)
    {
        List<Payload> payloads = [.. delivery.Payloads.Where(payload => !ProbeMark.IsRequest(payload.Bytes.Span))];
        int withheld = delivery.Payloads.Count == payloads.Count ? 0 : delivery.Spans - payloads.Sum(payload => payload.Spans);
        return payloads switch
        {
            [] => new ForwardRequest([]) { Withheld = withheld },
            [Payload one] => new ForwardRequest(PartsOf(one)) { Withheld = withheld },
            _ => Join(payloads, withheld),
        };
    }

    private static IReadOnlyList<(ReadOnlyMemory<byte> Bytes, int Spans)> PartsOf(Payload payload) =>
        payload.Bytes.Length <= ForwardLimits.MaxRequestBytes
            ? [(payload.Bytes, payload.Spans)]
            : RequestSplitter.Split(payload.Bytes, ForwardLimits.MaxRequestBytes);

    private static ForwardRequest Join(List<Payload> payloads, int withheld)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(payloads.Sum(payload => payload.Bytes.Length));
        int length = 0;
        foreach (Payload payload in payloads)
        {
            payload.Bytes.Span.CopyTo(rented.AsSpan(length));
            length += payload.Bytes.Length;
        }

        return new ForwardRequest([(rented.AsMemory(0, length), payloads.Sum(payload => payload.Spans))], rented) { Withheld = withheld };
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
