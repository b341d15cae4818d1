using PodMirror.Exchange;

namespace PodMirror.Protocols;

/// <summary>Building exchanges from messages, and letting go of the messages.</summary>
internal sealed partial class HttpConnection
{
    /// <summary>Gives out what has lasted too long. Requests stay in their place, so that later responses find theirs.</summary>
    public void OnTime(long nowNs)
    {
        long limitNs = nowNs - (_pool.Options.MaxExchangeDuration.Ticks * 100);
        for (Message? request = _waiting.First; request is not null; request = request.NextInQueue)
        {
            if (!request.GivenOut && !request.IsLostMarker && request.FirstByteNs < limitNs)
            {
                GiveOut(request, null, Anomalies.TimeLimit);
            }
        }

        GiveOutLong(_low, limitNs);
        GiveOutLong(_high, limitNs);
    }

    private void GiveOutLong(MessageReader reader, long limitNs)
    {
        if (reader.Current is not { GivenOut: false } message)
        {
            return;
        }

        bool isRequest = reader.Role == ReaderRole.Requests;
        Message? request = isRequest ? message : message.Counterpart;
        Message? response = isRequest ? message.Counterpart : message;
        if ((request ?? response)!.FirstByteNs < limitNs)
        {
            GiveOut(request, response, Anomalies.TimeLimit);
        }
    }

    /// <summary>Builds an exchange of one or two messages and gives it to the sink. Messages that are still read go on without being kept.</summary>
    private void GiveOut(Message? request, Message? response, Anomalies why)
    {
        if (request is { WithoutMemory: true } || response is { WithoutMemory: true })
        {
            Drop(request, response);
            return;
        }

        Count(request, MirrorCounter.RequestsOpen, MirrorCounter.RequestsExchanged);
        Count(response, MirrorCounter.ResponsesOpen, MirrorCounter.ResponsesExchanged);
        _ledger[MirrorCounter.ExchangesBuilt]++;
        if (IsWanted(_flow.Direction))
        {
            Send(request, response, why);
        }
        else
        {
            _ledger[MirrorCounter.ExchangesFilteredMode]++;
        }

        Release(request);
        Release(response);
    }

    private bool IsWanted(Direction direction) =>
        direction == Direction.Unknown
        || (_pool.Options.Mode & (direction == Direction.Ingress ? CaptureMode.Ingress : CaptureMode.Egress)) != 0;

    private void Send(Message? request, Message? response, Anomalies why)
    {
        ExchangeRecord record = default;
        Message first = request ?? response!;
        long end = Math.Max(request?.LastByteNs ?? long.MinValue, response?.LastByteNs ?? long.MinValue);
        record.Header = new ExchangeHeader
        {
            Direction = _flow.Direction,
            Protocol = first.StartLine.Protocol,
            InterimResponses = request?.InterimResponses ?? 0,
            Stream = _flow.Stream,
            Ordinal = _ordinal++,
            StartNs = first.FirstByteNs,
            DurationNs = Math.Max(0, end - first.FirstByteNs),
            Anomalies = AnomaliesOf(request, response) | why,
            Client = _flow.EndOf(_flow.Client),
            Server = _flow.EndOf(_flow.OtherThanClient),
        };
        if (request is not null)
        {
            record.Request = request.View();
        }

        if (response is not null)
        {
            record.Response = response.View();
        }

        _sink.OnExchange(in record);
    }

    private Anomalies AnomaliesOf(Message? request, Message? response)
    {
        Anomalies anomalies = (request?.Anomalies ?? Anomalies.RequestMissing) | (response?.Anomalies ?? Anomalies.ResponseMissing);
        bool unfinished = response is null || (anomalies & (Anomalies.RequestIncomplete | Anomalies.ResponseIncomplete)) != 0;
        return (unfinished ? anomalies | _closing : anomalies) | (_flow.SegmentConflict ? Anomalies.SegmentConflict : Anomalies.None);
    }

    private void Drop(Message? request, Message? response)
    {
        Count(request, MirrorCounter.RequestsOpen, MirrorCounter.RequestsDroppedMemory);
        Count(response, MirrorCounter.ResponsesOpen, MirrorCounter.ResponsesDroppedMemory);
        Release(request);
        Release(response);
    }

    private void Count(Message? message, MirrorCounter from, MirrorCounter to)
    {
        if (message is not null)
        {
            _ledger[from]--;
            _ledger[to]++;
        }
    }

    /// <summary>A message that is still being read, or waits in the queue for its response, is kept without its bytes.</summary>
    private void Release(Message? message)
    {
        if (message is null)
        {
            return;
        }

        if (message.Complete && !_waiting.Contains(message))
        {
            _pool.Return(message);
            return;
        }

        message.GivenOut = true;
        message.Counterpart = null;
        _pool.ReleaseBuffer(message);
    }
}
