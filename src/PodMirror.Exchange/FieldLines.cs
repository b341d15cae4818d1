using System.Buffers;

namespace PodMirror.Exchange;

/// <summary>
/// Walks the raw bytes of a field section line by line, in place: the one place where field lines are cut.
/// Lines end with CRLF or LF; a line that begins with a space or a tab continues the one before (obs-fold).
/// </summary>
/// <remarks>A section is consumed from front to back, in time linear in its length; nothing is allocated and nothing throws.</remarks>
public ref struct FieldLines
{
    private static readonly SearchValues<byte> Token =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    private ReadOnlySpan<byte> _rest;

    /// <summary>Starts at the first line of a section, which holds neither the start line nor needs the empty line at its end.</summary>
    public FieldLines(ReadOnlySpan<byte> section)
    {
        _rest = section;
        Current = default;
    }

    /// <summary>Every control character but HTAB, the line ends among them: one search finds a line's end and what may not stand before it.</summary>
    public static SearchValues<byte> Controls { get; } = SearchValues.Create(
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 0x0A, 0x0B, 0x0C, 0x0D, 0x0E, 0x0F, 0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1A, 0x1B,
         0x1C, 0x1D, 0x1E, 0x1F, 0x7F]);

    /// <summary>The line that <see cref="MoveNext"/> found.</summary>
    public FieldLine Current { get; private set; }

    /// <summary>What <see cref="MoveNext"/> has not passed yet: after the last line, what follows the empty one.</summary>
    public readonly ReadOnlySpan<byte> Rest => _rest;

    /// <summary>Whether the empty line at the section's end was passed.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>For <c>foreach</c>.</summary>
    public readonly FieldLines GetEnumerator() => this;

    /// <summary>Goes to the next line; false at the empty line or at the end.</summary>
    public bool MoveNext()
    {
        if (_rest.IsEmpty || HasEnded)
        {
            return false;
        }

        var anomalies = Anomalies.None;
        int end = LineEnd(_rest, ref anomalies, out int next);
        if (end == 0)
        {
            HasEnded = true;
            _rest = _rest[next..];
            return false;
        }

        while (next < _rest.Length && _rest[next] is (byte)' ' or (byte)'\t')
        {
            anomalies |= Anomalies.ObsoleteFolding;
            end = next + LineEnd(_rest[next..], ref anomalies, out int further);
            next += further;
        }

        Current = Cut(_rest[..end], anomalies);
        _rest = _rest[next..];
        return true;
    }

    /// <summary>Whether the bytes are a token (RFC 9110 section 5.6.2): not empty, and none outside its characters.</summary>
    public static bool IsToken(ReadOnlySpan<byte> bytes) => !bytes.IsEmpty && TokenBytes(bytes) == bytes.Length;

    /// <summary>How many of the first bytes may stand in a token.</summary>
    public static int TokenBytes(ReadOnlySpan<byte> bytes)
    {
        int other = bytes.IndexOfAnyExcept(Token);
        return other < 0 ? bytes.Length : other;
    }

    /// <summary>Finds where a line ends; its first control character is nearly always its line end.</summary>
    private static int LineEnd(ReadOnlySpan<byte> bytes, ref Anomalies anomalies, out int next)
    {
        int end = bytes.IndexOfAny(Controls);
        if (end >= 0 && bytes[end] == '\r' && end + 1 < bytes.Length && bytes[end + 1] == '\n')
        {
            next = end + 2;
            return end;
        }

        return OddLineEnd(bytes, end, ref anomalies, out next);
    }

    /// <summary>The end of a line that no CRLF ends, or that has a control character before it: a bare CR is one (RFC 9112 section 2.2).</summary>
    private static int OddLineEnd(ReadOnlySpan<byte> bytes, int control, ref Anomalies anomalies, out int next)
    {
        next = bytes.Length;
        if (control < 0)
        {
            return bytes.Length;
        }

        bool isLineEnd = bytes[control] == '\n' || (bytes[control] == '\r' && control + 1 == bytes.Length);
        anomalies |= isLineEnd ? Anomalies.None : Anomalies.ControlCharacter;
        int lf = bytes[control..].IndexOf((byte)'\n') + control;
        if (lf < control)
        {
            return bytes.Length;
        }

        next = lf + 1;
        if (lf > 0 && bytes[lf - 1] == '\r')
        {
            return lf - 1;
        }

        anomalies |= Anomalies.BareLineFeed;
        return lf;
    }

    private static FieldLine Cut(ReadOnlySpan<byte> line, Anomalies anomalies)
    {
        int nameBytes = TokenBytes(line);
        return nameBytes > 0 && nameBytes < line.Length && line[nameBytes] == ':'
            ? new FieldLine(line[..nameBytes], WithoutBlanks(line[(nameBytes + 1)..]), anomalies)
            : CutOdd(line, anomalies);
    }

    /// <summary>Cuts a line that does not begin with a token and a colon.</summary>
    private static FieldLine CutOdd(ReadOnlySpan<byte> line, Anomalies anomalies)
    {
        int colon = line.IndexOf((byte)':');
        if (colon < 0)
        {
            return new FieldLine(line.Trim(" \t"u8), default, anomalies | Anomalies.FieldLineInvalid);
        }

        ReadOnlySpan<byte> name = line[..colon];
        ReadOnlySpan<byte> trimmed = name.Trim(" \t"u8);
        if (trimmed.Length != name.Length)
        {
            anomalies |= Anomalies.SpaceBeforeColon;
        }

        if (!IsToken(trimmed))
        {
            anomalies |= Anomalies.FieldLineInvalid;
        }

        return new FieldLine(trimmed, WithoutBlanks(line[(colon + 1)..]), anomalies);
    }

    /// <summary>By hand: the library's way to trim several bytes searches for each that it looks at.</summary>
    private static ReadOnlySpan<byte> WithoutBlanks(ReadOnlySpan<byte> value)
    {
        int start = 0;
        while (start < value.Length && IsBlank(value[start]))
        {
            start++;
        }

        int end = value.Length;
        while (end > start && IsBlank(value[end - 1]))
        {
            end--;
        }

        return value[start..end];
    }

    private static bool IsBlank(byte c) => c is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';
}
