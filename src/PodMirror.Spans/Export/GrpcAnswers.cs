using System.Buffers.Binary;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;

namespace PodMirror.Spans;

/// <summary>
/// Reads the answers of gRPC (gRPC over HTTP/2, Responses) within a bound, for the library behind it, which makes a status of its own of a message
/// that it cannot take: of one that is too long or of an unknown coding a final one, and what the receiver had taken would be counted as refused.
/// The status of the receiver decides, and comes behind the message. A message that cannot be read becomes an empty one.
/// </summary>
/// <param name="connections">The connections.</param>
internal sealed class GrpcAnswers(HttpMessageHandler connections) : DelegatingHandler(connections)
{
    private const int FrameHeaderBytes = 5;
    private const string MediaType = "application/grpc";
    private const string EncodingField = "grpc-encoding";

    /// <inheritdoc />
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
        MediaTypeHeaderValue? type = response.Content.Headers.ContentType;
        bool isGrpc = type?.MediaType?.StartsWith(MediaType, StringComparison.OrdinalIgnoreCase) == true;
        if (response.StatusCode != HttpStatusCode.OK || !isGrpc)
        {
            return response;
        }

        try
        {
            byte[] body = await ReadAsync(response.Content, cancellationToken);
            string? encoding = response.Headers.TryGetValues(EncodingField, out IEnumerable<string>? values) ? values.First() : null;
            response.Headers.Remove(EncodingField);
            response.Content.Dispose();
            response.Content = new ByteArrayContent(body.Length == 0 ? [] : Frame(Message(body, encoding)));
            response.Content.Headers.ContentType = type;
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    /// <summary>Reads to the end, where the status is, and keeps as much as a message may have.</summary>
    private static async Task<byte[]> ReadAsync(HttpContent content, CancellationToken cancellation)
    {
        await using Stream stream = await content.ReadAsStreamAsync(cancellation);
        byte[] body = await AnswerBody.ReadAsync(stream, FrameHeaderBytes + AnswerBody.MaxBytes, cancellation);
        await AnswerBody.SkipAsync(stream, cancellation);
        return body;
    }

    /// <summary>The first message; empty when it cannot be read.</summary>
    private static ReadOnlySpan<byte> Message(ReadOnlySpan<byte> body, string? encoding)
    {
        if (body.Length < FrameHeaderBytes)
        {
            return default;
        }

        uint length = BinaryPrimitives.ReadUInt32BigEndian(body[1..]);
        if (length > body.Length - FrameHeaderBytes)
        {
            return default;
        }

        ReadOnlySpan<byte> message = body.Slice(FrameHeaderBytes, (int)length);
        return body[0] switch
        {
            0 => message,
            1 when encoding == "gzip" => Decompress(message.ToArray()),
            _ => default,
        };
    }

    private static ReadOnlySpan<byte> Decompress(byte[] message)
    {
        byte[] plain = new byte[AnswerBody.MaxBytes + 1];
        try
        {
            using var gzip = new GZipStream(new MemoryStream(message), CompressionMode.Decompress);
            int length = gzip.ReadAtLeast(plain, plain.Length, throwOnEndOfStream: false);
            return length <= AnswerBody.MaxBytes ? plain.AsSpan(0, length) : default;
        }
        catch (InvalidDataException)
        {
            return default;
        }
    }

    private static byte[] Frame(ReadOnlySpan<byte> message)
    {
        byte[] frame = new byte[FrameHeaderBytes + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame.AsSpan(FrameHeaderBytes));
        return frame;
    }
}
