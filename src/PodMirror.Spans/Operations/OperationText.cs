namespace PodMirror.Spans;

/// <summary>A short text that was read off the wire and is kept until its span is written; what is longer is cut at a character.</summary>
/// <param name="maxBytes">Bytes that are kept.</param>
internal sealed class OperationText(int maxBytes)
{
    private readonly byte[] _bytes = new byte[maxBytes];
    private int _length;

    internal bool IsEmpty => _length == 0;

    internal ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    internal void Clear() => _length = 0;

    /// <summary>Keeps a text; one that is not UTF-8, or has control characters, is not kept.</summary>
    internal void Set(ReadOnlySpan<byte> text)
    {
        _length = 0;
        bool isCut = text.Length > maxBytes;
        text = isCut ? text[..maxBytes] : text;
        if (Utf8Text.TryText(ref text, isCut) && !text.ContainsAny(Exchange.FieldLines.Controls))
        {
            text.CopyTo(_bytes);
            _length = text.Length;
        }
    }
}
