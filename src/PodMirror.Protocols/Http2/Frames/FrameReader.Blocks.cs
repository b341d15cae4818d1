using System.Buffers.Binary;
using PodMirror.Exchange;

namespace PodMirror.Protocols;

/// <summary>Payloads that are needed whole, and field blocks over several frames.</summary>
internal sealed partial class FrameReader
{
    private const int PriorityBytes = 5;

    // A payload that did not come in one delivery.
    private byte[] _payload = [];
    private int _payloadBytes;

    // A field block that goes on in CONTINUATION frames.
    private byte[] _block = [];
    private int _blockBytes;
    private uint _blockStream;
    private uint _promisedStream;
    private bool _blockEndsStream;
    private Anomalies _blockDamage;
    private long _blockFirstByteNs;

    private bool HasBlock => _blockStream != 0;

    private int ReadPayload(ReadOnlySpan<byte> bytes, StreamPosition position)
    {
        int used = Math.Min(bytes.Length, _remaining);
        _remaining -= used;
        if (_remaining == 0 && _payloadBytes == 0)
        {
            TakePayload(bytes[..used], position);
            return used;
        }

        if (!TryAppend(ref _payload, ref _payloadBytes, bytes[..used]))
        {
            LosePayload(0);
            return used;
        }

        if (_remaining == 0)
        {
            int whole = _payloadBytes;
            _payloadBytes = 0;
            TakePayload(_payload.AsSpan(0, whole), position);
        }

        return used;
    }

    private void TakePayload(ReadOnlySpan<byte> payload, in StreamPosition position)
    {
        _state = FrameReaderState.Header;
        switch (_frame.Type)
        {
            case FrameType.Headers:
                TakeHeaders(payload, position);
                break;
            case FrameType.PushPromise:
                TakePromise(payload, position);
                break;
            case FrameType.Continuation:
                TakeFragment(payload, position);
                break;
            default:
                TakeControl(payload, position);
                break;
        }
    }

    private void TakeHeaders(ReadOnlySpan<byte> payload, in StreamPosition position)
    {
        BeginBlock(_frame.StreamId, 0, _frame.IsEndOfStream);
        _blockDamage = TryRemovePadding(ref payload) ? Anomalies.None : Anomalies.FrameInvalid;
        if (_frame.HasPriority)
        {
            payload = payload[Math.Min(PriorityBytes, payload.Length)..];
        }

        TakeFragment(payload, position);
    }

    private void TakePromise(ReadOnlySpan<byte> payload, in StreamPosition position)
    {
        bool isWhole = TryRemovePadding(ref payload) && payload.Length >= sizeof(uint);
        uint promised = isWhole ? BinaryPrimitives.ReadUInt32BigEndian(payload) & int.MaxValue : 0;
        if (promised == 0 || promised % 2 == 1)
        {
            // Servers promise even streams (RFC 9113 section 5.1.1). What the fields were of, nobody knows.
            CountFault();
            Hpack.Join();
            return;
        }

        BeginBlock(_frame.StreamId, promised, endsStream: true);
        TakeFragment(payload[sizeof(uint)..], position);
    }

    private void BeginBlock(uint stream, uint promised, bool endsStream)
    {
        (_blockStream, _promisedStream, _blockEndsStream) = (stream, promised, endsStream);
        (_blockBytes, _blockDamage, _blockFirstByteNs) = (0, Anomalies.None, _firstByteNs);
    }

    private void TakeFragment(ReadOnlySpan<byte> fragment, in StreamPosition position)
    {
        if (!HasBlock)
        {
            // Its beginning was lost, or never was.
            Hpack.Join();
            return;
        }

        if (_frame.IsEndOfHeaders && _blockBytes == 0)
        {
            EndBlock(fragment, position);
            return;
        }

        if (_blockDamage == Anomalies.None && !TryAppend(ref _block, ref _blockBytes, fragment))
        {
            _blockDamage = Anomalies.HeadTruncated;
        }

        if (_frame.IsEndOfHeaders)
        {
            EndBlock(_block.AsSpan(0, _blockBytes), position);
        }
    }

    private void EndBlock(ReadOnlySpan<byte> block, in StreamPosition position)
    {
        uint stream = _blockStream;
        _blockStream = 0;
        if (_blockDamage != Anomalies.None)
        {
            Hpack.Join();
            block = default;
        }

        var place = new FieldBlock(_promisedStream != 0 ? _promisedStream : stream, _promisedStream != 0, _blockEndsStream, _blockDamage)
        {
            FirstByteNs = _blockFirstByteNs,
            LastByteNs = position.TimestampNs,
            StartSequence = position.Sequence,
        };
        _connection.OnFields(this, place, block);
        Shrink(ref _payload, ref _payloadBytes);
        Shrink(ref _block, ref _blockBytes);
    }

    /// <summary>A block of which no more will come.</summary>
    private void GiveUpBlock(Anomalies why)
    {
        _blockDamage |= why;
        EndBlock([], new StreamPosition(_firstByteNs, 0, 0, false));
    }

    /// <summary>Bytes of a payload are lost, or there was no room for them; where the next frame begins is known.</summary>
    private void LosePayload(int bytes)
    {
        _remaining -= bytes;
        _payloadBytes = 0;
        Anomalies why = bytes > 0 ? Gap : Anomalies.HeadTruncated;
        switch (_frame.Type)
        {
            case FrameType.Headers:
                BeginBlock(_frame.StreamId, 0, _frame.IsEndOfStream);
                LoseBlock(why);
                break;
            case FrameType.Continuation when HasBlock:
                LoseBlock(why);
                break;
            case FrameType.PushPromise or FrameType.Continuation:
                Hpack.Join();
                break;
            case FrameType.Settings:
                _connection.Allow(this, uint.MaxValue);
                break;
        }

        _state = FrameReaderState.Skip;
        PassSkipped(0);
    }

    private void LoseBlock(Anomalies why)
    {
        _blockDamage |= why;
        if (_frame.IsEndOfHeaders)
        {
            EndBlock([], new StreamPosition(_firstByteNs, 0, 0, false));
        }
    }

    /// <returns>False when there is more padding than payload (RFC 9113 section 6.2); nothing is left then.</returns>
    private bool TryRemovePadding(ref ReadOnlySpan<byte> payload)
    {
        if (!_frame.IsPadded || payload.IsEmpty)
        {
            return true;
        }

        bool fits = payload[0] < payload.Length;
        if (!fits)
        {
            CountFault();
        }

        payload = fits ? payload[1..^payload[0]] : [];
        return fits;
    }

    private bool TryAppend(ref byte[] buffer, ref int used, ReadOnlySpan<byte> bytes)
    {
        if (used + bytes.Length > _maxBlockBytes)
        {
            return false;
        }

        if (used + bytes.Length > buffer.Length)
        {
            if (_buffers.TryRent(used + bytes.Length) is not { } larger)
            {
                return false;
            }

            buffer.AsSpan(0, used).CopyTo(larger);
            if (buffer.Length > 0)
            {
                _buffers.Return(buffer);
            }

            buffer = larger;
        }

        bytes.CopyTo(buffer.AsSpan(used));
        used += bytes.Length;
        return true;
    }

    private void ReleaseBlock()
    {
        _blockStream = 0;
        Shrink(ref _payload, ref _payloadBytes);
        Shrink(ref _block, ref _blockBytes);
    }

    private void Shrink(ref byte[] buffer, ref int used)
    {
        used = 0;
        if (buffer.Length > 0)
        {
            _buffers.Return(buffer);
            buffer = [];
        }
    }
}
