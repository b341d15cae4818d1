using PodMirror.Exchange;

namespace PodMirror.Protocols;

/// <summary>Bodies, losses and the end of the stream.</summary>
internal sealed partial class MessageReader
{
    /// <inheritdoc/>
    public override void OnGap(long bytes, uint sequence)
    {
        switch (_state)
        {
            case ReaderState.Start:
                _connection.OnLost(this, sequence, wasBetween: _inStep);
                _inStep = false;
                break;
            case ReaderState.Head:
                TakePartialHead(Gap);
                _inStep = false;
                _connection.OnLost(this, sequence, wasBetween: false);
                break;
            case ReaderState.Length:
                LoseInLength(bytes, sequence);
                break;
            case ReaderState.Chunked:
                LoseInChunks(bytes, sequence);
                break;
            case ReaderState.UntilClose:
                Damage(bytes);
                break;
            default:
                _connection.OnLost(this, sequence, wasBetween: false);
                break;
        }
    }

    /// <inheritdoc/>
    public override void OnEnd(bool closed)
    {
        switch (_state)
        {
            case ReaderState.Start:
                break;
            case ReaderState.Head:
                TakePartialHead(Incomplete);
                break;
            case ReaderState.UntilClose when closed:
                EndMessage(Anomalies.None);
                break;
            default:
                EndMessage(Incomplete);
                break;
        }
    }

    private void BeginBody(BodyFraming framing, long length)
    {
        _framing = framing;
        switch (framing)
        {
            case BodyFraming.Length:
                _remaining = length;
                _state = ReaderState.Length;
                break;
            case BodyFraming.Chunked:
                _chunks.Begin();
                _state = ReaderState.Chunked;
                break;
            case BodyFraming.UntilClose:
                _state = ReaderState.UntilClose;
                break;
            default:
                EndMessage(Anomalies.None);
                break;
        }
    }

    private int ReadBody(ReadOnlySpan<byte> bytes, StreamPosition position)
    {
        _message!.LastByteNs = position.TimestampNs;
        switch (_state)
        {
            case ReaderState.Length:
                int take = (int)Math.Min(_remaining, bytes.Length);
                Keep(bytes[..take]);
                _remaining -= take;
                if (_remaining == 0)
                {
                    EndMessage(Anomalies.None);
                }

                return take;
            case ReaderState.Chunked:
                return ReadChunked(bytes, position);
            default:
                Keep(bytes);
                return bytes.Length;
        }
    }

    private int ReadChunked(ReadOnlySpan<byte> bytes, StreamPosition position)
    {
        int used;
        switch (_chunks.Part)
        {
            case ChunkPart.Data:
                used = (int)Math.Min(_chunks.Remaining, bytes.Length);
                Keep(bytes[..used]);
                _chunks.PassData(used);
                return used;
            case ChunkPart.Trailers:
                used = _chunks.ReadTrailers(bytes);
                KeepTrailers(bytes[..used]);
                break;
            default:
                used = _chunks.ReadLine(bytes);
                _message!.Anomalies |= _chunks.Anomalies;
                break;
        }

        if (_chunks.Part == ChunkPart.End)
        {
            EndMessage(Anomalies.None);
        }
        else if (_chunks.Part == ChunkPart.Invalid)
        {
            EndMessage(Anomalies.ChunkInvalid);
            FallOutOfStep(position);
        }

        return used;
    }

    private void KeepTrailers(ReadOnlySpan<byte> bytes)
    {
        if (_pool.Detail >= Detail.WithoutFields)
        {
            _message!.Anomalies |= bytes.ContainsAnyExcept((byte)'\r', (byte)'\n') ? Anomalies.FieldsLeftOut : Anomalies.None;
        }
        else if (!_pool.TryAppendTrailers(_message!, bytes))
        {
            _message!.Anomalies |= Anomalies.HeadTruncated;
        }
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (_pool.AppendBody(_message!, bytes) && (_message!.Anomalies & Gap) == 0)
        {
            _message.Anomalies |= Truncated;
        }
    }

    /// <summary>Counts lost bytes of the body; what comes behind them is not kept, as it would not be where it belongs.</summary>
    private void Damage(long bytes)
    {
        _message!.Lose(bytes);
        _message.Anomalies |= Gap;
    }

    private void LoseInLength(long bytes, uint sequence)
    {
        long inside = Math.Min(bytes, _remaining);
        Damage(inside);
        _remaining -= inside;
        if (_remaining > 0)
        {
            return;
        }

        EndMessage(Anomalies.None);
        if (bytes > inside)
        {
            _inStep = false;
            _connection.OnLost(this, sequence + (uint)inside, wasBetween: true);
        }
    }

    private void LoseInChunks(long bytes, uint sequence)
    {
        if (_chunks.Part == ChunkPart.Data && bytes <= _chunks.Remaining)
        {
            Damage(bytes);
            _chunks.PassData(bytes);
            return;
        }

        _message!.LoseRest();
        _message.Anomalies |= Gap;
        _state = ReaderState.Lost;
        _connection.OnLost(this, sequence, wasBetween: false);
    }

    private void EndMessage(Anomalies anomalies)
    {
        Message message = _message!;
        message.Anomalies |= anomalies;
        _message = null;
        _state = ReaderState.Start;
        _connection.OnMessageEnd(message, Role);
    }
}
