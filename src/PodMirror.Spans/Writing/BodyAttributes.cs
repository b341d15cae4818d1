using PodMirror.Exchange;

namespace PodMirror.Spans;

/// <summary>Writes the sizes and contents of bodies: decoded, as text where they are text, forms redacted.</summary>
internal sealed class BodyAttributes : IDisposable
{
    private readonly BodyNames _requestNames;
    private readonly BodyNames _responseNames;
    private readonly BodyReader _reader;
    private readonly BodyContentTypes _types;
    private readonly MultipartAttributes _parts;
    private readonly bool _hasBodies;

    internal BodyAttributes(AttributeNames names, Redactor redactor, SpanOptions options)
    {
        _requestNames = new BodyNames(names.RequestBodySize, names.RequestBodyContent, names.RequestBodyTruncated, PartNames.Request);
        _responseNames = new BodyNames(names.ResponseBodySize, names.ResponseBodyContent, names.ResponseBodyTruncated, PartNames.Response);
        _reader = new BodyReader(redactor, options.MaxBodyBytes, options.Descriptors);
        _types = options.ContentTypes;
        _parts = new MultipartAttributes(redactor);
        _hasBodies = options.MaxBodyBytes > 0;
    }

    /// <summary>The trailers that the last body held (gRPC-Web), as field lines.</summary>
    internal ReadOnlySpan<byte> TrailersInBody => _reader.Grpc.Trailers;

    /// <inheritdoc />
    public void Dispose() => _reader.Dispose();

    /// <summary>Writes the request's body, after the operation has seen it.</summary>
    /// <returns>What decoding found to be not clean.</returns>
    internal Anomalies WriteRequest(scoped in MessageView message, FieldIndex index, Operations operations, BodyUse use, ByteBuffer output) =>
        Write(message, index, operations, isRequest: true, use, output) switch
        {
            Outcome.Truncated => Anomalies.RequestBodyTruncated,
            Outcome.Undecodable => Anomalies.RequestBodyUndecodable,
            _ => Anomalies.None,
        };

    /// <summary>Writes the response's body, after the operation has seen it.</summary>
    /// <returns>What decoding found to be not clean.</returns>
    internal Anomalies WriteResponse(scoped in MessageView message, FieldIndex index, Operations operations, BodyUse use, ByteBuffer output) =>
        Write(message, index, operations, isRequest: false, use, output) switch
        {
            Outcome.Truncated => Anomalies.ResponseBodyTruncated,
            Outcome.Undecodable => Anomalies.ResponseBodyUndecodable,
            _ => Anomalies.None,
        };

    private Outcome Write(
        scoped in MessageView message, FieldIndex index, Operations operations, bool isRequest, BodyUse use, ByteBuffer output)
    {
        _reader.Grpc.Clear();
        if (!message.IsPresent)
        {
            return Outcome.Clean;
        }

        BodyNames names = isRequest ? _requestNames : _responseNames;
        AttributeWriter.WriteInt(output, names.Size, message.BodyBytes);
        ReadOnlySpan<byte> contentType = index.ValueOf(message.Fields, KnownField.ContentType);
        bool isAllowed = _types.Allow(contentType) && !StreamEventWriter.IsFrames(message);

        // The outcome of a call over gRPC-Web is in its body.
        bool isRead = use != BodyUse.None && _hasBodies && !message.Body.IsEmpty && (isAllowed || operations.IsGrpc);
        DecodedBody decoded = isRead ? _reader.Decode(message, CodingsOf(message.Fields, index)) : default;
        ShownBody body = isRead ? Read(message, decoded, contentType, index, operations, isRequest) : default;
        if (operations.IsGrpc)
        {
            operations.Grpc.Take(message, _reader.Grpc, isRequest);
        }

        if (use != BodyUse.Shown || body.IsUndecodable || !isAllowed)
        {
            return body.IsUndecodable ? Outcome.Undecodable : Outcome.Clean;
        }

        if (ContentForms.Of(contentType) == ContentForm.Multipart)
        {
            _parts.Write(decoded.Bytes, contentType, names.Parts, output);
        }
        else
        {
            WriteContent(body, names.Content, output);
        }

        if (!body.IsTruncated)
        {
            return Outcome.Clean;
        }

        AttributeWriter.WriteBool(output, names.Truncated, true);
        return Outcome.Truncated;
    }

    private static void WriteContent(ShownBody body, AttributeName? name, ByteBuffer output)
    {
        if (body.Bytes.IsEmpty)
        {
            return;
        }

        if (body.IsText)
        {
            AttributeWriter.WriteString(output, name, body.Bytes);
        }
        else
        {
            AttributeWriter.WriteBytes(output, name, body.Bytes);
        }
    }

    // Decoded once: the operation reads the clear bytes, and what is shown is made of the same.
    private ShownBody Read(
        scoped in MessageView message,
        DecodedBody decoded,
        ReadOnlySpan<byte> contentType,
        FieldIndex index,
        Operations operations,
        bool isRequest)
    {
        if (decoded.IsUndecodable)
        {
            return new ShownBody(default, isText: false, isTruncated: false, isUndecodable: true);
        }

        // A type that nobody knows, as its line came before the capture joined the connection, is that of the call.
        if (operations.IsGrpc && (contentType.IsEmpty || GrpcOperation.IsContent(message, contentType)))
        {
            return _reader.ShowGrpc(message, decoded, contentType, operations.Grpc.TypeOf(isRequest));
        }

        decoded = _reader.ToUtf8(decoded, contentType);
        operations.Read(message, index, decoded, isRequest);
        return _reader.Show(message.Body, decoded, ContentForms.Of(contentType));
    }

    private static ContentCodings CodingsOf(ReadOnlySpan<byte> fields, FieldIndex index)
    {
        var codings = default(ContentCodings);
        for (int line = index.Find(KnownField.ContentEncoding); line >= 0; line = index.Next(line))
        {
            codings.Add(index.Value(fields, line));
        }

        for (int line = index.Find(KnownField.TransferEncoding); line >= 0; line = index.Next(line))
        {
            codings.Add(index.Value(fields, line));
        }

        return codings;
    }

    private enum Outcome
    {
        Clean,
        Truncated,
        Undecodable,
    }
}
