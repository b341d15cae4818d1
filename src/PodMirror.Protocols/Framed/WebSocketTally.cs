using PodMirror.Exchange;

namespace PodMirror.Protocols;

/// <summary>
/// Frames of one direction of a WebSocket (RFC 6455 section 5), counted by kind, and the data messages that they make. A faulty frame is counted
/// once and passed over by its length.
/// </summary>
internal sealed class WebSocketTally(MirrorLedger ledger) : FramedTally(ledger)
{
    private const int MaxControlBytes = 125;
    private const byte FinalBit = 0x80;
    private const byte ReservedBits = 0x70;
    private const byte MaskBit = 0x80;

    private byte _first;
    private byte _second;
    private int _headerHeld;
    private int _headerBytes;
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

    private FrameOpcode Opcode => (_first & 0x0F) switch
    {
        0x0 => FrameOpcode.Continuation,
        0x1 => FrameOpcode.Text,
        0x2 => FrameOpcode.Binary,
        0x8 => FrameOpcode.Close,
        0x9 => FrameOpcode.Ping,
        0xA => FrameOpcode.Pong,
        _ => FrameOpcode.Unknown,
    };

    private bool IsFinal => (_first & FinalBit) != 0;

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
                _first = value;
                if (Opcode is FrameOpcode.Text or FrameOpcode.Binary)
                {
                    Mark(PlaceOf(at));
                }

                return;
            case 1:
                BeginLength(value);
                break;
            default:
                bool isLength = _headerHeld <= 2 + ExtendedBytes;
                _length = isLength ? (_length << 8) | value : _length;
                break;
        }

        if (_headerHeld == _headerBytes)
        {
            _headerHeld = 0;
            BeginPayload();
        }
    }

    /// <summary>Bytes of the length beyond the seven bits in the second byte.</summary>
    private int ExtendedBytes => (_second & 0x7F) switch { 126 => sizeof(ushort), 127 => sizeof(ulong), _ => 0 };

    private void BeginLength(byte second)
    {
        _second = second;
        int extended = ExtendedBytes;
        _length = extended == 0 ? second & 0x7Fu : 0;
        _headerBytes = 2 + extended + ((second & MaskBit) != 0 ? sizeof(uint) : 0);
    }

    private void BeginPayload()
    {
        FrameOpcode opcode = Opcode;
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
            _ => !IsFinal || _length > MaxControlBytes || (opcode == FrameOpcode.Close && _length == 1),
        };
        ulong least = ExtendedBytes switch { sizeof(ushort) => MaxControlBytes + 1, sizeof(ulong) => ushort.MaxValue + 1, _ => 0 };
        return isMisplaced
            || _length < least
            || _length > long.MaxValue
            || (!HasExtensions && (_first & ReservedBits) != 0)
            || IsClient != ((_second & MaskBit) != 0);
    }

    private void Pass(ulong bytes)
    {
        _remaining -= bytes;
        if (_remaining > 0)
        {
            return;
        }

        FrameOpcode opcode = Opcode;
        if (opcode == FrameOpcode.Close)
        {
            HasClosed = true;
            Stop();
        }
        else if (_inMessage && IsFinal && opcode is FrameOpcode.Continuation or FrameOpcode.Text or FrameOpcode.Binary)
        {
            _inMessage = false;
            Count(_messageSoFar);
        }
    }
}
