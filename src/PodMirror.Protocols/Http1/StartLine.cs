using System.Buffers;
using PodMirror.Exchange;

namespace PodMirror.Protocols;

/// <summary>A request line or a status line (RFC 9112 sections 3 and 4), read as a lenient server or client reads it.</summary>
internal readonly struct StartLine
{
    private static readonly SearchValues<byte> DigitsAndDot = SearchValues.Create(".0123456789"u8);

    private static readonly SearchValues<byte> NotInTargets = SearchValues.Create(
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0x0A, 0x0B, 0x0C, 0x0D, 0x0E, 0x0F, 0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1A, 0x1B,
         0x1C, 0x1D, 0x1E, 0x1F, 0x20, 0x7F]);

    /// <summary>Bytes of the line, its line end included.</summary>
    public int Bytes { get; private init; }

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

    /// <summary>What HTTP/2 has in place of one: the method first, then the target.</summary>
    public static StartLine OfHttp2(int methodBytes, int targetBytes, ushort status) => new()
    {
        MethodBytes = methodBytes,
        TargetStart = methodBytes,
        TargetBytes = targetBytes,
        Status = status,
        Protocol = HttpProtocol.Http2,
    };

    /// <summary>Reads a request line, up to and with its LF.</summary>
    public static bool TryParseRequest(ReadOnlySpan<byte> bytes, out StartLine parsed)
    {
        parsed = default;
        ReadOnlySpan<byte> line = WithoutLineEnd(bytes, out Anomalies anomalies);
        int methodBytes = FieldLines.TokenBytes(line);
        if (methodBytes == 0 || methodBytes == line.Length || !IsBlank(line[methodBytes]))
        {
            return false;
        }

        ReadOnlySpan<byte> trimmed = WithoutBlanks(line);
        int versionStart = trimmed.LastIndexOfAny((byte)' ', (byte)'\t') + 1;
        if (versionStart <= methodBytes + 1 || !TryParseVersion(trimmed[versionStart..], out HttpProtocol protocol, ref anomalies))
        {
            return false;
        }

        int targetStart = methodBytes;
        while (targetStart < versionStart && IsBlank(line[targetStart]))
        {
            targetStart++;
        }

        ReadOnlySpan<byte> target = WithoutBlanks(line[targetStart..versionStart]);
        if (target.IsEmpty)
        {
            return false;
        }

        bool single = methodBytes + 1 + target.Length + 1 + trimmed.Length - versionStart == line.Length;
        if (!single || line[methodBytes] == '\t' || line[versionStart - 1] == '\t')
        {
            anomalies |= Anomalies.StartLineLenient;
        }

        parsed = new StartLine
        {
            Bytes = bytes.Length,
            MethodBytes = methodBytes,
            TargetStart = targetStart,
            TargetBytes = target.Length,
            Protocol = protocol,
            Anomalies = anomalies | AnomaliesIn(target),
        };
        return true;
    }

    /// <summary>Reads a status line, up to and with its LF. The reason phrase may be missing, with its space.</summary>
    public static bool TryParseResponse(ReadOnlySpan<byte> bytes, out StartLine parsed)
    {
        parsed = default;
        ReadOnlySpan<byte> line = WithoutLineEnd(bytes, out Anomalies anomalies);
        int versionBytes = line.IndexOfAny((byte)' ', (byte)'\t');
        if (versionBytes <= 0 || !TryParseVersion(line[..versionBytes], out HttpProtocol protocol, ref anomalies))
        {
            return false;
        }

        int codeStart = versionBytes;
        while (codeStart < line.Length && IsBlank(line[codeStart]))
        {
            codeStart++;
        }

        ReadOnlySpan<byte> rest = line[codeStart..];
        int digits = DigitsOf(rest, out ushort status);
        if (digits == 0)
        {
            return false;
        }

        bool ends = digits == rest.Length || IsBlank(rest[digits]);
        if (digits != 3 || !ends || status < 100 || codeStart != versionBytes + 1 || line[versionBytes] == '\t')
        {
            anomalies |= Anomalies.StartLineLenient;
        }

        // A reason phrase may hold tabs (RFC 9112 section 4); a bare CR in it ends the line for some readers.
        anomalies |= rest[digits..].ContainsAny(FieldLines.Controls) ? Anomalies.ControlCharacter : Anomalies.None;
        parsed = new StartLine { Bytes = bytes.Length, Status = status, Protocol = protocol, Anomalies = anomalies };
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
    private static bool TryParseVersion(ReadOnlySpan<byte> version, out HttpProtocol protocol, ref Anomalies anomalies)
    {
        protocol = HttpProtocol.Http11;
        if (version.SequenceEqual("HTTP/1.1"u8))
        {
            return true;
        }

        if (version.SequenceEqual("HTTP/1.0"u8))
        {
            protocol = HttpProtocol.Http10;
            return true;
        }

        anomalies |= Anomalies.StartLineLenient;
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

    private static ReadOnlySpan<byte> WithoutLineEnd(ReadOnlySpan<byte> bytes, out Anomalies anomalies)
    {
        anomalies = bytes.EndsWith("\r\n"u8) ? Anomalies.None : Anomalies.BareLineFeed;
        int end = bytes.Length - 1;
        while (end > 0 && bytes[end - 1] == '\r')
        {
            end--;
        }

        return bytes[..end];
    }

    private static ReadOnlySpan<byte> WithoutBlanks(ReadOnlySpan<byte> line)
    {
        int end = line.Length;
        while (end > 0 && IsBlank(line[end - 1]))
        {
            end--;
        }

        return line[..end];
    }

    private static bool IsBlank(byte c) => c is (byte)' ' or (byte)'\t';

    private static Anomalies AnomaliesIn(ReadOnlySpan<byte> target)
    {
        if (!target.ContainsAny(NotInTargets))
        {
            return Anomalies.None;
        }

        Anomalies blanks = target.ContainsAny((byte)' ', (byte)'\t') ? Anomalies.StartLineLenient : Anomalies.None;
        bool controls = target.ContainsAnyInRange((byte)0, (byte)0x1f) || target.Contains((byte)0x7f);
        return blanks | (controls ? Anomalies.ControlCharacter : Anomalies.None);
    }
}
