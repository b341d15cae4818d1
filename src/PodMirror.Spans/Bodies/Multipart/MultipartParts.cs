using System.Text;
using PodMirror.Exchange;

namespace PodMirror.Spans;

/// <summary>
/// Walks the parts of a multipart body (RFC 2046 section 5.1.1, RFC 7578), in place and in time linear in its length. What is inside a part is
/// content, also where it looks like parts of its own.
/// </summary>
internal ref struct MultipartParts
{
    /// <summary>Bytes of the longest boundary (RFC 2046 section 5.1.1).</summary>
    private const int MaxBoundaryBytes = 70;

    private readonly ReadOnlySpan<byte> _boundary;
    private ReadOnlySpan<byte> _rest;

    /// <summary>Starts before the first part.</summary>
    /// <param name="body">The decoded body.</param>
    /// <param name="contentType">The value of Content-Type, which names the boundary.</param>
    internal MultipartParts(ReadOnlySpan<byte> body, ReadOnlySpan<byte> contentType)
    {
        bool hasBoundary = FieldParameter.TryGet(contentType, "boundary"u8, out _boundary) && _boundary.Length is > 0 and <= MaxBoundaryBytes;
        _rest = hasBoundary ? body : default;

        // The preamble, which nobody shows.
        bool hasParts = TryFindDelimiter(_rest, out _, out int next, out bool isLast) && hasBoundary && !isLast;
        HasEnded = !hasParts;
        _rest = hasParts ? _rest[next..] : default;
        Current = default;
    }

    /// <summary>The part that <see cref="MoveNext"/> found.</summary>
    internal MultipartPart Current { get; private set; }

    /// <summary>Whether the delimiter of the end was passed, or there are no parts at all.</summary>
    internal bool HasEnded { get; private set; }

    /// <summary>Goes to the next part; the last of a body that is cut has what is here of it.</summary>
    internal bool MoveNext()
    {
        if (HasEnded || _rest.IsEmpty)
        {
            return false;
        }

        ReadOnlySpan<byte> part = _rest;
        if (TryFindDelimiter(_rest, out int end, out int next, out bool isLast))
        {
            part = _rest[..end];
            _rest = _rest[next..];
            HasEnded = isLast;
        }
        else
        {
            _rest = default;
        }

        Current = Read(part);
        return true;
    }

    private static MultipartPart Read(ReadOnlySpan<byte> part)
    {
        ReadOnlySpan<byte> disposition = default;
        ReadOnlySpan<byte> type = default;
        var lines = new FieldLines(part);
        while (lines.MoveNext())
        {
            disposition = Ascii.EqualsIgnoreCase(lines.Current.Name, "content-disposition"u8) ? lines.Current.Value : disposition;
            type = Ascii.EqualsIgnoreCase(lines.Current.Name, "content-type"u8) ? lines.Current.Value : type;
        }

        FieldParameter.TryGet(disposition, "name"u8, out ReadOnlySpan<byte> name);
        FieldParameter.TryGet(disposition, "filename"u8, out ReadOnlySpan<byte> fileName);
        return new MultipartPart
        {
            Name = name,
            FileName = fileName,
            ContentType = ContentForms.Essence(type),
            ContentBytes = lines.HasEnded ? lines.Rest.Length : 0,
        };
    }

    /// <summary>Finds the next line that is two hyphens and the boundary, with white space behind it at most.</summary>
    private readonly bool TryFindDelimiter(ReadOnlySpan<byte> bytes, out int end, out int next, out bool isLast)
    {
        for (int at = 0; bytes[at..].IndexOf("--"u8) is >= 0 and var found; at += 1)
        {
            at += found;
            ReadOnlySpan<byte> line = bytes[(at + 2)..];
            bool isAtLineStart = at == 0 || bytes[at - 1] == '\n';
            if (isAtLineStart && line.StartsWith(_boundary) && IsLineEnd(line[_boundary.Length..], out int lineBytes, out isLast))
            {
                // The line end before a delimiter belongs to it and not to the part.
                end = Math.Max(0, at - (at > 1 && bytes[at - 2] == '\r' ? 2 : 1));
                next = at + 2 + _boundary.Length + lineBytes;
                return true;
            }
        }

        (end, next, isLast) = (0, 0, false);
        return false;
    }

    private static bool IsLineEnd(ReadOnlySpan<byte> rest, out int bytes, out bool isLast)
    {
        isLast = rest.StartsWith("--"u8);
        int start = isLast ? 2 : 0;
        int blank = rest[start..].IndexOfAnyExcept((byte)' ', (byte)'\t', (byte)'\r');
        bytes = blank < 0 ? rest.Length : start + blank + 1;
        return isLast || blank < 0 || rest[start + blank] == '\n';
    }
}
