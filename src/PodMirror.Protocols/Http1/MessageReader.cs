using PodMirror.Exchange;

namespace PodMirror.Protocols;

/// <summary>
/// Reads the messages of one direction where they lie: heads and kept bodies are copied once, everything else is only counted.
/// </summary>
internal sealed partial class MessageReader : DirectionReader
{
    /// <summary>How the end of a chunked body looks when the framing before it was lost.</summary>
    private static ReadOnlySpan<byte> LastChunk => "0\r\n\r\n"u8;

    private readonly HttpConnection _connection;
    private readonly MessagePool _pool;
    private readonly MirrorLedger _ledger;

    private Message? _message;
    private ReaderState _state;
    private BodyFraming _framing;
    private ChunkedBody _chunks;
    private long _remaining;
    private int _scanned;
    private bool _kindKnown;
    private bool _inStep;

    public MessageReader(HttpConnection connection, MessagePool pool, FlowSide side)
    {
        _connection = connection;
        _pool = pool;
        _ledger = pool.Ledger;
        Side = side;
    }

    public FlowSide Side { get; }

    public ReaderRole Role { get; set; }

    /// <summary>Whether it has read a message.</summary>
    public bool HasReadMessages { get; private set; }

    /// <summary>The message that is being read after its head, or null.</summary>
    public Message? Current => _state > ReaderState.Head ? _message : null;

    /// <summary>Whether a message is held, its head gathered or its body read.</summary>
    public bool HoldsMessage => _message is not null;

    /// <inheritdoc/>
    public override bool AwaitsMessage => _state == ReaderState.Start;

    /// <summary>Whether a message is to begin with the next byte, and nothing before it was passed over.</summary>
    public bool IsAtBeginning => _state == ReaderState.Start && _inStep;

    /// <summary>Begins with a stream.</summary>
    /// <param name="inStep">Whether the stream's first byte is known to begin a message.</param>
    public void Begin(bool inStep)
    {
        DropPending();
        _state = ReaderState.Start;
        _inStep = inStep;
        Role = ReaderRole.Unknown;
        HasReadMessages = false;
    }

    /// <summary>
    /// Tells anew what comes, as after CONNECT; the role stays. A client may have begun before the tunnel was granted: a message that is
    /// being read goes through it.
    /// </summary>
    public void BeginTunnel() => _inStep |= _state == ReaderState.Start;

    /// <inheritdoc/>
    public override void Read(ReadOnlySpan<byte> bytes, StreamPosition position)
    {
        if (_state > ReaderState.Head && !bytes.IsEmpty && _connection.BeginsAnother(this, bytes, position))
        {
            EndMessage(Incomplete);
        }

        bool segmentStart = true;
        while (!bytes.IsEmpty)
        {
            int used = Step(bytes, position, segmentStart);
            bytes = bytes[used..];
            position = position.Advance(used);
            if (_connection.Successor is { } successor)
            {
                successor.ReaderOf(Side).Read(bytes, position);
                return;
            }

            segmentStart = false;
        }
    }

    private Anomalies Incomplete => Role == ReaderRole.Requests ? Anomalies.RequestIncomplete : Anomalies.ResponseIncomplete;

    private Anomalies Gap => Role == ReaderRole.Requests ? Anomalies.RequestGap : Anomalies.ResponseGap;

    private Anomalies Truncated => Role == ReaderRole.Requests ? Anomalies.RequestBodyTruncated : Anomalies.ResponseBodyTruncated;

    private int Step(ReadOnlySpan<byte> bytes, StreamPosition position, bool segmentStart)
    {
        if (_connection.IsOpaque)
        {
            _connection.CountOpaque(bytes.Length);
            return bytes.Length;
        }

        switch (_state)
        {
            case ReaderState.Start:
                return ReadStart(bytes, position, segmentStart);
            case ReaderState.Head:
                return ReadHead(bytes, position);
            case ReaderState.Lost:
                return ReadLost(bytes, position, segmentStart);
        }

        int used = ReadBody(bytes, position);
        _ledger[MirrorCounter.BytesHttp] += used;
        return used;
    }

    private int ReadStart(ReadOnlySpan<byte> bytes, StreamPosition position, bool segmentStart)
    {
        int empty = bytes.IndexOfAnyExcept((byte)'\r', (byte)'\n');
        if (empty != 0)
        {
            // Empty lines before a message are to be passed over (RFC 9112 section 2.2).
            int used = empty < 0 ? bytes.Length : empty;
            CountUnread(used);
            return used;
        }

        if (!_inStep && !segmentStart)
        {
            return SkipUnknown(bytes.Length, position);
        }

        ContentKind kind = Classify(bytes, out StartLine line);
        switch (kind)
        {
            case ContentKind.HttpRequest or ContentKind.HttpResponse:
                Learn(kind);
                return BeginHead(bytes, position, line);
            case ContentKind.NeedMore:
                return BeginHead(bytes, position, default);
            case ContentKind.Tls when _connection.MayBecomeOpaque:
                return _connection.BecomeOpaque(OpaqueKind.Tls, bytes.Length);
            case ContentKind.Http2Preface when _connection.MayBecomeOpaque:
                _connection.BecomeHttp2(this, hasPreface: true, passedBytes: 0);
                return 0;
            case ContentKind.Unknown when _connection.MayBecomeOpaque && segmentStart && FrameChain.Begins(bytes, null):
                _connection.BecomeHttp2(this, hasPreface: false, passedBytes: 0);
                return 0;
            default:
                return SkipUnknown(bytes.Length, position);
        }
    }

    private int SkipUnknown(int bytes, StreamPosition position)
    {
        if (_connection.InTunnel)
        {
            return _connection.BecomeOpaque(OpaqueKind.Upgraded, bytes);
        }

        FallOutOfStep(position);
        CountUnread(bytes);
        return bytes;
    }

    private ContentKind Classify(ReadOnlySpan<byte> bytes, out StartLine line) =>
        ContentSniffer.Classify(bytes, Role != ReaderRole.Responses, Role != ReaderRole.Requests, anyMethod: _inStep, out line);

    private void Learn(ContentKind kind)
    {
        _kindKnown = true;
        Role = kind == ContentKind.HttpRequest ? ReaderRole.Requests : ReaderRole.Responses;
        _connection.OnRoleKnown(this);
    }

    /// <summary>From here on messages may be hidden in what is passed over, so it counts as lost for pairing.</summary>
    private void FallOutOfStep(StreamPosition position)
    {
        if (_inStep && HasReadMessages)
        {
            _ledger[MirrorCounter.HeadsRejected]++;
        }

        _inStep = false;
        _connection.OnLost(this, position.Sequence, wasBetween: false);
    }

    /// <summary>Passes over what follows a loss inside a body, until a segment begins with a message or the last chunk ends.</summary>
    private int ReadLost(ReadOnlySpan<byte> bytes, StreamPosition position, bool segmentStart)
    {
        if (segmentStart && ContentSniffer.Classify(bytes, Role == ReaderRole.Requests, Role == ReaderRole.Responses, anyMethod: false, out _)
            is ContentKind.HttpRequest or ContentKind.HttpResponse)
        {
            EndMessage(Anomalies.None);
            _inStep = false;
            return ReadStart(bytes, position, segmentStart);
        }

        _message!.LastByteNs = position.TimestampNs;
        _ledger[MirrorCounter.BytesSkipped] += bytes.Length;
        if (_framing == BodyFraming.Chunked && bytes.EndsWith(LastChunk))
        {
            EndMessage(Anomalies.None);
            _inStep = true;
        }

        return bytes.Length;
    }

    private void CountUnread(int bytes)
    {
        if (_connection.HasHttp)
        {
            _ledger[_inStep ? MirrorCounter.BytesHttp : MirrorCounter.BytesSkipped] += bytes;
        }
        else
        {
            _connection.CountUnrecognised(bytes);
        }
    }
}
