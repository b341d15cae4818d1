using System.Text;

namespace PodMirror.Spans;

/// <summary>
/// Redacts multipart contents (RFC 2046 section 5.1): of a part that is a simple field of a form its value stays, redacted by its name; of
/// every other part the header fields that describe it, and nothing of its content.
/// </summary>
/// <param name="values">Decides about each value.</param>
/// <param name="strings">Looks into simple values.</param>
internal sealed class MultipartRedactor(ValueRedactor values, StringRedactor strings)
{
    // RFC 2046 section 5.1.1: 70 characters, the two hyphens before them, and some patience.
    private const int MaxDelimiterBytes = 128;

    /// <summary>Writes a content; the first line tells its delimiter. Without one nothing can be told apart, and nothing leaves.</summary>
    internal void Write(ReadOnlySpan<byte> content, ByteBuffer output)
    {
        int line = content.IndexOfAny((byte)'\r', (byte)'\n');
        if (!content.StartsWith("--"u8) || line is < 3 or > MaxDelimiterBytes)
        {
            output.Append(content.IsEmpty ? default : Redactor.Placeholder);
            return;
        }

        ReadOnlySpan<byte> delimiter = content[..line].TrimEnd(" \t"u8);
        while (!content.IsEmpty)
        {
            output.Append(delimiter);
            content = content[delimiter.Length..];
            int next = content.IndexOf(delimiter);
            ReadOnlySpan<byte> part = next < 0 ? content : content[..next];
            content = next < 0 ? default : content[next..];
            if (part.StartsWith("--"u8))
            {
                // What follows the last delimiter is for nobody.
                output.Append("--\r\n"u8);
                return;
            }

            WritePart(part, output);
        }
    }

    private void WritePart(ReadOnlySpan<byte> part, ByteBuffer output)
    {
        int head = part.IndexOf("\r\n\r\n"u8);
        int gap = 4;
        if (head < 0)
        {
            head = part.IndexOf("\n\n"u8);
            gap = 2;
        }

        // A head that is cut may be anything.
        if (head < 0)
        {
            output.Append("\r\n"u8);
            return;
        }

        ReadOnlySpan<byte> fields = part[..head];
        ReadOnlySpan<byte> name = ParameterOf(fields, "name="u8);
        WriteHead(fields, output);
        output.Append("\r\n\r\n"u8);
        ReadOnlySpan<byte> content = part[(head + gap)..].TrimEnd("\r\n"u8);
        if (IsSimple(fields))
        {
            WriteValue(name, content, output);
        }

        values.Report(PlaceKind.Body, name);
        output.Append("\r\n"u8);
    }

    private void WriteValue(ReadOnlySpan<byte> name, ReadOnlySpan<byte> content, ByteBuffer output)
    {
        NameRule rule = values.OfKey(name).Rule;
        if (values.Rules!.TypesOnly || rule.IsSecretIn(NamePlaces.Form))
        {
            values.HideSecret(values.Rules!.TypesOnly ? RedactionMode.Types : rule.Mode, name, content, output);
        }
        else if (rule.IsAllowedIn(NamePlaces.Form) || !strings.TryWrite(content, name, NamePlaces.Form | NamePlaces.Body, output))
        {
            output.Append(content);
        }
    }

    // Only the two fields that say what a part is; others are anybody's.
    private void WriteHead(ReadOnlySpan<byte> fields, ByteBuffer output)
    {
        while (!fields.IsEmpty)
        {
            int end = fields.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = (end < 0 ? fields : fields[..end]).Trim("\r\n"u8);
            fields = end < 0 ? default : fields[(end + 1)..];
            if (StartsWith(line, "content-disposition:"u8) || StartsWith(line, "content-type:"u8))
            {
                output.Append("\r\n"u8);
                values.WriteMatched(default, line, output);
            }
        }
    }

    private static bool IsSimple(ReadOnlySpan<byte> fields)
    {
        if (fields.IndexOf("filename"u8) >= 0)
        {
            return false;
        }

        int type = IndexOf(fields, "content-type:"u8);
        ReadOnlySpan<byte> value = type < 0 ? default : fields[(type + 13)..].TrimStart(" \t"u8);
        return type < 0 || StartsWith(value, "text/plain"u8) || StartsWith(value, "application/json"u8);
    }

    private static ReadOnlySpan<byte> ParameterOf(ReadOnlySpan<byte> fields, ReadOnlySpan<byte> parameter)
    {
        int at = fields.IndexOf(parameter);
        if (at < 0)
        {
            return default;
        }

        ReadOnlySpan<byte> value = fields[(at + parameter.Length)..];
        bool isQuoted = value.StartsWith("\""u8);
        value = isQuoted ? value[1..] : value;
        int end = isQuoted ? value.IndexOf((byte)'"') : value.IndexOfAny("; \r\n"u8);
        return end < 0 ? value : value[..end];
    }

    // Fields are short, and this is called twice for each part.
    private static int IndexOf(ReadOnlySpan<byte> fields, ReadOnlySpan<byte> lowerCase)
    {
        for (int at = 0; at + lowerCase.Length <= fields.Length; at++)
        {
            if (StartsWith(fields[at..], lowerCase))
            {
                return at;
            }
        }

        return -1;
    }

    private static bool StartsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> lowerCase) =>
        text.Length >= lowerCase.Length && Ascii.EqualsIgnoreCase(text[..lowerCase.Length], lowerCase);
}
