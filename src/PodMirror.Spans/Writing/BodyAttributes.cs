using System.Text;
using PodMirror.Exchange;

namespace PodMirror.Spans;

/// <summary>Writes the sizes and contents of bodies: decoded, as text where they are text, forms redacted.</summary>
internal sealed class BodyAttributes : IDisposable
{
    private readonly Redactor _redactor;
    private readonly BodyDecoder _decoder;
    private readonly ByteBuffer _form = new(4 * BodyDecoder.MaxLayerBytes);

    internal BodyAttributes(Redactor redactor, int maxBodyBytes)
    {
        _redactor = redactor;
        _decoder = new BodyDecoder(maxBodyBytes);
    }

    /// <inheritdoc />
    public void Dispose() => _decoder.Dispose();

    /// <returns>What decoding found to be not clean.</returns>
    internal Anomalies WriteRequest(AttributeNames names, scoped in MessageView message, FieldIndex index, bool isWanted, ByteBuffer output) =>
        Write(message, index, isWanted, output, names.RequestBodySize, names.RequestBodyContent, names.RequestBodyTruncated) switch
        {
            Outcome.Truncated => Anomalies.RequestBodyTruncated,
            Outcome.Undecodable => Anomalies.RequestBodyUndecodable,
            _ => Anomalies.None,
        };

    /// <returns>What decoding found to be not clean.</returns>
    internal Anomalies WriteResponse(AttributeNames names, scoped in MessageView message, FieldIndex index, bool isWanted, ByteBuffer output) =>
        Write(message, index, isWanted, output, names.ResponseBodySize, names.ResponseBodyContent, names.ResponseBodyTruncated) switch
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
        AttributeName? truncatedName)
    {
        if (!message.IsPresent)
        {
            return Outcome.Clean;
        }

        AttributeWriter.WriteInt(output, sizeName, message.BodyBytes);
        if (!isWanted || message.Body.IsEmpty)
        {
            return Outcome.Clean;
        }

        DecodedBody decoded = _decoder.Decode(CodingsOf(message.Fields, index), message.Body, message.BodyBytes);
        if (decoded.IsUndecodable)
        {
            return Outcome.Undecodable;
        }

        WriteContent(decoded, index.ValueOf(message.Fields, KnownField.ContentType), contentName, output);
        if (!decoded.IsTruncated)
        {
            return Outcome.Clean;
        }

        AttributeWriter.WriteBool(output, truncatedName, true);
        return Outcome.Truncated;
    }

    private void WriteContent(DecodedBody decoded, ReadOnlySpan<byte> contentType, AttributeName? name, ByteBuffer output)
    {
        ReadOnlySpan<byte> content = decoded.Bytes;
        if (IsForm(contentType))
        {
            _form.Clear();
            _redactor.WriteQuery(content, _form);
            content = _form.Written;
        }

        if (Utf8Text.TryText(ref content, decoded.IsTruncated))
        {
            AttributeWriter.WriteString(output, name, content);
        }
        else
        {
            AttributeWriter.WriteBytes(output, name, content);
        }
    }

    private static bool IsForm(ReadOnlySpan<byte> contentType)
    {
        ReadOnlySpan<byte> form = "application/x-www-form-urlencoded"u8;
        return contentType.Length >= form.Length && Ascii.EqualsIgnoreCase(contentType[..form.Length], form);
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
