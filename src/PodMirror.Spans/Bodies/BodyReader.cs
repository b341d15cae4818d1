using PodMirror.Exchange;

namespace PodMirror.Spans;

/// <summary>
/// Reads bodies as they may be shown: decoded, forms without their secrets, told as text or not. Spans and replay show the same.
/// </summary>
/// <remarks>Each answer is valid until the next call. Not for several threads.</remarks>
public sealed class BodyReader : IDisposable
{
    private readonly ContentRedactor _redactor;
    private readonly BodyDecoder _decoder;
    private readonly CharsetText _charsets;
    private readonly DescriptorSet? _descriptors;

    /// <summary>Makes a reader.</summary>
    /// <param name="redactor">Hides what is secret.</param>
    /// <param name="maxBodyBytes">Bytes of a decoded body that are shown, in [0, <see cref="BodyDecoder.MaxLayerBytes"/>].</param>
    /// <param name="descriptors">What the messages of gRPC are called; null when nobody knows.</param>
    public BodyReader(Redactor redactor, int maxBodyBytes, DescriptorSet? descriptors = null)
    {
        _redactor = new ContentRedactor(redactor);
        _decoder = new BodyDecoder(maxBodyBytes);
        _charsets = new CharsetText(maxBodyBytes);
        _descriptors = descriptors;
        Grpc = new GrpcContent(_decoder, descriptors, maxBodyBytes);
    }

    /// <summary>Whether a body that cannot be decoded is shown as it was sent. Only where nothing is secret: it may be anything.</summary>
    public bool ShowsUndecodable { get; init; }

    /// <summary>Reads the bodies of gRPC.</summary>
    internal GrpcContent Grpc { get; }

    /// <summary>Reads the kept part of a message's body by the fields that describe it; of gRPC the messages, as JSON.</summary>
    /// <param name="message">The message.</param>
    /// <param name="target">The target of its request, which says what gRPC's messages are.</param>
    public ShownBody Read(in MessageView message, ReadOnlySpan<byte> target)
    {
        if (message.Body.IsEmpty)
        {
            return default;
        }

        DecodedBody decoded = _decoder.Decode(message);
        ReadOnlySpan<byte> contentType = FieldValue.Find(message.Fields, "content-type"u8);
        if (decoded.IsUndecodable || !GrpcOperation.IsContent(message, contentType))
        {
            return Show(message.Body, ToUtf8(decoded, contentType), ContentForms.Of(contentType));
        }

        RpcMethodType? method = GrpcPath.TryRead(TargetParts.Of(message.Method, target).Path, out ReadOnlySpan<byte> name)
            ? _descriptors?.FindMethod(name)
            : null;
        return ShowGrpc(message, decoded, contentType, message.Status > 0 ? method?.Output : method?.Input);
    }

    /// <inheritdoc />
    public void Dispose() => _decoder.Dispose();

    /// <summary>Removes the codings of a body.</summary>
    internal DecodedBody Decode(scoped in MessageView message, scoped in ContentCodings codings) =>
        _decoder.Decode(codings, message.Body, message.BodyBytes);

    /// <summary>Brings a body whose codings are removed to UTF-8, where its type names a charset that it is in.</summary>
    internal DecodedBody ToUtf8(DecodedBody decoded, ReadOnlySpan<byte> contentType) =>
        _charsets.ToUtf8(decoded, ContentForms.Of(contentType), contentType);

    /// <summary>What is shown of a body of gRPC whose content codings are removed.</summary>
    internal ShownBody ShowGrpc(scoped in MessageView message, DecodedBody decoded, ReadOnlySpan<byte> contentType, MessageType? type)
    {
        ReadOnlySpan<byte> encoding = FieldValue.Find(message.Fields, "grpc-encoding"u8);
        return Show(message.Body, Grpc.Read(decoded, contentType, encoding, type), ContentForm.Grpc);
    }

    /// <summary>What is shown of a body whose codings are removed, and which is in UTF-8 where it is a text.</summary>
    internal ShownBody Show(ReadOnlySpan<byte> sent, DecodedBody decoded, ContentForm form)
    {
        if (decoded.IsUndecodable)
        {
            return new ShownBody(ShowsUndecodable ? sent : default, isText: false, isTruncated: false, isUndecodable: true);
        }

        // Also where it is no text: a NUL in one value does not make the others less secret.
        ReadOnlySpan<byte> bytes = _redactor.Redact(form, decoded.Bytes, decoded.IsTruncated);
        bool isText = Utf8Text.TryText(ref bytes, decoded.IsTruncated);
        return new ShownBody(bytes, isText, decoded.IsTruncated, isUndecodable: false);
    }
}
