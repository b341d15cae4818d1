using PodMirror.Exchange;

namespace PodMirror.Protocols;

/// <summary>Heads: taken whole where one delivery has them, gathered where it has not.</summary>
internal sealed partial class MessageReader
{
    private int BeginHead(ReadOnlySpan<byte> bytes, StreamPosition position, in StartLine line)
    {
        Message message = _pool.Rent();
        message.FirstByteNs = message.LastByteNs = position.TimestampNs;
        message.StartSequence = position.Sequence;
        message.AckAtStart = position.Acknowledgement;
        message.HasAck = position.HasAcknowledgement;
        message.StartLine = line;
        _message = message;
        _scanned = 0;
        _state = ReaderState.Head;

        return _kindKnown && TryTakeWhole(bytes, message, out int used) ? used : ReadHead(bytes, position);
    }

    /// <summary>Takes a head where it lies, when all of it does: reading its fields finds its end.</summary>
    private bool TryTakeWhole(ReadOnlySpan<byte> bytes, Message message, out int used)
    {
        HeadFields fields = HeadFields.Read(bytes[message.StartLine.Bytes..], out int fieldBytes);
        used = message.StartLine.Bytes + fieldBytes;
        if (fieldBytes == 0)
        {
            return false;
        }

        _ledger[MirrorCounter.BytesHttp] += used;
        message.WithoutMemory = used > _pool.Options.MaxHeadBytes || !_pool.TryAppendHead(message, bytes[..used]);
        TakeHead(bytes[..used], fields);
        return true;
    }

    /// <summary>Gathers a head. What is gathered counts as HTTP until it turns out not to be.</summary>
    private int ReadHead(ReadOnlySpan<byte> bytes, StreamPosition position)
    {
        Message message = _message!;
        int before = message.HeadBytes;
        int take = Math.Min(bytes.Length, _pool.Options.MaxHeadBytes - before);
        if (take == 0 || !_pool.TryAppendHead(message, bytes[..take]))
        {
            RejectHead();
            return 0;
        }

        message.LastByteNs = position.TimestampNs;
        _ledger[MirrorCounter.BytesHttp] += take;
        if (!_kindKnown)
        {
            ContentKind kind = Classify(message.Head, out StartLine line);
            if (kind is not (ContentKind.HttpRequest or ContentKind.HttpResponse or ContentKind.NeedMore))
            {
                return Unread(kind, before, take, position);
            }

            if (kind != ContentKind.NeedMore)
            {
                message.StartLine = line;
                Learn(kind);
            }
        }

        int end = _kindKnown ? HeadScanner.FindEnd(message.Head, ref _scanned) : 0;
        if (end == 0)
        {
            return take;
        }

        _ledger[MirrorCounter.BytesHttp] -= message.HeadBytes - end;
        message.HeadBytes = end;
        TakeHead(message.Head, HeadFields.Read(message.Head[message.StartLine.Bytes..], out _));
        return end - before;
    }

    /// <summary>Takes back what was gathered and was no head.</summary>
    private int Unread(ContentKind kind, int before, int taken, StreamPosition position)
    {
        _ledger[MirrorCounter.BytesHttp] -= before + taken;
        DropPending();
        if (_connection.MayBecomeOpaque && kind == ContentKind.Tls)
        {
            _connection.BecomeOpaque(OpaqueKind.Tls, before + taken);
            return taken;
        }

        if (_connection.MayBecomeOpaque && kind == ContentKind.Http2Preface)
        {
            _ledger[MirrorCounter.BytesHttp] += before;
            _connection.BecomeHttp2(this, hasPreface: true, before);
            return 0;
        }

        SkipUnknown(before + taken, position);
        return taken;
    }

    /// <summary>Gives up a head that passed its limit or found no memory. With a start line it still is a message.</summary>
    private void RejectHead()
    {
        _ledger[MirrorCounter.HeadsRejected]++;
        uint end = _message!.StartSequence + (uint)_message.HeadBytes;
        TakePartialHead(Anomalies.HeadTruncated);
        _inStep = false;
        _connection.OnLost(this, end, wasBetween: false);
    }

    /// <summary>Takes what there is of a head that will not be whole: the start line and the whole field lines.</summary>
    private void TakePartialHead(Anomalies why)
    {
        Message message = _message!;
        int whole = message.Head.LastIndexOf((byte)'\n') + 1;
        if (!_kindKnown || whole == 0)
        {
            DropPending();
            return;
        }

        _kindKnown = false;
        message.HeadBytes = whole;
        message.Anomalies |= why;
        NoteHead(message.Head, message, HeadFields.Read(message.Head[message.StartLine.Bytes..], out _));
        HasReadMessages = true;
        if (Role == ReaderRole.Requests)
        {
            _pool.LeaveOut(message);
            _connection.OnRequestHead(message);
        }
        else if (!IsInterim(message.StartLine.Status))
        {
            _pool.LeaveOut(message);
            _connection.OnResponseHead(message);
        }
        else
        {
            DropPending();
            return;
        }

        _framing = BodyFraming.None;
        EndMessage(Anomalies.None);
    }

    private void DropPending()
    {
        if (_message is not null && _state == ReaderState.Head)
        {
            _pool.Return(_message);
            _message = null;
        }

        _state = ReaderState.Start;
        _kindKnown = false;
    }

    private static void NoteHead(ReadOnlySpan<byte> head, Message message, in HeadFields fields)
    {
        ReadOnlySpan<byte> method = head[..message.StartLine.MethodBytes];
        message.IsHead = method.SequenceEqual("HEAD"u8);
        message.IsConnect = method.SequenceEqual("CONNECT"u8);
        message.FieldsStart = message.StartLine.Bytes;
        message.Anomalies |= message.StartLine.Anomalies | fields.Anomalies;
    }

    /// <summary>Takes a whole head, from the buffer or from the segment when there was no memory for it.</summary>
    private void TakeHead(ReadOnlySpan<byte> head, in HeadFields fields)
    {
        Message message = _message!;
        _kindKnown = false;
        _inStep = true;
        HasReadMessages = true;
        NoteHead(head, message, fields);
        if (message.WithoutMemory)
        {
            message.FieldsStart = 0;
            message.BodyClosed = true;
            message.StartLine = message.StartLine.WithoutText();
        }

        if (Role == ReaderRole.Requests)
        {
            if (fields.HostFields > 1 || (fields.HostFields == 0 && message.StartLine.Protocol == HttpProtocol.Http11))
            {
                message.Anomalies |= Anomalies.HostInvalid;
            }

            Begin(message, fields.Framing == ContentFraming.EventStream ? ContentFraming.None : fields.Framing);
            _connection.OnRequestHead(message);
            BeginBody(message.IsConnect ? BodyFraming.None : RequestFraming(fields, message), fields.ContentLength);
            return;
        }

        TakeResponseHead(message, fields);
    }

    /// <summary>1xx but 101, which is final: it ends HTTP on the flow (RFC 9110 sections 15.2 and 15.2.2).</summary>
    private static bool IsInterim(int status) => status is >= 100 and < 200 and not 101;

    private void TakeResponseHead(Message message, in HeadFields fields)
    {
        int status = message.StartLine.Status;
        if (IsInterim(status))
        {
            _connection.OnInterimResponse(message);
            _pool.Return(message);
            _message = null;
            _state = ReaderState.Start;
            return;
        }

        if (status == 101 && fields.UpgradesToHttp2)
        {
            _connection.OnInterimResponse(message);
            _pool.Return(message);
            _message = null;
            _state = ReaderState.Start;
            _connection.UpgradeToHttp2();
            return;
        }

        Begin(message, fields.Framing);
        _connection.OnResponseHead(message);
        if (status == 101 && fields is { UpgradesToWebSocket: true, AcceptsWebSocket: true } && HttpConnection.MayUpgrade(message))
        {
            _message = null;
            _state = ReaderState.Start;
            _connection.UpgradeToWebSocket(message, fields.HasWebSocketExtensions);
            return;
        }

        if (HttpConnection.EndsHttp(message))
        {
            BeginBody(BodyFraming.None, 0);
            _connection.OnHttpEnded(status);
            return;
        }

        BeginBody(ResponseFraming(fields, message, HttpConnection.IsBodiless(message)), fields.ContentLength);
    }

    /// <summary>Begins with a message whose head was read: what is to be told of it is kept, and what its body is cut into is counted.</summary>
    private void Begin(Message message, ContentFraming framing)
    {
        _pool.LeaveOut(message);
        _pool.CountMessages(message, framing);
    }

    /// <summary>RFC 9112 section 6.3 for requests: without chunked or a length there is no body.</summary>
    private static BodyFraming RequestFraming(in HeadFields fields, Message message)
    {
        FlagTransferEncoding(fields, message);
        return fields.IsChunked ? BodyFraming.Chunked : fields.ContentLength > 0 ? BodyFraming.Length : BodyFraming.None;
    }

    /// <summary>RFC 9112 section 6.3 for responses: without chunked or a length the body lasts until the close.</summary>
    private static BodyFraming ResponseFraming(in HeadFields fields, Message message, bool bodiless)
    {
        if (bodiless)
        {
            return BodyFraming.None;
        }

        FlagTransferEncoding(fields, message);
        return fields.IsChunked ? BodyFraming.Chunked
            : fields.HasTransferEncoding || fields.ContentLength < 0 ? BodyFraming.UntilClose
            : fields.ContentLength > 0 ? BodyFraming.Length : BodyFraming.None;
    }

    private static void FlagTransferEncoding(in HeadFields fields, Message message)
    {
        if (fields.HasTransferEncoding && (!fields.IsChunked || message.StartLine.Protocol == HttpProtocol.Http10))
        {
            message.Anomalies |= Anomalies.TransferEncodingInvalid;
        }
    }
}
