using PodMirror.Exchange;

namespace PodMirror.Protocols;

/// <summary>Streams: how they begin, and what becomes of them.</summary>
internal sealed partial class Http2Connection
{
    /// <summary>Streams that are open at once: ten times what common servers allow.</summary>
    private const int MaxStreams = 1024;

    /// <summary>Streams that a connection keeps when those of all are too many: what common servers allow.</summary>
    private const int FairStreams = 128;

    // Of those that the client began itself: their ids only grow (RFC 9113 section 5.1.1).
    private uint _newestRequest;

    private void OnRequestFields(in FieldBlock place, Anomalies anomalies)
    {
        bool isKnown = _streams.TryGet(place.StreamId, out Http2Stream? stream);
        if (!isKnown && IsLate(place))
        {
            return;
        }

        stream ??= Open(place.StreamId);
        if (isKnown && (stream.Request is not null || stream.RequestPassed))
        {
            TakeTrailers(stream.Request, place, anomalies, Anomalies.RequestFieldsUnknown);
        }
        else
        {
            stream.Request = Make(place, anomalies, Anomalies.RequestFieldsUnknown);
            stream.RequestLosses = FramesOf(_flow.Client).Losses;
            Count(MirrorCounter.RequestsSeen, MirrorCounter.RequestsOpen);
            BeginRequestContent(stream.Request);
        }

        if (place.EndsStream)
        {
            EndDirection(stream, isRequest: true);
        }
    }

    /// <summary>Fields of a stream that is over: the trailers of a request that was reset, or that was answered without them.</summary>
    private bool IsLate(in FieldBlock place)
    {
        bool isLate = !place.IsPromised && place.StreamId <= _newestRequest;
        _newestRequest = isLate || place.IsPromised ? _newestRequest : place.StreamId;
        return isLate;
    }

    private void OnResponseFields(in FieldBlock place, Anomalies anomalies)
    {
        bool isInterim = _head.Status is >= 100 and < 200 && !place.EndsStream;
        bool isKnown = _streams.TryGet(place.StreamId, out Http2Stream? stream);
        if (isInterim)
        {
            TakeInterim(stream);
            return;
        }

        stream ??= Open(place.StreamId);
        if (isKnown && (stream.Response is not null || stream.ResponsePassed))
        {
            TakeTrailers(stream.Response, place, anomalies, Anomalies.ResponseFieldsUnknown);
        }
        else
        {
            stream.Response = Make(place, anomalies, Anomalies.ResponseFieldsUnknown);
            stream.ResponseLosses = FramesOf(_flow.OtherThanClient).Losses;
            Count(MirrorCounter.ResponsesSeen, MirrorCounter.ResponsesOpen);
            BeginResponseContent(stream.Request, stream.Response);
        }

        if (place.EndsStream)
        {
            EndDirection(stream, isRequest: false);
        }
    }

    private void TakeInterim(Http2Stream? stream)
    {
        _pool.Ledger[MirrorCounter.ResponsesInterim]++;
        if (stream?.Request is { InterimResponses: < ushort.MaxValue } request)
        {
            request.InterimResponses++;
        }
    }

    private void Count(MirrorCounter seen, MirrorCounter open)
    {
        _pool.Ledger[seen]++;
        _pool.Ledger[open]++;
    }

    /// <summary>Makes a message of the head that was read.</summary>
    private Message Make(in FieldBlock place, Anomalies anomalies, Anomalies unknown)
    {
        Message message = _pool.Rent();
        message.FirstByteNs = place.FirstByteNs;
        message.LastByteNs = place.LastByteNs;
        message.StartSequence = place.StartSequence;
        message.Anomalies = anomalies | (_head.HasUnknownFields ? unknown : Anomalies.None);
        message.WithoutMemory = !_pool.TryAppendHead(message, _head.Method) || !_pool.TryAppendHead(message, _head.Path)
            || !_pool.TryAppendHead(message, _head.Authority) || !_pool.TryAppendHead(message, _head.Protocol)
            || !_pool.TryAppendHead(message, _head.Lines);
        if (message.WithoutMemory)
        {
            _pool.ReleaseBuffer(message);
            message.StartLine = StartLine.OfHttp2(0, 0, _head.Status);
            return message;
        }

        message.StartLine = StartLine.OfHttp2(_head.Method.Length, _head.Path.Length, _head.Status);
        message.AuthorityStart = _head.Method.Length + _head.Path.Length;
        message.AuthorityBytes = _head.Authority.Length;
        message.ProtocolBytes = _head.Protocol.Length;
        message.FieldsStart = message.AuthorityStart + message.AuthorityBytes + message.ProtocolBytes;
        return message;
    }

    private void TakeTrailers(Message? message, in FieldBlock place, Anomalies anomalies, Anomalies unknown)
    {
        if (message is null)
        {
            return;
        }

        message.LastByteNs = place.LastByteNs;
        message.Anomalies |= anomalies | (_head.HasUnknownFields ? unknown : Anomalies.None);
        if (!_pool.TryAppendTrailers(message, _head.Lines))
        {
            message.Anomalies |= Anomalies.HeadTruncated;
        }
    }

    private Http2Stream Open(uint id)
    {
        if (_streams.Oldest is { } oldest && _streams.Count >= (_index.IsFull ? FairStreams : MaxStreams))
        {
            GiveOut(oldest, Anomalies.FlowEvicted | Unfinished(oldest));
            Close(oldest);
        }
        else if (_index.IsFull)
        {
            // It is not this connection that has too many. Where no other can be given up, it has its stream all the same.
            _pool.Reclaim?.Invoke();
        }

        Http2Stream stream = _free.TryPop(out Http2Stream? used) ? used : new Http2Stream();
        stream.Id = id;
        _streams.Add(stream);
        return stream;
    }

    private void Close(Http2Stream stream)
    {
        _streams.Remove(stream);
        stream.Reset();
        if (_free.Count < MaxStreams)
        {
            _free.Push(stream);
        }
    }

    /// <summary>One direction of a stream has ended: with the other one, or where no other will come, so has the exchange.</summary>
    private void EndDirection(Http2Stream stream, bool isRequest)
    {
        NoteLosses(stream);
        stream.RequestEnded |= isRequest;
        stream.ResponseEnded |= !isRequest;
        bool isRequestOver = stream.RequestEnded || stream.ResetNs is not null || (stream.Request is null && !stream.RequestPassed);
        if (stream.ResponseEnded && isRequestOver)
        {
            GiveOut(stream, stream.ResetNs is null ? Anomalies.None : Unfinished(stream));
            Close(stream);
        }
    }

    private static Anomalies Unfinished(Http2Stream stream) =>
        (stream.Request is { } request && !stream.RequestEnded && !HasClosed(request) ? Anomalies.RequestIncomplete : Anomalies.None)
        | (stream.Response is { } response && !stream.ResponseEnded && !HasClosed(response) ? Anomalies.ResponseIncomplete : Anomalies.None);

    /// <summary>Gives out what there is of a stream, once: what still comes of a message that was given out is passed over.</summary>
    private void GiveOut(Http2Stream stream, Anomalies why)
    {
        NoteLosses(stream);
        (Message? request, Message? response) = (stream.Request, stream.Response);
        if (request is null && response is null)
        {
            return;
        }

        Anomalies ofRequest = request?.Anomalies ?? (stream.RequestPassed ? Anomalies.TimeLimit : Anomalies.RequestMissing);
        Anomalies ofResponse = response?.Anomalies ?? (stream.ResponsePassed ? Anomalies.TimeLimit : Anomalies.ResponseMissing);
        Anomalies ofStream = stream.ResetNs is null ? Anomalies.None : Anomalies.StreamReset;
        _emitter.Emit(_flow, ref _ordinal, request, response, ofRequest | ofResponse | ofStream | why);
        (stream.Request, stream.Response) = (null, null);
        stream.RequestPassed |= request is not null;
        stream.ResponsePassed |= response is not null;
        Return(request);
        Return(response);
    }

    /// <summary>
    /// What was under way when frames of its direction were lost may lack a part. Said when it is touched next, so that a loss costs the same however
    /// many streams there are.
    /// </summary>
    private void NoteLosses(Http2Stream stream)
    {
        if (stream.Request is { } request && !stream.RequestEnded && stream.RequestLosses != FramesOf(_flow.Client).Losses)
        {
            Damage(request, FramesOf(_flow.Client));
        }

        if (stream.Response is { } response && !stream.ResponseEnded && stream.ResponseLosses != FramesOf(_flow.OtherThanClient).Losses)
        {
            Damage(response, FramesOf(_flow.OtherThanClient));
        }
    }

    private void Return(Message? message)
    {
        if (message is not null)
        {
            _pool.Return(message);
        }
    }
}
