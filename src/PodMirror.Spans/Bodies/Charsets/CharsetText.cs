using System.Text.Unicode;

namespace PodMirror.Spans;

/// <summary>Brings bodies of texts to UTF-8 from the charset that their type names. Holds the result: one for each thread.</summary>
/// <param name="maxBytes">Bytes of a body that are shown, also after it was brought to UTF-8, which can be three times as long.</param>
internal sealed class CharsetText(int maxBytes)
{
    private readonly ByteBuffer _utf8 = new(Math.Max(1, maxBytes));

    /// <summary>A body as UTF-8, valid until the next call; as it is where its type names no charset, or the bytes are not of it.</summary>
    /// <param name="body">The body, its codings removed.</param>
    /// <param name="form">Its form: what is no text has no charset, whatever a server adds to every type that it sends.</param>
    /// <param name="contentType">The value of Content-Type.</param>
    internal DecodedBody ToUtf8(DecodedBody body, ContentForm form, ReadOnlySpan<byte> contentType)
    {
        bool isText = form is ContentForm.Json or ContentForm.Xml or ContentForm.Form or ContentForm.GraphQL or ContentForm.Text
            or ContentForm.EventStream;
        Charset charset = isText && !body.Bytes.IsEmpty ? Charsets.Of(contentType) : Charset.None;
        if (charset == Charset.None)
        {
            return body;
        }

        _utf8.Clear();
        if (!TryDecode(body, charset))
        {
            return body;
        }

        return new DecodedBody(_utf8.Written, body.IsTruncated || _utf8.HasOverflowed, isUndecodable: false);
    }

    private bool TryDecode(DecodedBody body, Charset charset)
    {
        // A mark counts for more than the label (WHATWG Encoding Standard, section 6), and so do zeros, which no other text has.
        if (Utf16Text.TryDecode(body.Bytes, _utf8))
        {
            return true;
        }

        if (charset != Charset.Windows1252)
        {
            return Utf16Text.TryDecodeLabelled(body.Bytes, charset == Charset.Utf16BigEndian, _utf8);
        }

        // Servers name ISO-8859-1 where they send UTF-8; what is well-formed in UTF-8 is hardly ever anything else.
        ReadOnlySpan<byte> whole = body.IsTruncated ? Utf8Text.WithoutPart(body.Bytes) : body.Bytes;
        if (Utf8.IsValid(whole) || whole.Contains((byte)0))
        {
            return false;
        }

        Windows1252Text.Decode(body.Bytes, _utf8);
        return true;
    }
}
