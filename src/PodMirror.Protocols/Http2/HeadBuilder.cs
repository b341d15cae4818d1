using System.Buffers;
using PodMirror.Exchange;

namespace PodMirror.Protocols;

/// <summary>
/// Makes of a field block what a message holds: method, target and authority, then the fields as lines, as HTTP/1 has them. One for all
/// connections of a thread.
/// </summary>
/// <param name="maxBytes">The most that is kept of a head.</param>
internal sealed class HeadBuilder(int maxBytes) : IFieldSink
{
    private static readonly SearchValues<byte> NotInValues = SearchValues.Create([0, (byte)'\r', (byte)'\n']);

    // Tokens (RFC 9110 section 5.6.2) in lower case (RFC 9113 section 8.2.1).
    private static readonly SearchValues<byte> NameBytes = SearchValues.Create("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyz"u8);

    private byte[] _pseudo = [];
    private int _pseudoBytes;
    private (int Start, int Bytes) _method;
    private (int Start, int Bytes) _path;
    private (int Start, int Bytes) _authority;
    private (int Start, int Bytes) _protocol;
    private ContentFraming _framing;
    private bool _isCoded;
    private bool _leavesOut;
    private byte[] _lines = [];
    private int _lineBytes;

    /// <summary>The status; 0 when none was told.</summary>
    public ushort Status { get; private set; }

    /// <summary>Whether a request's pseudo-field was told.</summary>
    public bool IsRequest { get; private set; }

    /// <summary>What is wrong with the fields.</summary>
    public Anomalies Anomalies { get; private set; }

    /// <summary>Whether a field is not known, since it was told before we listened.</summary>
    public bool HasUnknownFields { get; private set; }

    public ReadOnlySpan<byte> Method => At(_method);

    public ReadOnlySpan<byte> Path => At(_path);

    public ReadOnlySpan<byte> Authority => At(_authority);

    /// <summary>The protocol that is asked for (RFC 8441 section 4).</summary>
    public ReadOnlySpan<byte> Protocol => At(_protocol);

    /// <summary>How Content-Type says that the content is cut into messages, where they can be counted.</summary>
    public ContentFraming Framing => _isCoded ? ContentFraming.None : _framing;

    /// <summary>Whether there is a sec-websocket-extensions.</summary>
    public bool HasWebSocketExtensions { get; private set; }

    /// <summary>The fields, a line each.</summary>
    public ReadOnlySpan<byte> Lines => _lines.AsSpan(0, _lineBytes);

    /// <summary>Forgets the block before.</summary>
    /// <param name="detail">How much is to be told of the next one.</param>
    public void Clear(Detail detail)
    {
        _leavesOut = detail >= Detail.WithoutFields;
        _framing = ContentFraming.None;
        _isCoded = HasWebSocketExtensions = false;
        _pseudoBytes = _lineBytes = Status = 0;
        _method = _path = _authority = _protocol = default;
        IsRequest = HasUnknownFields = false;
        Anomalies = Anomalies.None;
    }

    /// <inheritdoc/>
    public void OnField(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (name is [(byte)':', ..])
        {
            TakePseudo(name, value);
            return;
        }

        NoteContent(name, value);
        if (_leavesOut && !KeptFields.Contains(name))
        {
            Anomalies |= Anomalies.FieldsLeftOut;
            return;
        }

        int needed = name.Length + value.Length + 4;
        if (_lineBytes + needed > maxBytes)
        {
            Anomalies |= Anomalies.HeadTruncated;
            return;
        }

        Grow(ref _lines, _lineBytes, needed);
        PutName(name);
        Put(": "u8);
        PutValue(value);
        Put("\r\n"u8);
    }

    /// <inheritdoc/>
    public void OnUnknownField() => HasUnknownFields = true;

    /// <summary>Names are in lower case (RFC 9113 section 8.2).</summary>
    private void NoteContent(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        switch (name.Length)
        {
            case 12 when name.SequenceEqual("content-type"u8):
                _framing = FramingOf.ContentType(value);
                break;
            case 16 when name.SequenceEqual("content-encoding"u8):
                _isCoded |= FramingOf.IsCoded(value);
                break;
            case 24 when name.SequenceEqual("sec-websocket-extensions"u8):
                HasWebSocketExtensions = true;
                break;
        }
    }

    private void TakePseudo(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (_lineBytes > 0)
        {
            // Behind other fields it means nothing (RFC 9113 section 8.3).
            Anomalies |= Anomalies.FieldLineInvalid;
            return;
        }

        switch (name)
        {
            case [(byte)':', (byte)'s', (byte)'t', ..] when name.SequenceEqual(":status"u8):
                Status = StatusOf(value);
                break;
            case [(byte)':', (byte)'m', ..] when name.SequenceEqual(":method"u8):
                Keep(value, ref _method);
                break;
            case [(byte)':', (byte)'p', ..] when name.SequenceEqual(":path"u8):
                Keep(value, ref _path);
                break;
            case [(byte)':', (byte)'a', ..] when name.SequenceEqual(":authority"u8):
                Keep(value, ref _authority);
                break;
            case [(byte)':', (byte)'p', ..] when name.SequenceEqual(":protocol"u8):
                Keep(value, ref _protocol, byte.MaxValue);
                break;
            default:
                IsRequest |= name.SequenceEqual(":scheme"u8);
                break;
        }
    }

    private void Keep(ReadOnlySpan<byte> value, ref (int Start, int Bytes) place, int limit = ushort.MaxValue)
    {
        IsRequest = true;
        if (place != default)
        {
            Anomalies |= Anomalies.FieldLineInvalid;
            return;
        }

        int kept = Math.Min(value.Length, Math.Min(limit, maxBytes - _pseudoBytes));
        Anomalies |= kept < value.Length ? Anomalies.HeadTruncated : Anomalies.None;
        Grow(ref _pseudo, _pseudoBytes, kept);
        value[..kept].CopyTo(_pseudo.AsSpan(_pseudoBytes));
        place = (_pseudoBytes, kept);
        _pseudoBytes += kept;
    }

    private ushort StatusOf(ReadOnlySpan<byte> value)
    {
        bool isRight = value.Length == 3 && !value.ContainsAnyExceptInRange((byte)'0', (byte)'9');
        Anomalies |= isRight ? Anomalies.None : Anomalies.StartLineLenient;
        return isRight ? (ushort)(((value[0] - '0') * 100) + ((value[1] - '0') * 10) + value[2] - '0') : (ushort)0;
    }

    private void PutName(ReadOnlySpan<byte> name)
    {
        Span<byte> at = _lines.AsSpan(_lineBytes, name.Length);
        Put(name);
        if (name.ContainsAnyExcept(NameBytes))
        {
            // What would end the name, or the line, must not become a line of its own.
            Anomalies |= Anomalies.FieldLineInvalid;
            at.Replace((byte)':', (byte)'?');
            at.ReplaceAny(NotInValues, (byte)'?');
        }
    }

    private void PutValue(ReadOnlySpan<byte> value)
    {
        Span<byte> at = _lines.AsSpan(_lineBytes, value.Length);
        Put(value);
        if (at.ContainsAny(NotInValues))
        {
            Anomalies |= Anomalies.ControlCharacter;
            at.ReplaceAny(NotInValues, (byte)' ');
        }
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_lines.AsSpan(_lineBytes));
        _lineBytes += bytes.Length;
    }

    private ReadOnlySpan<byte> At((int Start, int Bytes) place) => _pseudo.AsSpan(place.Start, place.Bytes);

    // Bounded by the limit of a head; in steady state it is large enough.
    private static void Grow(ref byte[] buffer, int used, int more)
    {
        if (used + more > buffer.Length)
        {
            Array.Resize(ref buffer, Math.Max(1024, 2 * (used + more)));
        }
    }
}
