namespace PodMirror.Spans;

/// <summary>Reads the strings of JSON as they stand on the wire.</summary>
internal static class JsonText
{
    /// <summary>Whether a value is a string.</summary>
    internal static bool IsText(ReadOnlySpan<byte> value) => !value.IsEmpty && value[0] == '"';

    /// <summary>What stands between the quotes, of which the second may be missing.</summary>
    internal static ReadOnlySpan<byte> Between(ReadOnlySpan<byte> value) =>
        value.Length > 1 && value[^1] == '"' ? value[1..^1] : value[Math.Min(1, value.Length)..];

    /// <summary>The text of a string without its escapes, where it lies when it has none; empty when the value is no string.</summary>
    internal static ReadOnlySpan<byte> Of(ReadOnlySpan<byte> value, ByteBuffer scratch)
    {
        if (!IsText(value))
        {
            return default;
        }

        ReadOnlySpan<byte> text = Between(value);
        if (text.IndexOf((byte)'\\') < 0)
        {
            return text;
        }

        scratch.Clear();
        JsonEscapes.Unescape(text, scratch);
        return scratch.Written;
    }
}
