using PodMirror.Exchange;

namespace PodMirror.Protocols;

/// <summary>Building exchanges from messages, and letting go of the messages.</summary>
internal sealed partial class HttpConnection
{
    /// <inheritdoc/>
    /// <remarks>Requests stay in their place, so that later responses find theirs.</remarks>
    public override void OnTime(long nowNs)
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
        _emitter.Emit(_flow, ref _ordinal, request, response, AnomaliesOf(request, response) | why);
        Release(request);
        Release(response);
    }

    private Anomalies AnomaliesOf(Message? request, Message? response)
    {
        Anomalies anomalies = (request?.Anomalies ?? Anomalies.RequestMissing) | (response?.Anomalies ?? Anomalies.ResponseMissing);
        bool unfinished = response is null || (anomalies & (Anomalies.RequestIncomplete | Anomalies.ResponseIncomplete)) != 0;
        return unfinished ? anomalies | _closing : anomalies;
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
