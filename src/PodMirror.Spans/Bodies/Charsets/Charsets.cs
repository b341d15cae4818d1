using System.Buffers;
using System.Text;

namespace PodMirror.Spans;

/// <summary>Tells the charset of a body by the parameter of its Content-Type, as browsers read it (WHATWG Encoding Standard, section 4.2).</summary>
internal static class Charsets
{
    // The longest label of those below; what is longer is none of them.
    private const int MaxLabelBytes = 16;

    /// <summary>The charset that a Content-Type names.</summary>
    internal static Charset Of(ReadOnlySpan<byte> contentType)
    {
        if (!FieldParameter.TryGet(contentType, "charset"u8, out ReadOnlySpan<byte> label))
        {
            return Charset.None;
        }

        label = label.Trim(" \t\r\n\f"u8);
        Span<byte> lower = stackalloc byte[MaxLabelBytes];
        return Ascii.ToLower(label, lower, out int length) == OperationStatus.Done ? OfLabel(lower[..length]) : Charset.None;
    }

    private static Charset OfLabel(ReadOnlySpan<byte> label)
    {
        if (IsWindows1252(label))
        {
            return Charset.Windows1252;
        }

        if (label.SequenceEqual("utf-16be"u8) || label.SequenceEqual("unicodefffe"u8))
        {
            return Charset.Utf16BigEndian;
        }

        return label.SequenceEqual("utf-16"u8) || label.SequenceEqual("utf-16le"u8) || label.SequenceEqual("unicode"u8)
            || label.SequenceEqual("unicodefeff"u8) || label.SequenceEqual("ucs-2"u8) || label.SequenceEqual("iso-10646-ucs-2"u8)
            || label.SequenceEqual("csunicode"u8) ? Charset.Utf16LittleEndian : Charset.None;
    }

    private static bool IsWindows1252(ReadOnlySpan<byte> label) =>
        label.SequenceEqual("iso-8859-1"u8) || label.SequenceEqual("windows-1252"u8) || label.SequenceEqual("us-ascii"u8)
        || label.SequenceEqual("latin1"u8) || label.SequenceEqual("ascii"u8) || label.SequenceEqual("cp1252"u8)
        || label.SequenceEqual("iso8859-1"u8) || label.SequenceEqual("iso88591"u8) || label.SequenceEqual("iso_8859-1"u8)
        || label.SequenceEqual("iso_8859-1:1987"u8) || label.SequenceEqual("iso-ir-100"u8) || label.SequenceEqual("csisolatin1"u8)
        || label.SequenceEqual("l1"u8) || label.SequenceEqual("cp819"u8) || label.SequenceEqual("ibm819"u8)
        || label.SequenceEqual("x-cp1252"u8) || label.SequenceEqual("ansi_x3.4-1968"u8);
}
