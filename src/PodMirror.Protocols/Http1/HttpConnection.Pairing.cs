using PodMirror.Exchange;

namespace PodMirror.Protocols;

/// <summary>
/// Strict pairing. As long as nothing was lost, responses answer requests in their order (RFC 9112 section 9.3). After a loss the
/// order alone proves nothing, and the sequence numbers decide: without pipelining, a client sends its next request only when it has
/// received the whole response before, and a server answers only what it has received. So a response belongs to the last request
/// that it can have been sent for, and earlier ones have lost theirs. With pipelining there is no such proof: then nothing is
/// paired any more on that flow, and the exchanges say so.
/// </summary>
internal sealed partial class HttpConnection
{
    private WaitingRequests _waiting;
    private uint _ordinal;
    private bool _pipelined;
    private bool _unpairable;
    private bool _responsesLost;
    private uint? _lastRequestAck;
    private Anomalies _closing;

    private void BeginPairing()
    {
        _waiting = default;
        _ordinal = 0;
        _pipelined = _unpairable = _responsesLost = false;
        _lastRequestAck = null;
        _closing = Anomalies.None;
    }

    /// <summary>A request's head was read: it waits for its response from now on.</summary>
    public void OnRequestHead(Message request)
    {
        _ledger[MirrorCounter.RequestsSeen]++;
        _ledger[MirrorCounter.RequestsOpen]++;
        NotePipelining(request);
        if (_waiting.Count >= _pool.Options.MaxPipelinedRequests)
        {
            BecomeUnpairable();
        }

        if (_unpairable)
        {
            request.Unpaired = true;
            request.Anomalies |= Anomalies.PairingAmbiguous;
            return;
        }

        _waiting.Enqueue(request);
    }

    /// <summary>
    /// Two requests of which the client sent the later one without having received a byte more, or before it had the answer to the one
    /// before: by then everything that it had received was read, so the answer is still to come, unless responses were lost.
    /// </summary>
    private void NotePipelining(Message request)
    {
        if (!request.HasAck)
        {
            return;
        }

        bool atOnce = _lastRequestAck == request.AckAtStart;
        bool unanswered = !_responsesLost && _waiting is { First.IsLostMarker: false, Last.IsLostMarker: false };
        _pipelined |= atOnce || unanswered;
        _lastRequestAck = request.AckAtStart;
    }

    /// <summary>A final response's head was read: it answers one of the waiting requests, or none that was seen.</summary>
    public void OnResponseHead(Message response)
    {
        _ledger[MirrorCounter.ResponsesSeen]++;
        _ledger[MirrorCounter.ResponsesOpen]++;
        Message? request = _unpairable ? null : Match(response);
        if (request is null)
        {
            response.Anomalies |= _unpairable ? Anomalies.PairingAmbiguous : Anomalies.None;
            return;
        }

        response.Counterpart = request;
        request.Counterpart = response;
        if (!request.Complete)
        {
            response.Anomalies |= Anomalies.EarlyResponse;
        }
    }

    /// <summary>Takes the request that asked for an upgrade out of those that wait: its response comes in another protocol.</summary>
    private Message? TakeUpgraded()
    {
        if (_waiting.First is not { IsLostMarker: false, GivenOut: false, Complete: true } request)
        {
            return null;
        }

        _waiting.Dequeue();
        return request;
    }

    /// <summary>An interim response came for the request that waits longest. It answers nothing, so what acknowledges it tells no more.</summary>
    public void OnInterimResponse(Message interim)
    {
        _ledger[MirrorCounter.ResponsesInterim]++;
        if (_lastRequestAck == interim.StartSequence)
        {
            _lastRequestAck = interim.StartSequence + (uint)interim.HeadBytes;
        }

        if (_waiting.First is { IsLostMarker: false } request && request.InterimResponses < ushort.MaxValue)
        {
            request.InterimResponses++;
        }
    }

    /// <summary>Whether a response has no body whatever its fields say (RFC 9112 section 6.3).</summary>
    public static bool IsBodiless(Message response) =>
        response.StartLine.Status is 204 or 304 || response.IsHead;

    /// <summary>
    /// Whether a new message begins where a body should go on: a response exactly where the client, sending its next request, had
    /// everything; or a request after the one before was answered although its body had not come.
    /// </summary>
    public bool BeginsAnother(MessageReader reader, ReadOnlySpan<byte> bytes, StreamPosition position)
    {
        if (reader.Role == ReaderRole.Responses)
        {
            Message? next = _waiting.First is { IsLostMarker: true } lost ? lost.NextInQueue : _waiting.First;
            return !_pipelined && next is { HasAck: true } && next.AckAtStart == position.Sequence
                && bytes.StartsWith("HTTP/"u8)
                && ContentSniffer.Classify(bytes, requests: false, responses: true, anyMethod: false, out _) == ContentKind.HttpResponse;
        }

        return reader.Current?.Counterpart is { Complete: true }
            && ContentSniffer.Classify(bytes, requests: true, responses: false, anyMethod: false, out _) == ContentKind.HttpRequest;
    }

    /// <summary>A direction lost bytes of which it is not known what messages they held.</summary>
    /// <param name="reader">The direction.</param>
    /// <param name="sequence">The sequence number of the first of them.</param>
    /// <param name="wasBetween">Whether they followed a whole message, so that another one began with them.</param>
    public void OnLost(MessageReader reader, uint sequence, bool wasBetween)
    {
        if (reader.Role == ReaderRole.Responses)
        {
            _responsesLost = true;
        }
        else if (_waiting.Last is { IsLostMarker: true } last)
        {
            last.IsLostUnanswered |= wasBetween;
        }
        else if (reader.Role == ReaderRole.Requests && !_unpairable)
        {
            Message marker = _pool.Rent();
            marker.IsLostMarker = true;
            marker.IsLostUnanswered = wasBetween;
            marker.StartSequence = sequence;
            _waiting.Enqueue(marker);
        }
    }

    /// <summary>A message has ended, whole or not.</summary>
    public void OnMessageEnd(Message message, ReaderRole role)
    {
        message.Complete = true;
        if (message.GivenOut)
        {
            Release(message);
        }
        else if (role == ReaderRole.Responses)
        {
            EndResponse(message);
        }
        else if (message.Unpaired)
        {
            GiveOut(message, null, Anomalies.None);
        }
        else if (message.Counterpart is { Complete: true } response)
        {
            GiveOut(message, response, Anomalies.None);
        }
    }

    private void EndResponse(Message response)
    {
        Message? request = response.Counterpart;
        if (request is null || request.Complete)
        {
            GiveOut(request, response, Anomalies.None);
        }
    }

    private Message? Match(Message response)
    {
        if ((_responsesLost || _waiting.First is { IsLostMarker: true }) && !Align(response))
        {
            return null;
        }

        Message? request = _waiting.First;
        if (request is null or { IsLostMarker: true })
        {
            request?.IsLostUnanswered = false;
            return null;
        }

        _waiting.Dequeue();
        response.IsHead = request.IsHead;
        response.IsConnect = request.IsConnect;
        if (!request.GivenOut)
        {
            return request;
        }

        response.Anomalies |= Anomalies.TimeLimit;
        if (request.Complete)
        {
            _pool.Return(request);
        }

        return null;
    }

    /// <summary>Gives up the requests whose responses must have been lost before this one. False when nothing can be proved.</summary>
    private bool Align(Message response)
    {
        if (_pipelined)
        {
            BecomeUnpairable();
            return false;
        }

        while (_waiting.First is { NextInQueue: { } next } first && WasSentAfter(next, response))
        {
            if (first.IsLostUnanswered && !_responsesLost)
            {
                // The next request was sent before the lost one was answered, so it may be either's response.
                BecomeUnpairable();
                return false;
            }

            GiveUpFirst();
        }

        _responsesLost = false;
        return true;
    }

    /// <summary>Whether a response was sent when its server had that request, or its client had sent it with all before received.</summary>
    private static bool WasSentAfter(Message request, Message response) =>
        (response.HasAck && Sequence.After(response.AckAtStart, request.StartSequence))
        || (request.HasAck && !request.IsLostMarker && !Sequence.After(request.AckAtStart, response.StartSequence));

    private void BecomeUnpairable()
    {
        if (!_unpairable)
        {
            _unpairable = true;
            _ledger[MirrorCounter.FlowsUnpairable]++;
        }

        while (_waiting.First is not null)
        {
            _waiting.First.Anomalies |= Anomalies.PairingAmbiguous;
            GiveUpFirst();
        }
    }

    private void GiveUpAll()
    {
        while (_waiting.First is not null)
        {
            GiveUpFirst();
        }
    }

    private void GiveUpFirst()
    {
        Message request = _waiting.First!;
        _waiting.Dequeue();
        if (request.IsLostMarker || (request.GivenOut && request.Complete))
        {
            _pool.Return(request);
        }
        else if (!request.GivenOut && request.Complete)
        {
            GiveOut(request, null, _responsesLost ? Anomalies.ResponseGap : Anomalies.None);
        }
        else
        {
            request.Unpaired = true;
        }
    }
}
