using PodMirror.Exchange;

namespace PodMirror.Spans;

/// <summary>Writes the sizes and contents of bodies: decoded, as text where they are text, forms redacted.</summary>
internal sealed class BodyAttributes : IDisposable
{
    private readonly BodyReader _reader;
    private readonly BodyContentTypes _types;
    private readonly MultipartAttributes _parts;

    internal BodyAttributes(Redactor redactor, int maxBodyBytes, BodyContentTypes types)
    {
        _reader = new BodyReader(redactor, maxBodyBytes);
        _types = types;
        _parts = new MultipartAttributes(redactor);
    }

    /// <inheritdoc />
    public void Dispose() => _reader.Dispose();

    /// <returns>What decoding found to be not clean.</returns>
    internal Anomalies WriteRequest(AttributeNames names, scoped in MessageView message, FieldIndex index, bool isWanted, ByteBuffer output) =>
        Write(message, index, isWanted, output, names.RequestBodySize, names.RequestBodyContent, names.RequestBodyTruncated, PartNames.Request) switch
        {
            Outcome.Truncated => Anomalies.RequestBodyTruncated,
            Outcome.Undecodable => Anomalies.RequestBodyUndecodable,
            _ => Anomalies.None,
        };

    /// <returns>What decoding found to be not clean.</returns>
    internal Anomalies WriteResponse(AttributeNames names, scoped in MessageView message, FieldIndex index, bool isWanted, ByteBuffer output) =>
        Write(
            message, index, isWanted, output, names.ResponseBodySize, names.ResponseBodyContent, names.ResponseBodyTruncated,
            PartNames.Response) switch
        {
            Outcome.Truncated => Anomalies.ResponseBodyTruncated,
            Outcome.Undecodable => Anomalies.ResponseBodyUndecodable,
            _ => Anomalies.None,
        };

    private Outcome Write(
        scoped in MessageView message,
        FieldIndex index,
        bool isWanted,
        ByteBuffer output,
        AttributeName? sizeName,
        AttributeName? contentName,
        AttributeName? truncatedName,
        PartNames partNames)
    {
        if (!message.IsPresent)
        {
            return Outcome.Clean;
        }

        AttributeWriter.WriteInt(output, sizeName, message.BodyBytes);
        ReadOnlySpan<byte> contentType = index.ValueOf(message.Fields, KnownField.ContentType);
        if (!isWanted || message.Body.IsEmpty || StreamEventWriter.IsFrames(message) || !_types.Allow(contentType))
        {
            return Outcome.Clean;
        }

        if (ContentForms.Of(contentType) == ContentForm.Multipart)
        {
            return WriteParts(message, index, partNames, truncatedName, output);
        }

        ShownBody body = _reader.Read(message, CodingsOf(message.Fields, index), contentType);
        if (body.IsUndecodable)
        {
            return Outcome.Undecodable;
        }

        if (body.IsText)
        {
            AttributeWriter.WriteString(output, contentName, body.Bytes);
        }
        else
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

    private Outcome WriteParts(
        scoped in MessageView message, FieldIndex index, PartNames names, AttributeName? truncatedName, ByteBuffer output)
    {
        DecodedBody body = _reader.Decode(message, CodingsOf(message.Fields, index));
        if (body.IsUndecodable)
        {
            return Outcome.Undecodable;
        }

        _parts.Write(body.Bytes, index.ValueOf(message.Fields, KnownField.ContentType), names, output);
        if (!body.IsTruncated)
        {
            return Outcome.Clean;
        }

        AttributeWriter.WriteBool(output, truncatedName, true);
        return Outcome.Truncated;
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
