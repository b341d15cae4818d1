using System.Text;
using PodMirror.Exchange;

namespace PodMirror.Spans;

/// <summary>
/// Removes the content codings of bodies: gzip, deflate, br, zstd, also stacked. Input that ends early is decoded as far as it
/// goes; output is bounded, so that a bomb costs no more than an ordinary body.
/// </summary>
/// <remarks>
/// Holds its decoders and buffers: one for each thread. A body without coding is returned where it lies. Never throws for what
/// the bytes are.
/// </remarks>
public sealed class BodyDecoder : IDisposable
{
    /// <summary>Bytes that are decoded of an inner layer of stacked codings: what the original product is willing to process of a body.</summary>
    public const int MaxLayerBytes = 1024 * 1024;

    private readonly int _maxBodyBytes;
    private readonly ByteBuffer _even;
    private readonly ByteBuffer _odd;
    private readonly DecodeBudget _budget = new();
    private readonly Inflater _inflater;
    private readonly ZstandardDecoder _zstandard;

    /// <summary>Makes a decoder.</summary>
    /// <param name="maxBodyBytes">Bytes of a decoded body that are kept, in [0, <see cref="MaxLayerBytes"/>].</param>
    public BodyDecoder(int maxBodyBytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)maxBodyBytes, (uint)MaxLayerBytes, nameof(maxBodyBytes));
        _maxBodyBytes = maxBodyBytes;
        _inflater = new Inflater(_budget);
        _zstandard = new ZstandardDecoder(_budget);
        _even = new ByteBuffer(MaxLayerBytes);
        _odd = new ByteBuffer(MaxLayerBytes);
    }

    /// <summary>Decodes the kept part of a message's body by the Content-Encoding and Transfer-Encoding among its fields.</summary>
    public DecodedBody Decode(in MessageView message)
    {
        var codings = default(ContentCodings);
        if (!message.Body.IsEmpty)
        {
            AddAll(message.Fields, "content-encoding"u8, ref codings);
            AddAll(message.Fields, "transfer-encoding"u8, ref codings);
        }

        return Decode(codings, message.Body, message.BodyBytes);
    }

    /// <inheritdoc />
    public void Dispose() => _zstandard.Dispose();

    /// <summary>Decodes a body whose codings are known.</summary>
    /// <param name="codings">The codings, in the order in which they were applied.</param>
    /// <param name="body">What was kept of the body.</param>
    /// <param name="bodyBytes">The body's true size.</param>
    internal DecodedBody Decode(scoped in ContentCodings codings, ReadOnlySpan<byte> body, long bodyBytes)
    {
        bool isTruncated = body.Length < bodyBytes;
        if (codings.IsTooMany && !body.IsEmpty)
        {
            return new DecodedBody(default, isTruncated, isUndecodable: true);
        }

        _budget.Refill();
        if (!body.IsEmpty)
        {
            for (int layer = codings.Count - 1; layer >= 0; layer--)
            {
                // The last layer stops one byte past what is kept, which tells that there was more.
                int maxBytes = layer == 0 ? Math.Min(_maxBodyBytes + 1, MaxLayerBytes) : MaxLayerBytes;
                ByteBuffer output = (layer & 1) == 0 ? _even : _odd;
                output.Clear();
                DecodeStatus status = Remove(codings[layer], body, maxBytes, output);
                if (status == DecodeStatus.Invalid || (status == DecodeStatus.InputEnded && output.Length == 0 && !isTruncated))
                {
                    return new DecodedBody(default, isTruncated, isUndecodable: true);
                }

                isTruncated |= status != DecodeStatus.Complete;
                body = output.Written;
            }
        }

        return body.Length > _maxBodyBytes
            ? new DecodedBody(body[.._maxBodyBytes], isTruncated: true, isUndecodable: false)
            : new DecodedBody(body, isTruncated, isUndecodable: false);
    }

    private static void AddAll(ReadOnlySpan<byte> fields, ReadOnlySpan<byte> name, ref ContentCodings codings)
    {
        foreach (FieldLine line in new FieldLines(fields))
        {
            if (Ascii.EqualsIgnoreCase(line.Name, name))
            {
                codings.Add(line.Value);
            }
        }
    }

    internal DecodeStatus Remove(ContentCoding coding, ReadOnlySpan<byte> input, int maxBytes, ByteBuffer output) => coding switch
    {
        ContentCoding.Gzip => GzipFormat.Decode(_inflater, _budget, input, maxBytes, output),
        ContentCoding.Deflate => ZlibFormat.Decode(_inflater, input, maxBytes, output),
        ContentCoding.Brotli => BrotliFormat.Decode(_budget, input, maxBytes, output),
        ContentCoding.Zstandard => _zstandard.Decode(input, maxBytes, output),
        _ => DecodeStatus.Invalid,
    };
}
