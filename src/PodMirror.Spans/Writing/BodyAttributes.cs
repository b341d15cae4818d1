using PodMirror.Exchange;

namespace PodMirror.Spans;

/// <summary>Writes the sizes and contents of bodies: decoded, as text where they are text, forms redacted.</summary>
internal sealed class BodyAttributes : IDisposable
{
    private readonly AttributeNames _names;
    private readonly BodyReader _reader;
    private readonly bool _hasBodies;

    internal BodyAttributes(AttributeNames names, Redactor redactor, int maxBodyBytes, DescriptorSet? descriptors)
    {
        _names = names;
        _reader = new BodyReader(redactor, maxBodyBytes, descriptors);
        _hasBodies = maxBodyBytes > 0;
    }

    /// <summary>The trailers that the last body held (gRPC-Web), as field lines.</summary>
    internal ReadOnlySpan<byte> TrailersInBody => _reader.Grpc.Trailers;

    /// <inheritdoc />
    public void Dispose() => _reader.Dispose();

    /// <summary>Writes the request's body, after the operation has seen it.</summary>
    /// <returns>What decoding found to be not clean.</returns>
    internal Anomalies WriteRequest(scoped in MessageView message, FieldIndex index, Operations operations, bool isWanted, ByteBuffer output)
    {
        (AttributeName? size, AttributeName? content, AttributeName? truncated) =
            (_names.RequestBodySize, _names.RequestBodyContent, _names.RequestBodyTruncated);
        return Write(message, index, operations, isRequest: true, isWanted, output, size, content, truncated) switch
        {
            Outcome.Truncated => Anomalies.RequestBodyTruncated,
            Outcome.Undecodable => Anomalies.RequestBodyUndecodable,
            _ => Anomalies.None,
        };
    }

    /// <summary>Writes the response's body, after the operation has seen it.</summary>
    /// <returns>What decoding found to be not clean.</returns>
    internal Anomalies WriteResponse(scoped in MessageView message, FieldIndex index, Operations operations, bool isWanted, ByteBuffer output)
    {
        (AttributeName? size, AttributeName? content, AttributeName? truncated) =
            (_names.ResponseBodySize, _names.ResponseBodyContent, _names.ResponseBodyTruncated);
        return Write(message, index, operations, isRequest: false, isWanted, output, size, content, truncated) switch
        {
            Outcome.Truncated => Anomalies.ResponseBodyTruncated,
            Outcome.Undecodable => Anomalies.ResponseBodyUndecodable,
            _ => Anomalies.None,
        };
    }

    private Outcome Write(
        scoped in MessageView message,
        FieldIndex index,
        Operations operations,
        bool isRequest,
        bool isWanted,
        ByteBuffer output,
        AttributeName? sizeName,
        AttributeName? contentName,
        AttributeName? truncatedName)
    {
        _reader.Grpc.Clear();
        if (!message.IsPresent)
        {
            return Outcome.Clean;
        }

        AttributeWriter.WriteInt(output, sizeName, message.BodyBytes);
        ShownBody body = message.Body.IsEmpty || !_hasBodies ? default : Read(message, index, operations, isRequest);
        if (operations.IsGrpc)
        {
            operations.Grpc.Take(message, _reader.Grpc, isRequest);
        }

        if (!isWanted || body.IsUndecodable)
        {
            return body.IsUndecodable ? Outcome.Undecodable : Outcome.Clean;
        }

        if (body.IsText && !body.Bytes.IsEmpty)
        {
            AttributeWriter.WriteString(output, contentName, body.Bytes);
        }
        else if (!body.Bytes.IsEmpty)
        {
            AttributeWriter.WriteBytes(output, contentName, body.Bytes);
        }

        if (!body.IsTruncated)
        {
            return Outcome.Clean;
        }

        AttributeWriter.WriteBool(output, truncatedName, true);
        return Outcome.Truncated;
    }

    // Decoded once: the operation reads the clear bytes, and what is shown is made of the same.
    private ShownBody Read(scoped in MessageView message, FieldIndex index, Operations operations, bool isRequest)
    {
        ReadOnlySpan<byte> contentType = index.ValueOf(message.Fields, KnownField.ContentType);
        DecodedBody decoded = _reader.Decode(message, CodingsOf(message.Fields, index));
        if (decoded.IsUndecodable)
        {
            return new ShownBody(default, isText: false, isTruncated: false, isUndecodable: true);
        }

        // A type that nobody knows, as its line came before the capture joined the connection, is that of the call.
        if (operations.IsGrpc && (contentType.IsEmpty || GrpcOperation.IsContent(message, contentType)))
        {
            return _reader.ShowGrpc(message, decoded, contentType, operations.Grpc.TypeOf(isRequest));
        }

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
