using System.Text;
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

    /// <summary>Makes a reader.</summary>
    /// <param name="redactor">Hides what is secret.</param>
    /// <param name="maxBodyBytes">Bytes of a decoded body that are shown, in [0, <see cref="BodyDecoder.MaxLayerBytes"/>].</param>
    public BodyReader(Redactor redactor, int maxBodyBytes)
    {
        _redactor = new ContentRedactor(redactor);
        _decoder = new BodyDecoder(maxBodyBytes);
    }

    /// <summary>Whether a body that cannot be decoded is shown as it was sent. Only where nothing is secret: it may be anything.</summary>
    public bool ShowsUndecodable { get; init; }

    /// <summary>Reads the kept part of a message's body by the fields that describe it.</summary>
    public ShownBody Read(in MessageView message) =>
        message.Body.IsEmpty ? default : Show(message.Body, _decoder.Decode(message), TypeOf(message.Fields));

    /// <inheritdoc />
    public void Dispose() => _decoder.Dispose();

    /// <summary>The same where the fields were looked up before.</summary>
    internal ShownBody Read(scoped in MessageView message, scoped in ContentCodings codings, ReadOnlySpan<byte> contentType) =>
        Show(message.Body, _decoder.Decode(codings, message.Body, message.BodyBytes), contentType);

    /// <summary>The body without its codings, as nobody may see it before it is redacted.</summary>
    internal DecodedBody Decode(scoped in MessageView message, scoped in ContentCodings codings) =>
        _decoder.Decode(codings, message.Body, message.BodyBytes);

    private ShownBody Show(ReadOnlySpan<byte> sent, DecodedBody decoded, ReadOnlySpan<byte> contentType)
    {
        if (decoded.IsUndecodable)
        {
            return new ShownBody(ShowsUndecodable ? sent : default, isText: false, isTruncated: false, isUndecodable: true);
        }

        // Also where it is no text: a NUL in one value does not make the others less secret.
        ReadOnlySpan<byte> bytes = _redactor.Redact(ContentForms.Of(contentType), decoded.Bytes, decoded.IsTruncated);
        bool isText = Utf8Text.TryText(ref bytes, decoded.IsTruncated);
        return new ShownBody(bytes, isText, decoded.IsTruncated, isUndecodable: false);
    }

    private static ReadOnlySpan<byte> TypeOf(ReadOnlySpan<byte> fields)
    {
        foreach (FieldLine line in new FieldLines(fields))
        {
            if (Ascii.EqualsIgnoreCase(line.Name, "content-type"u8))
            {
                return line.Value;
            }
        }

        return default;
    }
}
