using PodMirror.Exchange;

namespace PodMirror.Protocols;

/// <summary>What frames mean for streams.</summary>
internal sealed partial class Http2Connection
{
    /// <summary>A field block: the head of a message, or its trailers.</summary>
    public void OnFields(FrameReader reader, in FieldBlock place, ReadOnlySpan<byte> block)
    {
        _head.Clear(_pool.Detail);
        Anomalies anomalies = place.Damage;
        if (anomalies == Anomalies.None && !reader.Hpack.TryDecode(block, _head))
        {
            anomalies = Anomalies.FrameInvalid;
        }

        anomalies |= _head.Anomalies;
        if (!KnowsRole(reader, place))
        {
            return;
        }

        if (place.IsPromised || IsClient(reader))
        {
            OnRequestFields(place, anomalies);
        }
        else
        {
            OnResponseFields(place, anomalies);
        }
    }

    /// <summary>Data of a message's body.</summary>
    public void OnData(FrameReader reader, uint streamId, ReadOnlySpan<byte> data, long timestampNs)
    {
        if (MessageOf(reader, streamId) is not { } message)
        {
            return;
        }

        message.LastByteNs = timestampNs;
        if (_pool.AppendBody(message, data) && (message.Anomalies & (Anomalies.RequestGap | Anomalies.ResponseGap)) == 0)
        {
            message.Anomalies |= IsClient(reader) ? Anomalies.RequestBodyTruncated : Anomalies.ResponseBodyTruncated;
        }
    }

    /// <summary>Data of a message's body were lost; what follows them is not kept, as it would not be where it belongs.</summary>
    public void OnLostData(FrameReader reader, uint streamId, int bytes)
    {
        if (MessageOf(reader, streamId) is { } message)
        {
            message.Lose(bytes);
            message.Anomalies |= IsClient(reader) ? Anomalies.RequestGap : Anomalies.ResponseGap;
        }
    }

    /// <summary>A frame of a message is faulty.</summary>
    public void OnInvalid(FrameReader reader, uint streamId) => MessageOf(reader, streamId)?.Anomalies |= Anomalies.FrameInvalid;

    /// <summary>A side allows the other one payloads of this many bytes.</summary>
    public void Allow(FrameReader by, uint length) => (ReferenceEquals(by, _low) ? _high : _low).Allow(length);

    /// <summary>Nothing more comes of a message.</summary>
    public void OnStreamEnd(FrameReader reader, uint streamId, long timestampNs)
    {
        if (!_streams.TryGet(streamId, out Http2Stream? stream))
        {
            return;
        }

        if ((IsClient(reader) ? stream.Request : stream.Response) is { } message)
        {
            message.LastByteNs = timestampNs;
        }

        EndDirection(stream, IsClient(reader));
    }

    /// <summary>
    /// A stream was reset. Without an error the server only needs no more of the request (RFC 9113 section 8.1), and behind both close frames of a
    /// WebSocket nothing was to come. What the server sent before it knew of a client's reset is still to come.
    /// </summary>
    public void OnReset(FrameReader reader, uint streamId, uint errorCode, long timestampNs)
    {
        if (!_streams.TryGet(streamId, out Http2Stream? stream))
        {
            return;
        }

        (stream.Response ?? stream.Request)?.LastByteNs = timestampNs;
        bool isClosed = HasClosed(stream.Request) && HasClosed(stream.Response);
        if (IsClient(reader) && !stream.ResponseEnded && !isClosed)
        {
            stream.ResetNs = timestampNs;
            _streams.MakeOldest(stream);
            return;
        }

        bool isAnswered = errorCode == 0 && stream.ResponseEnded;
        GiveOut(stream, Unfinished(stream) | (isAnswered || isClosed ? Anomalies.None : Anomalies.StreamReset));
        Close(stream);
    }

    private Message? MessageOf(FrameReader reader, uint streamId) =>
        _streams.TryGet(streamId, out Http2Stream? stream) ? MessageOf(reader, stream) : null;

    private Message? MessageOf(FrameReader reader, Http2Stream stream)
    {
        NoteLosses(stream);
        return IsClient(reader) ? stream.Request : stream.Response;
    }

    private void Damage(Message message, FrameReader reader)
    {
        message.LoseRest();
        message.Anomalies |= IsClient(reader) ? Anomalies.RequestGap : Anomalies.ResponseGap;
    }

    /// <summary>Who sends what only a client or only a server sends is one; a connection that was joined may not have told yet.</summary>
    private bool KnowsRole(FrameReader reader, in FieldBlock place)
    {
        if (_flow.Client == FlowSide.Unknown && (_head.IsRequest || _head.Status > 0 || place.IsPromised))
        {
            bool isClient = _head.IsRequest && !place.IsPromised;
            _flow.Client = isClient == (reader.Side == FlowSide.Low) ? FlowSide.Low : FlowSide.High;
        }

        return _flow.Client != FlowSide.Unknown;
    }
}
