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

    /// <summary>The line that <see cref="MoveNext"/> found.</summary>
    public FieldLine Current { get; private set; }

    /// <summary>For <c>foreach</c>.</summary>
    public readonly FieldLines GetEnumerator() => this;

    /// <summary>Goes to the next line; false at the empty line or at the end.</summary>
    public bool MoveNext()
    {
        if (_rest.IsEmpty)
        {
            return false;
        }

        var anomalies = Anomalies.None;
        int end = LineEnd(_rest, ref anomalies, out int next);
        if (end == 0)
        {
            _rest = default;
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
    public static bool IsToken(ReadOnlySpan<byte> bytes) => !bytes.IsEmpty && bytes.IndexOfAnyExcept(Token) < 0;

    private static int LineEnd(ReadOnlySpan<byte> bytes, ref Anomalies anomalies, out int next)
    {
        int lf = bytes.IndexOf((byte)'\n');
        if (lf < 0)
        {
            next = bytes.Length;
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

        return new FieldLine(trimmed, line[(colon + 1)..].Trim(" \t\r\n"u8), anomalies);
    }
}
