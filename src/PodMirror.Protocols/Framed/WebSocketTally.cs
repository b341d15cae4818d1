using PodMirror.Exchange;

namespace PodMirror.Protocols;

/// <summary>
/// Frames of one direction of a WebSocket (RFC 6455 section 5), counted by kind, and the data messages that they make. A faulty frame is counted
/// once and passed over by its length.
/// </summary>
internal sealed class WebSocketTally(MirrorLedger ledger) : FramedTally(ledger)
{
    private FrameHead _head;
    private int _headerHeld;
    private ulong _length;
    private ulong _remaining;
    private bool _inMessage;
    private ulong _messageSoFar;

    /// <inheritdoc/>
    public override ContentFraming Framing => ContentFraming.WebSocket;

    /// <summary>Whether this is the client's direction, whose frames must be masked, as the server's must not (section 5.1).</summary>
    public bool IsClient { get; set; }

    /// <summary>Whether an extension was agreed that may give the reserved bits a meaning (section 5.2).</summary>
    public bool HasExtensions { get; set; }

    /// <summary>Whether a close frame was read to its end: what follows it in this direction means nothing (section 5.5.1).</summary>
    public bool HasClosed { get; private set; }

    /// <summary>How many bytes of the last delivery stand behind the close frame.</summary>
    public int BytesBehindClose { get; private set; }

    /// <summary>Whether neither a frame nor a message of several frames is under way.</summary>
    public bool IsBetweenMessages => _headerHeld == 0 && _remaining == 0 && !_inMessage;

    /// <inheritdoc/>
    public override void Reset()
    {
        base.Reset();
        _headerHeld = 0;
        _remaining = 0;
        BytesBehindClose = 0;
        _inMessage = HasClosed = IsClient = HasExtensions = false;
    }

    /// <inheritdoc/>
    protected override void Read(ReadOnlySpan<byte> bytes)
    {
        int at = 0;
        while (at < bytes.Length && !IsStopped)
        {
            if (_remaining > 0)
            {
                ulong inside = Math.Min(_remaining, (ulong)(bytes.Length - at));
                Pass(inside);
                at += (int)inside;
            }
            else
            {
                TakeHeader(bytes[at], at);
                at++;
            }
        }

        BytesBehindClose = HasClosed ? bytes.Length - at : 0;
    }

    /// <inheritdoc/>
    protected override bool TryPassLost(ulong bytes)
    {
        bool isInside = bytes <= _remaining;
        if (isInside)
        {
            Pass(bytes);
        }

        return isInside;
    }

    private void TakeHeader(byte value, int at)
    {
        switch (_headerHeld++)
        {
            case 0:
                _head = new FrameHead(value, 0);
                if (_head.Opcode is FrameOpcode.Text or FrameOpcode.Binary)
                {
                    Mark(PlaceOf(at));
                }

                return;
            case 1:
                _head = new FrameHead(_head.First, value);
                _length = _head.ExtendedBytes == 0 ? (ulong)_head.ShortLength : 0;
                break;
            default:
                bool isLength = _headerHeld <= FrameHead.LeastBytes + _head.ExtendedBytes;
                _length = isLength ? (_length << 8) | value : _length;
                break;
        }

        if (_headerHeld == _head.HeadBytes)
        {
            _headerHeld = 0;
            BeginPayload();
        }
    }

    private void BeginPayload()
    {
        FrameOpcode opcode = _head.Opcode;
        Frames[(int)opcode]++;
        if (IsFrameFaulty(opcode))
        {
            CountFault();
        }

        if (_length > long.MaxValue)
        {
            // No length at all (section 5.2), so nobody knows where the next frame begins.
            Stop();
            return;
        }

        if (opcode is FrameOpcode.Text or FrameOpcode.Binary)
        {
            (_inMessage, _messageSoFar) = (true, _length);
        }
        else if (opcode == FrameOpcode.Continuation)
        {
            _messageSoFar += _length;
        }

        _remaining = _length;
        Pass(0);
    }

    private bool IsFrameFaulty(FrameOpcode opcode)
    {
        bool isMisplaced = opcode switch
        {
            FrameOpcode.Continuation => !_inMessage,
            FrameOpcode.Text or FrameOpcode.Binary => _inMessage,
            FrameOpcode.Unknown => true,
            _ => !_head.IsFinal || _length > FrameHead.MaxControlBytes || (opcode == FrameOpcode.Close && _length == 1),
        };
        ulong least = _head.ExtendedBytes switch { sizeof(ushort) => FrameHead.MaxControlBytes + 1, sizeof(ulong) => ushort.MaxValue + 1, _ => 0 };
        return isMisplaced
            || _length < least
            || _length > long.MaxValue
            || (!HasExtensions && (_head.IsCompressed || _head.IsReserved))
            || IsClient != _head.IsMasked;
    }

    private void Pass(ulong bytes)
    {
        _remaining -= bytes;
        if (_remaining > 0)
        {
            return;
        }

        FrameOpcode opcode = _head.Opcode;
        if (opcode == FrameOpcode.Close)
        {
            HasClosed = true;
            Stop();
        }
        else if (_inMessage && _head.IsFinal && opcode is FrameOpcode.Continuation or FrameOpcode.Text or FrameOpcode.Binary)
        {
            _inMessage = false;
            Count(_messageSoFar);
        }
    }
}
