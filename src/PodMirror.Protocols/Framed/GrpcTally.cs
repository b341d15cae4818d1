using PodMirror.Exchange;

namespace PodMirror.Protocols;

/// <summary>
/// Length-prefixed messages of gRPC: a flag that says whether the message is compressed, its length in four bytes, the message. gRPC-Web
/// sets the flag's top bit where trailers follow in place of a message.
/// </summary>
internal class GrpcTally(MirrorLedger ledger) : FramedTally(ledger)
{
    private const int PrefixBytes = 5;
    private const byte Compressed = 0x01;
    private const byte Trailers = 0x80;

    private int _prefixHeld;
    private bool _isTrailers;
    private uint _length;
    private uint _remaining;

    /// <inheritdoc/>
    public override ContentFraming Framing => ContentFraming.Grpc;

    /// <inheritdoc/>
    public override void Reset()
    {
        base.Reset();
        _prefixHeld = 0;
        _remaining = 0;
    }

    /// <inheritdoc/>
    protected override void Read(ReadOnlySpan<byte> bytes)
    {
        for (int at = 0; at < bytes.Length && !IsStopped;)
        {
            if (_remaining > 0)
            {
                uint inside = Math.Min(_remaining, (uint)(bytes.Length - at));
                Pass(inside);
                at += (int)inside;
            }
            else
            {
                TakePrefix(bytes[at], PlaceOf(at));
                at++;
            }
        }
    }

    /// <summary>Takes one byte, which stands somewhere else than in this delivery.</summary>
    protected void TakeByte(byte value, in MarkPlace place)
    {
        if (_remaining > 0)
        {
            Pass(1);
        }
        else
        {
            TakePrefix(value, place);
        }
    }

    /// <inheritdoc/>
    protected override bool TryPassLost(ulong bytes)
    {
        bool isInside = bytes <= _remaining;
        if (isInside)
        {
            Pass((uint)bytes);
        }

        return isInside;
    }

    private void TakePrefix(byte value, in MarkPlace place)
    {
        if (_prefixHeld == 0)
        {
            BeginPrefix(value, place);
        }
        else
        {
            _length = (_length << 8) | value;
        }

        if (!IsStopped && ++_prefixHeld == PrefixBytes)
        {
            _prefixHeld = 0;
            _remaining = _length;
            Pass(0);
        }
    }

    private void BeginPrefix(byte flag, in MarkPlace place)
    {
        _length = 0;
        _isTrailers = (flag & Trailers) != 0;
        if ((flag & ~(Trailers | Compressed)) != 0)
        {
            // This is no prefix, so it has no length that could be believed.
            CountFault();
            Stop();
        }
        else if (!_isTrailers)
        {
            Mark(place);
        }
    }

    private void Pass(uint bytes)
    {
        _remaining -= bytes;
        if (_remaining == 0 && !_isTrailers)
        {
            Count(_length);
        }
    }
}
