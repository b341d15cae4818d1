namespace PodMirror.Spans;

/// <summary>Writes what may leave of a decoded content, by its form. Holds scratch memory: one for each thread.</summary>
/// <param name="redactor">Hides what is secret.</param>
internal sealed class ContentRedactor(Redactor redactor)
{
    private readonly ByteBuffer _shown = new(4 * BodyDecoder.MaxLayerBytes);

    /// <summary>What may leave of a content: the bytes where they lie when that is all of them.</summary>
    /// <param name="form">Its form.</param>
    /// <param name="content">The content, its codings removed.</param>
    /// <param name="isCut">Whether it goes on beyond these bytes.</param>
    /// <returns>Valid until the next call.</returns>
    internal ReadOnlySpan<byte> Redact(ContentForm form, ReadOnlySpan<byte> content, bool isCut)
    {
        _ = isCut;
        if (form != ContentForm.Form)
        {
            return content;
        }

        _shown.Clear();
        redactor.WriteQuery(content, _shown);
        return _shown.Written;
    }
}
