using System.Buffers;
using PodMirror.Exchange;

namespace PodMirror.Protocols;

/// <summary>A request line or a status line (RFC 9112 sections 3 and 4), read as a lenient server or client reads it.</summary>
internal readonly struct StartLine
{
    private static readonly SearchValues<byte> DigitsAndDot = SearchValues.Create(".0123456789"u8);

    /// <summary>Bytes of the method, from the line's first byte; 0 in a status line.</summary>
    public int MethodBytes { get; private init; }

    /// <summary>Where the target begins in the line.</summary>
    public int TargetStart { get; private init; }

    public int TargetBytes { get; private init; }

    public ushort Status { get; private init; }

    public HttpProtocol Protocol { get; private init; }

    public Anomalies Anomalies { get; private init; }

    /// <summary>The same without what points into the line, for a message whose line was not kept.</summary>
    public StartLine WithoutText() => new() { Status = Status, Protocol = Protocol, Anomalies = Anomalies };

    /// <summary>Reads a request line; its line end may be there or not.</summary>
    public static bool TryParseRequest(ReadOnlySpan<byte> line, out StartLine parsed)
    {
        parsed = default;
        line = line.TrimEnd("\r\n"u8);
        int methodBytes = line.IndexOfAny((byte)' ', (byte)'\t');
        if (methodBytes <= 0 || !FieldLines.IsToken(line[..methodBytes]))
        {
            return false;
        }

        ReadOnlySpan<byte> trimmed = line.TrimEnd(" \t"u8);
        int versionStart = trimmed.LastIndexOfAny((byte)' ', (byte)'\t') + 1;
        if (versionStart <= methodBytes + 1 || !TryParseVersion(trimmed[versionStart..], out HttpProtocol protocol, out Anomalies anomalies))
        {
            return false;
        }

        int targetStart = methodBytes;
        while (targetStart < versionStart && line[targetStart] is (byte)' ' or (byte)'\t')
        {
            targetStart++;
        }

        ReadOnlySpan<byte> target = line[targetStart..versionStart].TrimEnd(" \t"u8);
        if (target.IsEmpty)
        {
            return false;
        }

        if (methodBytes + target.Length + trimmed.Length - versionStart + 2 != line.Length || line.Contains((byte)'\t'))
        {
            anomalies |= Anomalies.StartLineLenient;
        }
        else if (target.Contains((byte)' '))
        {
            anomalies |= Anomalies.StartLineLenient;
        }

        parsed = new StartLine
        {
            MethodBytes = methodBytes,
            TargetStart = targetStart,
            TargetBytes = target.Length,
            Protocol = protocol,
            Anomalies = anomalies | ControlsIn(target),
        };
        return true;
    }

    /// <summary>Reads a status line; its line end may be there or not. The reason phrase may be missing, with its space.</summary>
    public static bool TryParseResponse(ReadOnlySpan<byte> line, out StartLine parsed)
    {
        parsed = default;
        line = line.TrimEnd("\r\n"u8);
        int versionBytes = line.IndexOfAny((byte)' ', (byte)'\t');
        if (versionBytes <= 0 || !TryParseVersion(line[..versionBytes], out HttpProtocol protocol, out Anomalies anomalies))
        {
            return false;
        }

        ReadOnlySpan<byte> rest = line[versionBytes..].TrimStart(" \t"u8);
        int end = rest.IndexOfAny((byte)' ', (byte)'\t');
        ReadOnlySpan<byte> code = end < 0 ? rest : rest[..end];
        int digits = DigitsOf(code, out ushort status);
        if (digits == 0)
        {
            return false;
        }

        if (digits != 3 || code.Length != 3 || status < 100 || line.Length - rest.Length != versionBytes + 1
            || line[versionBytes] == '\t')
        {
            anomalies |= Anomalies.StartLineLenient;
        }

        parsed = new StartLine { Status = status, Protocol = protocol, Anomalies = anomalies | ControlsInReason(rest) };
        return true;
    }

    /// <summary>A status code is three digits; a lenient client takes fewer, and what follows them.</summary>
    private static int DigitsOf(ReadOnlySpan<byte> code, out ushort status)
    {
        status = 0;
        int digits = 0;
        while (digits < Math.Min(3, code.Length) && (uint)(code[digits] - '0') <= 9)
        {
            status = (ushort)((status * 10) + code[digits] - '0');
            digits++;
        }

        return digits;
    }

    /// <summary>Any HTTP/ version is taken; one that is not 1.0 or 1.1 is read as 1.1 (below 1.1 as 1.0) and flagged.</summary>
    private static bool TryParseVersion(ReadOnlySpan<byte> version, out HttpProtocol protocol, out Anomalies anomalies)
    {
        protocol = HttpProtocol.Http11;
        anomalies = Anomalies.None;
        if (version.SequenceEqual("HTTP/1.1"u8))
        {
            return true;
        }

        if (version.SequenceEqual("HTTP/1.0"u8))
        {
            protocol = HttpProtocol.Http10;
            return true;
        }

        anomalies = Anomalies.StartLineLenient;
        if (version.Length < 6 || !version.StartsWith("HTTP/"u8) || version[5] is < (byte)'0' or > (byte)'9')
        {
            return false;
        }

        if (version[5] == '0')
        {
            protocol = HttpProtocol.Http10;
        }

        return version[6..].IndexOfAnyExcept(DigitsAndDot) < 0;
    }

    /// <summary>A reason phrase may hold tabs (RFC 9112 section 4); a bare CR in it ends the line for some readers.</summary>
    private static Anomalies ControlsInReason(ReadOnlySpan<byte> reason)
    {
        for (int at = 0; at < reason.Length; at++)
        {
            if ((reason[at] < 0x20 && reason[at] != '\t') || reason[at] == 0x7f)
            {
                return Anomalies.ControlCharacter;
            }
        }

        return Anomalies.None;
    }

    private static Anomalies ControlsIn(ReadOnlySpan<byte> target) =>
        target.IndexOfAnyInRange((byte)0, (byte)0x1f) >= 0 || target.Contains((byte)0x7f) ? Anomalies.ControlCharacter : Anomalies.None;
}
